package parallax.compiler.sourcemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.CompiledProgram.Instance;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.MemoryLayout.MemoryPlace;
import parallax.compiler.abi.MemoryLayout.SegmentPlace;
import parallax.compiler.abi.MemoryLayout.TablePlace;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.sourcemap.CodeMap.FunctionRange;
import parallax.compiler.sourcemap.CodeMap.Line;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;

final class MapWriterTest {

  private static StandardProgram program(final int stack) {
    final InstructionWriter writer = new InstructionWriter(Profile.GP_0_7_2);
    writer.write(Instruction.none(Opcode.TRAP));
    return new StandardProgram(
        Optional.empty(), new byte[3], new byte[4], 1, stack, ProgramBlob.of(new int[0], writer));
  }

  private static CompiledProgram example() {
    final MemoryLayout layout =
        new MemoryLayout(
            3,
            0x30000,
            List.of(0x30010L, 0x30018L),
            0x30100,
            16,
            List.of(new TablePlace(0x30200, 0x30000, 7)),
            List.of(new MemoryPlace(0x31000, 0x30008, 1, 32_767)),
            List.of(new SegmentPlace(0x10000, 0x30020, 3)),
            List.of(new SegmentPlace(0x10008, 0x30028, 0)),
            0xFEFE_0000L,
            0xFEFD_0000L);
    final HostCallManifest calls =
        new HostCallManifest(
            List.of(
                new HostCall(1_024, "env", "say \"hi\"\n", List.of("i32", "i64"), List.of()),
                new HostCall(1_025, "", "\uD83D\uDE00 \\ä", List.of(), List.of("f64"))));
    final CodeMap map =
        new CodeMap(
            List.of(
                new FunctionRange(0, 6, -1, "header"),
                new FunctionRange(6, 6, 2, ""),
                new FunctionRange(6, 90, 0, "a b")),
            List.of(
                new TrapEntry(8, TrapKind.CALL_STACK_EXHAUSTED, -1, List.of()),
                new TrapEntry(30, TrapKind.INTEGER_OVERFLOW, 0, List.of(4, 19))),
            List.of(new Line(6, 100), new Line(20, -1)));
    final List<Export> exports =
        List.of(
            new Export(
                0,
                "f",
                ExportKind.FUNCTION,
                0,
                new Signature(List.of(Type.I32, Type.F64), List.of(Type.FUNCREF)),
                false,
                6),
            new Export(
                1,
                "g",
                ExportKind.GLOBAL,
                1,
                new Signature(List.of(), List.of(Type.I64)),
                true,
                -1),
            new Export(
                1, "m", ExportKind.MEMORY, 0, new Signature(List.of(), List.of()), false, -1));
    return new CompiledProgram(Profile.GP_0_8_0, program(4_096), map, layout, calls, 6, exports);
  }

  @Test
  void aMapReadsBackAsWhatWasWritten() throws Exception {
    final CompiledProgram example = example();
    final String text = MapWriter.write(example);
    assertThat(MapReader.read(text, example.program())).isEqualTo(example);
    assertThat(text).isASCII();
  }

  @Test
  void theTextIsAsDocumented() {
    assertThat(MapWriter.write(example()).lines())
        .contains(
            "parallax-map 1",
            "init 6",
            "stack 0xfefd0000 0xfefe0000",
            "buffer 0x30100 16",
            "table 0x30200 0x30000 7",
            "host 1024 \"env\" \"say \\{22}hi\\{22}\\{a}\" (i32,i64) ()",
            "export 0 function \"f\" 0 const 6 (i32,f64) (funcref)",
            "export 1 global \"g\" 1 var -1 () (i64)",
            "function 6 90 0 \"a b\"",
            "trap 8 call_stack_exhausted -1 -",
            "trap 30 integer_overflow 0 4,19",
            "line 20 -1");
  }

  @Test
  void instances_are_written_as_runs_of_indices() throws Exception {
    final CompiledProgram plain = example();
    final List<Instance> instances =
        List.of(
            new Instance(
                6,
                new LinkedInstance(
                    "a \"b\"", List.of(0, 1, 2, 7, 5, 6, 6), List.of(), List.of(1), List.of(0))),
            new Instance(
                90, new LinkedInstance("", List.of(), List.of(), List.of(0, 1), List.of())));
    final CompiledProgram linked =
        new CompiledProgram(
            Profile.GP_0_8_0,
            plain.program(),
            plain.codeMap(),
            plain.layout(),
            plain.hostCalls(),
            plain.initPc(),
            plain.exports(),
            instances);
    final String text = MapWriter.write(linked);
    assertThat(text.lines())
        .contains("instance \"a \\{22}b\\{22}\" 6 0-2,7,5-6,6 - 1 0", "instance \"\" 90 - - 0-1 -");
    assertThat(MapReader.read(text, linked.program())).isEqualTo(linked);
    for (final String damage :
        List.of(
            "0-2,7,5-6,,6", "0-1,2,7,5-6,6", "2-0", "0-99999999", "00-2", "0-2,7,", "-1", "a")) {
      assertThatThrownBy(
              () -> MapReader.read(text.replace("0-2,7,5-6,6", damage), linked.program()))
          .as(damage)
          .isInstanceOf(MapFormatException.class);
    }
  }

  private static void rejects(final String from, final String to, final int line) {
    final CompiledProgram example = example();
    final String text = MapWriter.write(example);
    assertThat(text).contains(from);
    assertThatThrownBy(() -> MapReader.read(text.replace(from, to), example.program()))
        .isInstanceOf(MapFormatException.class)
        .hasMessageStartingWith("line " + line + ":")
        .extracting(e -> ((MapFormatException) e).line())
        .isEqualTo(line);
  }

  @Test
  void otherTextsAreRejectedWithTheirLine() {
    rejects("parallax-map 1", "parallax-map 2", 1);
    rejects("program gp-0.8.0", "program gp-0.8", 2);
    rejects("program gp-0.8.0", "program", 2);
    rejects("init 6", "init  6", 3);
    rejects("init 6", "init 06", 3);
    rejects("init 6", "init 6 7", 3);
    rejects("init 6", "init 99999999999", 3);
    rejects("init 6\n", "", 3);
    rejects("0xfefd0000", "0xFEFD0000", 4);
    rejects("\\{a}", "\\{0a}", 14);
    rejects("\\{a}", "\\{110000}", 14);
    rejects("\\{a}", "\\a", 14);
    rejects("(i32,i64) ()", "(i32,i64 ()", 14);
    rejects("\"f\" 0 const", "\"f\" 0 constant", 16);
    rejects("(funcref)", "(func)", 16);
    rejects("export 0 function", "export 0 procedure", 16);
    rejects("function 6 6", "function 5 6", 20);
    rejects("integer_overflow", "overflow", 23);
    rejects("4,19", "4,,19", 23);
    rejects("trap 30", "trap 8", 23);
    rejects("line 20", "line 6", 25);
    rejects("end\n", "end", 26);
    rejects("end\n", "", 26);
    rejects("end\n", "end\n\n", 27);
  }

  @Test
  void theMapOfAnotherProgramIsRejected() {
    final String text = MapWriter.write(example());
    assertThatThrownBy(() -> MapReader.read(text, program(8_192)))
        .isInstanceOf(MapFormatException.class)
        .hasMessageContaining("another program");
  }

  @Test
  void noDamagedTextCausesAnotherError() {
    final CompiledProgram example = example();
    final String text = MapWriter.write(example);
    final SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 5_000; i++) {
      final StringBuilder damaged = new StringBuilder(text);
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        final int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.deleteCharAt(at);
          case 1 -> damaged.insert(at, text.charAt(random.nextInt(text.length())));
          default -> damaged.setCharAt(at, text.charAt(random.nextInt(text.length())));
        }
      }
      try {
        final CompiledProgram read = MapReader.read(damaged.toString(), example.program());
        assertThat(MapWriter.write(read)).isEqualTo(damaged.toString());
      } catch (final MapFormatException expected) {
        assertThat(expected.line()).isPositive();
      }
    }
  }
}
