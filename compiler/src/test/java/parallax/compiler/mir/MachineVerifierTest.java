package parallax.compiler.mir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.TrapKind;
import parallax.pvm.isa.Opcode;

class MachineVerifierTest {
  private static MachineFunction function(final String blocks) {
    return MachineParser.parse("function 0 \"f\" vregs 9 {\n" + blocks + "\n}\n");
  }

  private static void accepted(final String blocks) {
    MachineVerifier.verify(function(blocks));
  }

  private static void refused(final String message, final String blocks) {
    refused(message, function(blocks));
  }

  private static void refused(final String message, final MachineFunction function) {
    assertThatThrownBy(() -> MachineVerifier.verify(function))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining("function 0")
        .hasMessageContaining(message);
  }

  @Test
  void randomFunctionsAreAccepted() {
    for (int seed = 0; seed < 2_000; seed++) {
      final MachineFunction function = RandomMachineFunction.small(seed);
      assertThatCode(() -> MachineVerifier.verify(function)).doesNotThrowAnyException();
    }
  }

  @Test
  void definitionsDominateUses() {
    accepted("b0:\n %0 = load_imm 1\n jump b1\nb1:\n return %0:a0");
    refused("%1 has no definition", "b0:\n return %1:a0");
    refused("%0 is used before its definition", "b0:\n %1 = copy %0\n %0 = load_imm 1\n return");
    refused("%0 is used before its definition", "b0:\n %0 = sign_extend_8 %0\n return");
    refused(
        "the definition of %1 in b1 does not dominate",
        "b0:\n %0:a0 = entry\n branch branch_eq_imm %0, 0, b1, b2\n"
            + "b1:\n %1 = load_imm 1\n jump b3\nb2:\n jump b3\nb3:\n return %1:a0");
    refused(
        "the definition of %1 in b2 does not dominate",
        "b0:\n %0:a0 = entry\n jump b1\nb1:\n %2 = copy %1\n jump b2\n"
            + "b2:\n %1 = load_imm 1\n jump b1");
  }

  @Test
  void argumentsAreUsesOfTheEdge() {
    accepted("b0:\n %0 = load_imm 1\n jump b1(%0)\nb1(%1):\n jump b1(%1)");
    refused("%2 has no definition", "b0:\n jump b1(%2)\nb1(%1):\n jump b1(%1)");
    refused(
        "the definition of %1 in b1 does not dominate", "b0:\n jump b1(%1)\nb1(%1):\n jump b1(%1)");
    refused("0 arguments for 1 parameters", "b0:\n jump b1\nb1(%1):\n return");
    refused("1 arguments for 0", "b0:\n %1 = load_imm 1\n jump b1(%1)\nb1:\n return");
    refused(
        "only a jump carries arguments",
        "b0:\n %0 = load_imm 1\n branch branch_eq_imm %0, 0, b1(%0), b2\nb1(%1):\n return\nb2:\n"
            + " return");
  }

  @Test
  void registersAreDefinedOnce() {
    refused("%0 is defined twice", "b0:\n %0 = load_imm 1\n %0 = load_imm 1\n return");
    refused("%0 is defined twice", "b0:\n %0 = load_imm 1\n jump b1(%0)\nb1(%0):\n return");
    refused("%12 is not of this function", "b0:\n %12 = load_imm 1\n return");
  }

  @Test
  void usesInUnreachableBlocksNeedOnlyADefinition() {
    accepted("b0:\n return\nb1:\n %0 = load_imm 1\n jump b2\nb2:\n %1 = copy %0\n return");
    refused("%0 has no definition", "b0:\n return\nb1:\n %1 = copy %0\n return");
    refused(
        "does not dominate", "b0:\n jump b2\nb1:\n %0 = load_imm 1\n jump b2\nb2:\n return %0:a0");
  }

  @Test
  void blocksEndWithTheirOnlyTerminator() {
    refused("no instructions", "b0:\nb1:\n return");
    refused("terminator stands last", "b0:\n %0 = load_imm 1");
    refused("terminator stands last", "b0:\n return\n return");
  }

  @Test
  void theEntryBlockIsSpecial() {
    refused("the entry block has parameters", "b0(%0):\n return");
    refused("an edge to the entry block", "b0:\n jump b0");
    refused("entry stands first", "b0:\n jump b1\nb1:\n %0:a0 = entry\n return");
    refused("entry stands first", "b0:\n %1 = load_imm 1\n %0:a0 = entry\n return");
    refused("an entry uses something", "b0:\n entry %0:a0\n return");
    refused("no blocks", new MachineFunction(0, "f"));
  }

  @Test
  void targetsBelongToTheFunction() {
    final MachineFunction function = new MachineFunction(0, "f");
    final MachineFunction other = function("b0:\n jump b1\nb1:\n return");
    final MachineBlock block = function.newBlock();
    function.newBlock().instructions().add(other.blocks().get(1).terminator());
    block.instructions().add(other.blocks().get(0).terminator());
    refused("target b1 belongs to another function", function);
  }

  @Test
  void numbersOfTargetsFollowTheInstruction() {
    final MachineInst jump = function("b0:\n jump b1\nb1:\n return").blocks().get(0).terminator();
    for (final MachineOp op : List.of(MachineOp.RETURN, MachineOp.HALT)) {
      refused("1 targets", changed(jump, op, null, 0, 0, -1, null));
    }
    refused("0 targets", "b0:\n jump");
    refused("1 targets", "b0:\n branch branch_eq_imm %0, 0, b1\nb1:\n return");
    refused("0 targets", "b0:\n %0 = load_imm 0\n switch %0");
    refused("targets without", "b0:\n %0 = load_imm 0, b1\n return\nb1:\n return");
  }

  /** The instruction with other fields, as the start of a function of two blocks. */
  private static MachineFunction changed(
      final MachineInst inst,
      final MachineOp op,
      final Opcode opcode,
      final long imm1,
      final long imm2,
      final int callee,
      final TrapSite trap) {
    final MachineFunction function = function("b0:\n return\nb1:\n return");
    final List<MachineTarget> targets =
        inst.targets().stream()
            .map(target -> MachineTarget.to(function.blocks().get(target.block().id())))
            .toList();
    final MachineInst made =
        new MachineInst(op, opcode, inst.operands(), imm1, imm2, callee, targets, trap, -1);
    function.blocks().get(0).instructions().add(0, made);
    if (op.isTerminator()) {
      function.blocks().get(0).instructions().remove(1);
    }
    return function;
  }

  @Test
  void fieldsWithoutAMeaningAreEmpty() {
    final MachineInst none =
        new MachineInst(MachineOp.RETURN, null, List.of(), 0, 0, -1, List.of(), null, -1);
    final TrapSite site = new TrapSite(TrapKind.UNREACHABLE, 1);
    accepted("b0:\n return");
    refused("first immediate", changed(none, MachineOp.RETURN, null, 1, 0, -1, null));
    refused("second immediate", changed(none, MachineOp.RETURN, null, 0, 1, -1, null));
    refused("opcode", changed(none, MachineOp.RETURN, Opcode.ADD_32, 0, 0, -1, null));
    refused("function 3", changed(none, MachineOp.RETURN, null, 0, 0, 3, null));
    refused("trap site", changed(none, MachineOp.RETURN, null, 0, 0, -1, site));
    refused("trap site", changed(none, MachineOp.TRAP, null, 0, 0, -1, null));
    refused("function -1", changed(none, MachineOp.CALL, null, 0, 0, -1, null));
    refused("opcode", changed(none, MachineOp.PVM, null, 0, 0, -1, null));
    refused("trap site", "b0:\n trap_branch branch_eq_imm %0, 0\n return");
    refused(
        "nothing can trap",
        "b0:\n %0 = load_imm 1\n %1 = copy %0\n %2 = add_64 %0, %1 !unreachable\n return");
  }

  @Test
  void operandsFollowTheFormatOfTheOpcode() {
    accepted(
        "b0:\n %0 = load_imm_64 81985529216486895\n %1 = add_64 %0, %0\n %2 = add_imm_64 %1, -1\n"
            + " %3 = load_u8 4096\n store_u8 %3, 4096\n store_ind_u8 %0, %1, 3\n"
            + " store_imm_u8 4, 5\n store_imm_ind_u64 %0, 4, 5\n %4 = sbrk %0\n"
            + " %5~3 = cmov_iz %0, %1, %2\n %6~2 = cmov_iz_imm %0, %1, 9\n"
            + " %7 = load_ind_i32 %0, 0 !out_of_bounds_memory@5\n return");
    final String start = "b0:\n %0 = load_imm 1\n ";
    refused("2 operands instead of 3", start + "%1 = add_64 %0\n return");
    refused("3 operands instead of 2", start + "store_ind_u8 %0, %0, %0, 3\n return");
    refused("role of operand 0", start + "%1 = store_ind_u8 %0, 3\n return");
    refused("role of operand 0", start + "load_ind_u8 %0, %0, 3\n return");
    refused("tie of operand 0", start + "%1 = cmov_iz %0, %0, %0\n return");
    refused("tie of operand 0", start + "%1~1 = cmov_iz %0, %0, %0\n return");
    refused("tie of operand 0", start + "%1~1 = add_64 %0, %0\n return");
    refused("operand 0 is fixed", start + "%1:a0 = add_64 %0, %0\n return");
    refused("operand 1 is fixed", start + "%1 = add_64 %0:a0, %0\n return");
    refused("no plain instruction", start + "ecalli 3\n return");
    refused("no plain instruction", start + "branch_eq_imm %0, 3\n return");
    refused("no conditional branch", start + "trap_branch add_64 %0, %0 !unreachable\n return");
    refused("1 operands instead of 2", start + "branch branch_eq %0, b1, b1\nb1:\n return");
  }

  @Test
  void immediatesFitIntoSignedThirtyTwoBits() {
    accepted("b0:\n %0 = load_imm -2147483648\n %1 = load_imm_64 2147483648\n return");
    refused("2147483648 does not fit", "b0:\n %0 = load_imm 2147483648\n return");
    refused("-2147483649 does not fit", "b0:\n store_imm_u8 0, -2147483649\n return");
    refused("negative number -1", "b0:\n %0 = incoming_load -1\n return");
    refused("negative number -1", "b0:\n host_call -1\n return");
  }

  @Test
  void plainMachineOpsHaveTheirOperands() {
    accepted(
        "b0:\n %0 = incoming_load 0\n incoming_store %0, 1\n %1 = outgoing_load 0\n"
            + " outgoing_store %1, 2\n %2 = function_address fn3 7\n %3 = copy %2\n"
            + " switch %3, b1, b1\nb1:\n trap !unreachable");
    final String start = "b0:\n %0 = load_imm 1\n ";
    refused("1 operands", start + "%1 = copy\n return");
    refused("constraint of operand 0", start + "%1:a0 = copy %0\n return");
    refused("role of operand 0", start + "incoming_load %0, 1\n return");
    refused("1 operands", start + "jump %0, b1\nb1:\n return");
  }

  @Test
  void argumentsAndResultsFollowTheCallingConvention() {
    accepted(
        "b0:\n %0:a0, %1:a1 = entry\n %2:a0 = call fn1 %1:a0, %0:a1\n"
            + " %3:a0, %4:a1 = call_indirect %2:a0, %1\n host_call %0:a0, 7\n"
            + " return %4:a0, %3:a1");
    final String start = "b0:\n %0:a0, %1:a1 = entry\n ";
    final String convention = "not where the calling convention puts it";
    refused(convention, "b0:\n %0:a1 = entry\n return");
    refused(convention, start + "call fn1 %0:a1\n return");
    refused(convention, start + "call fn1 %0:a0, %1:a0\n return");
    refused(convention, start + "%2:t0 = call fn1\n return");
    refused(convention, start + "return %0:a0, %1:a2");
    refused("operands of a call", start + "call fn1 %0\n return");
    refused("operands of a call", start + "call_indirect %0:a0\n return");
    refused("operands of a call", start + "%2 = call fn1\n return");
    refused("a return defines something", start + "return %0");
  }

  @Test
  void haltsKeepValuesInDifferentRegisters() {
    accepted("b0:\n %0 = load_imm 1\n halt %0:a1, %0:a0");
    refused("register A0", "b0:\n %0 = load_imm 1\n halt %0:a0, %0:a0");
    refused("fixed uses", "b0:\n %0 = load_imm 1\n halt %0");
    refused("register SP", "b0:\n %0 = load_imm 1\n halt %0:sp");
  }

  @Test
  void longChainsOfBlocksNeedNoStack() {
    final StringBuilder text = new StringBuilder();
    final int count = 20_000;
    for (int i = 0; i < count; i++) {
      text.append("b").append(i).append(":\n jump b").append(i + 1).append('\n');
    }
    text.append("b").append(count).append(":\n return");
    assertThatCode(() -> accepted(text.toString())).doesNotThrowAnyException();
  }
}
