package parallax.compiler.mir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MachineTextTest {
  private static final String FIB =
      """
      function 3 "fib" vregs 8 {
      b0:
        %0:a0 = entry
        trap_branch branch_ge_s_imm %0, 90 !unreachable@17 @16
        %1 = load_imm 1
        jump b1(%0, %1)
      b1(%2, %3):
        %4~2 = cmov_nz_imm %2, %3, -7
        %5:a0 = call fn3 %4:a0
        %6 = load_ind_u32 %5, 65536 !out_of_bounds_memory @33
        store_imm_ind_u8 %6, 4, 5
        branch branch_lt_u %5, %6, b1, b2
      b2:
        return %5:a0
      }
      """;

  @Test
  void textOfEveryFormComesBackAsItWas() {
    final String text = FIB.replace("branch branch_lt_u %5, %6, b1, b2", "jump b1(%5, %6)");
    assertThat(MachinePrinter.print(MachineParser.parse(text))).isEqualTo(text);
  }

  @Test
  void randomFunctionsComeBackEqual() {
    for (int seed = 0; seed < 500; seed++) {
      final MachineFunction function = RandomMachineFunction.small(seed);
      final String text = MachinePrinter.print(function);
      final MachineFunction parsed = MachineParser.parse(text);
      assertThat(MachinePrinter.print(parsed)).isEqualTo(text);
      assertThat(parsed.vregCount()).isEqualTo(function.vregCount());
      for (int i = 0; i < function.blocks().size(); i++) {
        assertThat(parsed.blocks().get(i).params()).isEqualTo(function.blocks().get(i).params());
        assertThat(parsed.blocks().get(i).instructions().stream().map(MachineTextTest::plain))
            .isEqualTo(
                function.blocks().get(i).instructions().stream()
                    .map(MachineTextTest::plain)
                    .toList());
      }
    }
  }

  /** The instruction without its targets, which refer to blocks of one function. */
  private static MachineInst plain(final MachineInst inst) {
    return new MachineInst(
        inst.op(),
        inst.opcode(),
        inst.operands(),
        inst.imm1(),
        inst.imm2(),
        inst.function(),
        java.util.List.of(),
        inst.trap(),
        inst.sourceOffset());
  }

  @Test
  void namesWithQuotesAndOtherCharactersComeBack() {
    final MachineFunction function = new MachineFunction(0, "a\"b\\c\n\u00e4;{");
    function.newBlock().instructions().add(MachineParser.parse(FIB).blocks().get(2).terminator());
    assertThat(MachineParser.parse(MachinePrinter.print(function)).name())
        .isEqualTo(function.name());
  }

  @Test
  void commentsAndEmptyLinesAreSkipped() {
    final String text = "; file\n\n" + FIB.replace(" @16\n", " @16 ; checks\n\n");
    assertThat(MachinePrinter.print(MachineParser.parse(text))).isEqualTo(FIB);
  }

  @Test
  void badTextIsRefusedWithItsLine() {
    refused(FIB.replace("load_imm 1", "load_im 1"), "line 5", "unknown instruction load_im");
    refused(FIB.replace("jump b1(", "jump b9("), "line 6", "no block b9");
    refused(FIB.replace("%0:a0 =", "%0:q0 ="), "line 3", "unknown register q0");
    refused(FIB.replace("!unreachable", "!nonsense"), "line 4", "unknown trap kind nonsense");
    refused(FIB.replace("b2:\n", "b4:\n"), "block b2 expected");
    refused(FIB.replace(" {", ""), "line 1", "'{' expected");
    refused(FIB.replace("}\n", ""), "does not end");
    refused(FIB.replace("%4:a0", "%4:a0 x"), "line 9", "end of line");
    refused(FIB.replace("4, 5", "4, 5, 6"), "more than two immediates");
    refused(FIB.replace("vregs 8", "vregs 99999999999"), "too large");
  }

  private static void refused(final String text, final String... messages) {
    assertThatThrownBy(() -> MachineParser.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(messages);
  }
}
