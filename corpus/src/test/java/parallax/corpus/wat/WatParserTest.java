package parallax.corpus.wat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WatParserTest {
  private static final String ADD =
      """
      (module
        (func (export "add") (param i32 i32) (result i32)
          (i32.add (local.get 0) (local.get 1))))
      """;

  @Test
  void a_module_is_encoded_as_the_specification_says() throws Exception {
    final String expected =
        "0061736d01000000" // magic, version
            + "0107016002"
            + "7f7f"
            + "017f" // type (i32 i32) -> i32
            + "03020100" // function 0 of type 0
            + "070701"
            + "03616464"
            + "0000" // export "add"
            + "0a090107"
            + "00"
            + "20002001"
            + "6a0b"; // code

    assertThat(HexFormat.of().formatHex(WatParser.parse(ADD))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(module)",
        "(module $name)",
        "(func)",
        "(memory 1) (data \"a\") (func (export \"f\"))",
        "(module binary \"\\00asm\" \"\\01\\00\\00\\00\")",
        ";; comment\n(module (; (; nested ;) ;))",
        "(module (@custom \"name\" \"bytes\") (@annotation (func)) (func))",
        "(module (func $\"a name\" (call $\"a name\")))",
        "(module (memory (data \"\\u{1F600}\\ff\")))",
        "(module (memory i64 1) (memory 1 2 shared) (memory 1))",
        "(module (func (result v128) (v128.const i32x4 1 2 3 4)))",
        "(module (func (result f64) (f64.const nan:0x1234)) (global f32 (f32.const 0x1.8p-3)))",
        "(module (tag $t (param i32)) (func (block (try_table (catch_all 0) (throw $t (i32.const 1))))))",
        "(module (type (struct (field (mut i8)))) (func (drop (struct.new_default 0))))",
        "(module (rec (type $a (array (ref null $a)))))",
        "(module (func $f (return_call $f)))",
        "(module (import \"a\" \"b\" (func)) (export \"c\" (func 0)))",
        "(module (func (i32.add)))",
      })
  void every_form_of_text_is_read(final String text) throws Exception {
    assertThat(WatParser.parse(text)).startsWith(0, 'a', 's', 'm', 1, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|3|1|expected at least one module field",
        "nonsense|3|1|expected `(`",
        "(module (foo))|3|10|expected valid module field",
        "(module (func|3|14|expected `)`",
        "(module) (module)|3|10|extra tokens",
        "(module quote \"(func)\")|3|9|expected `(`",
        "(module (func (call $f)))|3|21|unknown func: failed to find name `$f`",
        "(module (func (i32.const 4294967296)))|3|26|invalid i32 number: constant out of range",
        "(module (memory 1) \"|3|21|cannot read UnexpectedEof",
        "(module (; )|3|9|cannot read DanglingBlockComment",
      })
  void wrong_text_is_an_error_with_line_and_column(
      final String text, final int line, final int column, final String message) {
    final WatException error =
        catchThrowableOfType(WatException.class, () -> WatParser.parse("\n\n" + text));

    assertThat(error)
        .hasMessageStartingWith("line %d, column %d: ".formatted(line, column))
        .hasMessageContaining(message);
    assertThat(error.line()).isEqualTo(line);
    assertThat(error.column()).isEqualTo(column);
  }

  @Test
  void of_a_long_line_the_message_has_what_is_near_the_error() {
    final String text = "(module " + "(func) ".repeat(10_000) + "(fun) " + "(func) ".repeat(10_000);

    final WatException error =
        catchThrowableOfType(WatException.class, () -> WatParser.parse(text + ")"));

    assertThat(error).hasMessageContaining("(func) (fun) (func)");
    assertThat(error.getMessage()).hasSizeLessThan(200);
    assertThat(error.column()).isEqualTo(text.indexOf("(fun)") + 2);
  }

  @Test
  void a_component_is_not_a_module() {
    assertThatThrownBy(() -> WatParser.parse("(component)"))
        .isInstanceOf(WatException.class)
        .hasMessageContaining("component");
  }

  @Test
  void names_may_be_any_unicode() throws Exception {
    final String name = "\u00e9 \ud83d\ude00 \u202e \u2066 \u206c \ufeff \u0000";
    final byte[] module =
        WatParser.parse("(module (func (export \"%s\")))".formatted(name.replace("\0", "\\00")));

    assertThat(new String(module, StandardCharsets.ISO_8859_1))
        .contains(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  @Test
  void half_a_surrogate_pair_is_an_error() {
    assertThatThrownBy(() -> WatParser.parse("(module (func (export \"\ud83d\")))"))
        .isInstanceOf(WatException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void very_deep_nesting_ends_in_a_module_or_an_exception() throws Exception {
    final int depth = 20_000;
    final byte[] flat =
        WatParser.parse("(func " + "block ".repeat(depth) + "end ".repeat(depth) + ")");
    assertThat(flat).hasSizeGreaterThan(3 * depth);
    assertThat(WatParser.parse("(func " + "(block ".repeat(depth) + ")".repeat(depth) + ")"))
        .isEqualTo(flat);
    for (final String nested : List.of("(", "(@a ", "(;", "(i32.eqz ", "(component ", "(ref ")) {
      assertThatThrownBy(() -> WatParser.parse("(func (i32.eqz " + nested.repeat(depth)))
          .as(nested)
          .isInstanceOf(WatException.class);
      assertThatThrownBy(() -> WatParser.parse(nested.repeat(depth)))
          .as(nested)
          .isInstanceOf(WatException.class);
    }
  }

  @Test
  void a_text_that_is_too_long_is_an_error() {
    assertThatThrownBy(() -> WatParser.parse(" ".repeat((16 << 20) + 1)))
        .isInstanceOf(WatException.class)
        .hasMessageContaining("no more than 16777216");
  }

  @Test
  void threads_do_not_meet() throws Exception {
    final ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      final List<Future<byte[]>> modules = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        final String text = ADD.replace("add\"", "add" + i % 10 + "\"");
        modules.add(threads.submit(() -> WatParser.parse(text)));
      }
      for (int i = 0; i < 40; i++) {
        assertThat(modules.get(i).get())
            .isEqualTo(WatParser.parse(ADD.replace("add\"", "add" + i % 10 + "\"")));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void printed_text_is_read_back_as_the_same_module() throws Exception {
    final byte[] module = WatParser.parse(ADD);

    final String text = WatPrinter.print(module);

    assertThat(text).contains("(export \"add\" (func 0))").contains("i32.add");
    assertThat(WatParser.parse(text)).isEqualTo(module);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0061736d", "0061736d01000000ff", "0061736d010000000a05"})
  void bytes_that_are_no_module_are_not_printed(final String hex) {
    assertThatThrownBy(() -> WatPrinter.print(HexFormat.of().parseHex(hex)))
        .isInstanceOf(WatException.class);
  }
}
