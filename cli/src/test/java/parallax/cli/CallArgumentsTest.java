package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.WasmValue;

final class CallArgumentsTest {
  private static FuncType of(final ValType... params) {
    return new FuncType(List.of(params), List.of(ValType.I32));
  }

  private static long bits(final ValType type, final String text) throws BadInput {
    return CallArguments.parse("f", of(type), List.of(text)).get(0).bits();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-1,-1",
    "4294967295,-1",
    "-2147483648,-2147483648",
    "0x80000000,-2147483648",
    "-0x10,-16",
    "0XfF,255"
  })
  void an_i32_is_any_signed_or_unsigned_32_bits(final String text, final long bits)
      throws BadInput {
    assertThat(bits(ValType.I32, text)).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({
    "18446744073709551615,-1",
    "0xffffffffffffffff,-1",
    "-9223372036854775808,-9223372036854775808",
    "4294967295,4294967295"
  })
  void an_i64_is_any_signed_or_unsigned_64_bits(final String text, final long bits)
      throws BadInput {
    assertThat(bits(ValType.I64, text)).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4294967296",
        "-2147483649",
        "0x100000000",
        "0xFFFFFFFFFFFFFFFF",
        "1.5",
        "",
        "-",
        "0x",
        "ten",
        "+5",
        "--5",
        "1_0"
      })
  void what_is_no_i32_is_refused_with_the_signature(final String text) {
    assertThatThrownBy(() -> bits(ValType.I32, text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("f(i32) -> (i32)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"18446744073709551616", "-9223372036854775809"})
  void what_is_no_i64_is_refused(final String text) {
    assertThatThrownBy(() -> bits(ValType.I64, text)).isInstanceOf(BadInput.class);
  }

  @Test
  void a_wrong_number_of_arguments_is_refused_with_the_signature() {
    assertThatThrownBy(() -> CallArguments.parse("add", of(ValType.I32, ValType.I64), List.of("1")))
        .hasMessage("1 arguments given, 2 wanted: add(i32, i64) -> (i32)");
  }

  @Test
  void references_are_null_or_a_number_of_the_host() throws BadInput {
    assertThat(bits(ValType.FUNCREF, "null")).isEqualTo(WasmValue.NULL);
    assertThat(bits(ValType.EXTERNREF, "7")).isEqualTo(7);
    assertThatThrownBy(() -> bits(ValType.EXTERNREF, "-1")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> bits(ValType.FUNCREF, "0")).isInstanceOf(BadInput.class);
  }

  @Test
  void floats_are_as_in_the_text_format() throws BadInput {
    assertThat(bits(ValType.F32, "-1.5")).isEqualTo((long) Float.floatToRawIntBits(-1.5f));
    assertThat(bits(ValType.F64, "0x1p-1")).isEqualTo(Double.doubleToRawLongBits(0.5));
    assertThat(bits(ValType.F32, "nan:0x1")).isEqualTo(0x7F80_0001L);
    assertThatThrownBy(() -> bits(ValType.F64, "half"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("half is no f64");
  }

  @Test
  void encoded_arguments_are_8_little_endian_bytes_each() throws BadInput {
    assertThat(CallArguments.encode(List.of("1", "-2")))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, -2, -1, -1, -1, -1, -1, -1, -1);
  }
}
