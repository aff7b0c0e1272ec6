package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the binary format (core 2.0 chapter 5), broken by a small module. */
final class MalformedModuleTest {
  /** An empty function type, and one function of it. */
  private static final String ONE_FUNCTION = "01 04 01 60 00 00  03 02 01 00 ";

  private static void malformed(final String sections, final String text) {
    assertThat(Bytes.outcome(Bytes.module(sections))).as(sections).startsWith("malformed: " + text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', unexpected end",
    "00, unexpected end",
    "00 61 73, unexpected end",
    "61 73 6d 00, magic header not detected",
    "00 41 53 4d 01 00 00 00, magic header not detected",
    "00 61 73 6d, unexpected end",
    "00 61 73 6d 01 00 00, unexpected end",
    "00 61 73 6d 00 00 00 00, unknown binary version",
    "00 61 73 6d 02 00 00 00, unknown binary version",
    "00 61 73 6d 01 00 00 01, unknown binary version"
  })
  void a_module_begins_with_magic_number_and_version(final String bytes, final String text) {
    assertThat(Bytes.outcome(Bytes.hex(bytes))).startsWith("malformed: " + text);
  }

  @Test
  void an_empty_module_is_a_module() {
    assertThat(Bytes.outcome(Bytes.module(""))).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({
    "0e 01 00, malformed section id",
    "7f 01 00, malformed section id",
    "80 00 01 00, malformed section id",
    "01, unexpected end",
    "01 80, unexpected end",
    "01 02 00, length out of bounds",
    "01 ff ff ff ff 0f, length out of bounds",
    "01 00, unexpected end",
    "01 02 00 00, section size mismatch",
    "01 01 00 01 01 00, unexpected content after last section",
    "03 01 00 01 01 00, unexpected content after last section",
    "0b 01 00 0a 01 00, unexpected content after last section",
    "0a 01 00 0c 01 00, unexpected content after last section",
    "00 00, unexpected end",
    "00 02 05 61, length out of bounds",
    "00 02 01 ff, malformed UTF-8 encoding"
  })
  void sections_come_in_order_once_and_with_their_length(final String bytes, final String text) {
    malformed(bytes, text);
  }

  @ParameterizedTest
  @CsvSource({
    "01 80 80 80 80 80 00, integer representation too long",
    "01 05 80 80 80 80 10, integer too large",
    "01 06 80 80 80 80 80 00, integer representation too long",
    "01 05 ff ff ff ff 0f, unexpected end",
    "01 04 01 61 00 00, malformed type form",
    "01 05 01 60 01 7a 00, malformed value type",
    "01 05 01 60 01 40 00, malformed value type",
    "01 03 01 60 01, length out of bounds",
    "01 07 01 60 ff ff ff ff 0f, length out of bounds"
  })
  void types_are_lists_of_known_value_types(final String bytes, final String text) {
    malformed(bytes, text);
  }

  @ParameterizedTest
  @CsvSource({
    "02 06 01 01 61 01 61 05, malformed import kind",
    "02 06 01 01 ff 01 61 00, malformed UTF-8 encoding",
    "02 06 01 01 61 01 c0 00, malformed UTF-8 encoding",
    "02 05 01 01 61 0a 61, length out of bounds",
    "02 08 01 01 61 01 61 03 7f 02, malformed mutability",
    "04 04 01 7f 00 00, malformed reference type",
    "04 04 01 70 08 00, malformed limits flags",
    "04 03 01 70 00, unexpected end",
    "05 03 01 08 00, malformed limits flags",
    "05 03 01 10 00, malformed limits flags",
    "05 04 01 81 00 00, malformed limits flags",
    "05 03 01 01 00, unexpected end",
    "05 0d 01 00 80 80 80 80 80 80 80 80 80 80 00, integer representation too long",
    "05 0c 01 00 80 80 80 80 80 80 80 80 80 02, integer too large",
    "06 06 01 7f 02 41 00 0b, malformed mutability",
    "06 05 01 7f 00 41 00, unexpected end",
    "06 06 01 40 00 41 00 0b, malformed value type",
    "07 05 01 01 61 05 00, malformed export kind",
    "08 00, unexpected end",
    "08 02 00 00, section size mismatch"
  })
  void entries_of_sections_are_well_formed(final String bytes, final String text) {
    malformed(bytes, text);
  }

  @ParameterizedTest
  @CsvSource({
    "09 02 01 08, malformed elements segment kind",
    "09 06 01 80 80 80 80 10, integer too large",
    "09 04 01 01 01 00, malformed element kind",
    "09 04 01 05 7f 00, malformed reference type",
    "09 03 01 03 00, unexpected end",
    "0b 02 01 03, malformed data segment kind",
    "0b 04 01 01 02 00, unexpected end",
    "0b 08 01 01 ff ff ff ff 0f 00, unexpected end",
    "0c 01 01, data count and data section have inconsistent lengths",
    "0c 01 00 0b 03 01 01 00, data count and data section have inconsistent lengths",
    "0c 00, unexpected end"
  })
  void segments_are_well_formed(final String bytes, final String text) {
    malformed(bytes, text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', function and code section have inconsistent lengths",
    "0a 01 00, function and code section have inconsistent lengths",
    "0a 07 02 02 00 0b 02 00 0b, function and code section have inconsistent lengths",
    "0a 04 01 03 00 0b, unexpected end of section or function",
    "0a 04 01 01 00 0b, unexpected end of section or function",
    "0a 05 01 03 00 0b 0b, section size mismatch",
    "0a 04 01 02 00 01, unexpected end of section or function",
    "0a 04 01 02 01 0b, unexpected end",
    "0a 06 01 04 01 01 7a 0b, malformed value type",
    "0a 0c 01 0a 02 ff ff ff ff 0f 7f 01 7e 0b, too many locals",
    "0a 05 01 03 00 05 0b, END opcode expected",
    "0a 06 01 04 00 02 40 0b, unexpected end",
    "0a 08 01 06 00 02 40 05 0b 0b, END opcode expected"
  })
  void bodies_belong_to_functions_and_are_closed(final String bytes, final String text) {
    malformed(ONE_FUNCTION + bytes, text);
  }

  @ParameterizedTest
  @CsvSource({
    "ff, illegal opcode ff",
    "27, illegal opcode 27",
    "c5, illegal opcode c5",
    "fc 1f, illegal opcode fc 1f",
    "fc ff ff ff ff 0f, illegal opcode fc ff ff ff ff 0f",
    "fc 80 80 80 80 80 00, integer representation too long",
    "41 80 80 80 80 80 00, integer representation too long",
    "41 ff ff ff ff 0f, integer too large",
    "41 80 80 80 80 70, integer too large",
    "42 80 80 80 80 80 80 80 80 80 80 00, integer representation too long",
    "42 ff ff ff ff ff ff ff ff ff 01, integer too large",
    "20 80 80 80 80 10, integer too large",
    "28 80 01 00, malformed memop flags",
    "28 02 80 80 80 80 80 80 80 80 80 02, integer too large",
    "02 78, malformed value type",
    "02 80 7f, malformed block type",
    "0e ff ff ff ff 0f 00, length out of bounds",
    "1c ff ff ff ff 0f 7f, length out of bounds",
    "d0 7f, malformed heap type",
    "d0 41, malformed heap type",
    "43 00 00 00, unexpected end",
    "44 00 00 00 00 00 00, unexpected end"
  })
  void instructions_and_their_immediates_are_well_formed(final String code, final String text) {
    final byte[] instructions = Bytes.hex(code);
    final String body = "%02x 00 %s 0b".formatted(instructions.length + 2, code);
    malformed(ONE_FUNCTION + "0a %02x 01 %s".formatted(instructions.length + 4, body), text);
  }

  @Test
  void instructions_that_name_data_need_the_data_count_section() {
    final String drop = "0a 07 01 05 00 fc 09 00 0b ";
    final String init = "0a 0e 01 0c 00 41 00 41 00 41 00 fc 08 00 00 0b ";
    malformed(ONE_FUNCTION + drop + "0b 03 01 01 00", "data count section required");
    malformed(ONE_FUNCTION + "05 03 01 00 00" + init + "0b 03 01 01 00", "data count section");
    assertThat(Bytes.outcome(Bytes.module(ONE_FUNCTION + "0c 01 01" + drop + "0b 03 01 01 00")))
        .isEqualTo("ok");
  }

  @Test
  void numbers_may_be_longer_than_needed_within_their_width() {
    assertThat(Bytes.outcome(Bytes.module("01 88 80 80 80 00 81 80 80 80 00 60 00 00")))
        .isEqualTo("ok");
    assertThat(Bytes.outcome(Bytes.module("06 0a 01 7f 00 41 ff ff ff ff 7f 0b"))).isEqualTo("ok");
    assertThat(Bytes.outcome(Bytes.module("06 0a 01 7f 00 41 80 80 80 80 78 0b"))).isEqualTo("ok");
    assertThat(Bytes.outcome(Bytes.module("06 09 01 7f 00 41 80 80 80 00 0b"))).isEqualTo("ok");
  }

  @Test
  void a_bad_name_section_does_not_matter() {
    final String name = "04 6e 61 6d 65 ";
    for (final String contents :
        new String[] {
          "",
          "00",
          "00 05 01 61",
          "01 03 01 00 05",
          "02 ff ff ff ff 0f",
          "01 04 01 00 01 ff",
          "09 00",
          "01 02 ff 00",
          "ff ff ff"
        }) {
      final byte[] bytes = Bytes.hex(contents);
      final byte[] module = Bytes.module("00 %02x ".formatted(bytes.length + 5) + name + contents);
      assertThat(Bytes.outcome(module)).as(contents).isEqualTo("ok");
    }
  }

  @Test
  void names_of_functions_come_from_the_name_section() throws Exception {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.function(java.util.List.of(), java.util.List.of());
    builder.moduleName("m").functionName(0, "größe\n").functionName(9, "nobody");
    final WasmModule read = ModuleReader.read(builder.build());
    assertThat(read.names().module()).contains("m");
    assertThat(read.functionNames()).containsEntry(0, "größe\n").containsEntry(9, "nobody");
  }

  @Test
  void an_error_says_where_it_is() {
    assertThatThrownBy(
            () -> ModuleReader.read(Bytes.module(ONE_FUNCTION + "0a 06 01 04 00 01 ff 0b")))
        .isInstanceOfSatisfying(
            MalformedException.class,
            e -> {
              assertThat(e.stage()).isEqualTo("decode");
              assertThat(e.function()).isZero();
              assertThat(e.offset()).isEqualTo(24);
              assertThat(e).hasMessage("decode: function 0: offset 0x18: illegal opcode ff");
            });
  }
}
