package parallax.oracle.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.SharedData;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.corpus.wat.WatPrinter;

/** Instructions of the binary form are found in the lines of the text that they were made of. */
final class SourceLinesTest {
  private static WasmModule module(final String text) throws WatException, CompileException {
    return ModuleReader.read(WatParser.parse(text));
  }

  /** For every instruction of all bodies: its name and its line, 0 for none. */
  private static List<String> lines(final String text) throws WatException, CompileException {
    final WasmModule module = module(text);
    final SourceLines source = SourceLines.of(text, module);
    final List<String> lines = new ArrayList<>();
    for (final WasmModule.Body body : module.bodies()) {
      final InstructionReader reader = InstructionReader.of(module, body);
      while (!reader.atEnd()) {
        final WasmOp op = reader.next();
        lines.add(op.text() + " " + source.at(reader.offset()).orElse(0));
      }
    }
    return lines;
  }

  @Test
  void folded_instructions_stand_behind_their_operands() throws WatException, CompileException {
    final String text =
        """
        (module
          (func (param i32) (result i32)
            (i32.add
              (i32.mul
                (local.get 0)
                (i32.const 3))
              (i32.const 4)))
        )
        """;
    assertThat(lines(text))
        .containsExactly(
            "local.get 5", "i32.const 6", "i32.mul 4", "i32.const 7", "i32.add 3", "end 7");
  }

  @Test
  void blocks_stand_before_their_bodies_and_end_at_their_parenthesis()
      throws WatException, CompileException {
    final String text =
        """
        (func (import "a" "b"))
        (func $f (export "f") (param $x i32) (result i32) (local $y i64)
          (block $out (result i32)
            (loop $again
              (br_if $out (i32.const 1)
                          (local.get $x)) ;; drop
              drop
              (br $again)
            )
            unreachable
          )
          (if (result i32)
            (i32.eqz (local.get $x))
            (then (i32.const 1))
            (else
              (i32.const 2)))
          i32.add)
        (; drop ;)
        (func (param i32)
          local.get 0
          if
            nop
          else
            i32.const 1
            call $f
            drop
          end
          (if (i32.const 0) (then (nop)) (else)))
        """;
    assertThat(lines(text))
        .containsExactly(
            "block 3",
            "loop 4",
            "i32.const 5",
            "local.get 6",
            "br_if 5",
            "drop 7",
            "br 8",
            "end 9",
            "unreachable 10",
            "end 11",
            "local.get 13",
            "i32.eqz 13",
            "if 12",
            "i32.const 14",
            "else 15",
            "i32.const 16",
            "end 16",
            "i32.add 17",
            "end 17",
            "local.get 20",
            "if 21",
            "nop 22",
            "else 23",
            "i32.const 24",
            "call 25",
            "drop 26",
            "end 27",
            "i32.const 28",
            "if 28",
            "nop 28",
            "else 28",
            "end 28",
            "end 28");
  }

  @Test
  void immediates_are_no_instructions() throws WatException, CompileException {
    final String text =
        """
        (module
          (type $t (func (param i32) (result i32)))
          (memory 1) (table $tab 1 funcref)
          (func (param i32) (result i32)
            i32.const 0
            i32.const 1
            i32.store8 offset=3 align=1
            ref.null func
            drop
            (select (result i32) (i32.const 7) (i32.const 8) (local.get 0))
            local.get 0
            (block (br_table 0 0 0 (local.get 0)))
            call_indirect $tab (type $t)))
        """;
    assertThat(lines(text)).doesNotContain("i32.store8 0").contains("i32.store8 7");
    assertThat(lines(text)).contains("select 10", "br_table 12", "call_indirect 13", "end 13");
  }

  @Test
  void a_function_that_is_not_the_texts_has_no_lines() throws WatException, CompileException {
    final WasmModule module = module("(func nop) (func nop)");
    final SourceLines source = SourceLines.of("(func drop) (func nop)", module);
    assertThat(source.at(module.bodies().get(0).offset())).isEmpty();
    assertThat(source.at(module.bodies().get(1).offset())).hasValue(1);
    assertThat(SourceLines.of("(func nop)", module).at(module.bodies().get(0).offset())).isEmpty();
    assertThat(SourceLines.of("(func nop", module).at(module.bodies().get(0).offset())).isEmpty();
    assertThat(
            SourceLines.of("(func nop nop) (func nop)", module).at(module.bodies().get(0).offset()))
        .isEmpty();
  }

  @Test
  void deep_nesting_needs_no_stack() throws CompileException, WatException {
    final int depth = 20_000;
    final WasmModule module = module("(func (result i32) i32.const 0)");
    final String text =
        "(func (result i32) " + "(i32.eqz ".repeat(depth) + "(i32.const 0)" + ")".repeat(depth + 1);
    assertThat(SourceLines.of(text, module).at(module.bodies().get(0).offset())).isEmpty();
  }

  @Test
  void every_instruction_of_texts_of_all_kinds_has_a_line()
      throws IOException, WatException, CompileException {
    int modules = 0;
    for (final Path file : texts()) {
      final String text = Files.readString(file);
      assertThat(lines(text)).as(file.toString()).noneMatch(line -> line.endsWith(" 0"));
      final String printed = WatPrinter.print(WatParser.parse(text));
      assertThat(lines(printed)).as("%s, printed", file).noneMatch(line -> line.endsWith(" 0"));
      modules++;
    }
    assertThat(modules).isPositive();
  }

  @Test
  void every_instruction_of_printed_real_modules_has_a_line()
      throws IOException, WatException, CompileException {
    final Optional<Path> real = SharedData.find("real");
    if (real.isEmpty()) {
      System.err.println(SharedData.absent("real", "lines of printed real modules"));
      return;
    }
    try (Stream<Path> files = Files.list(real.get())) {
      for (final Path file :
          files.filter(each -> each.toString().endsWith(".wasm")).sorted().toList()) {
        final String printed = WatPrinter.print(Files.readAllBytes(file));
        assertThat(lines(printed)).as(file.toString()).noneMatch(line -> line.endsWith(" 0"));
      }
    }
  }

  private static List<Path> texts() throws IOException {
    final Path root = Path.of(System.getProperty("parallax.root"));
    final List<Path> all = new ArrayList<>();
    for (final String folder : List.of("corpus/src/main/resources", "compiler/src/main")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".wat")).sorted().forEach(all::add);
      }
    }
    return all;
  }
}
