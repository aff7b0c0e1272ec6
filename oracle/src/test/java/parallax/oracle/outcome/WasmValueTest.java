package parallax.oracle.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;

final class WasmValueTest {
  @Test
  void an_i32_has_only_32_bits() {
    assertThat(new WasmValue(ValType.I32, 0xFFFF_FFFFL)).isEqualTo(WasmValue.i32(-1));
    assertThat(new WasmValue(ValType.I32, 0x1_0000_0005L).bits()).isEqualTo(5);
    assertThat(new WasmValue(ValType.I64, 0xFFFF_FFFFL)).isNotEqualTo(WasmValue.i64(-1));
  }

  @Test
  void numbers_are_read_signed_unsigned_and_hexadecimal() {
    assertThat(WasmValue.parse(ValType.I32, "4294967295")).isEqualTo(WasmValue.i32(-1));
    assertThat(WasmValue.parse(ValType.I32, "-2147483648"))
        .isEqualTo(WasmValue.i32(Integer.MIN_VALUE));
    assertThat(WasmValue.parse(ValType.I32, "0xff")).isEqualTo(WasmValue.i32(255));
    assertThat(WasmValue.parse(ValType.I64, "0xFFFFFFFFFFFFFFFF")).isEqualTo(WasmValue.i64(-1));
    assertThat(WasmValue.parse(ValType.I64, "-9223372036854775808"))
        .isEqualTo(WasmValue.i64(Long.MIN_VALUE));
    assertThat(WasmValue.parse(ValType.EXTERNREF, "null"))
        .isEqualTo(WasmValue.zero(ValType.EXTERNREF));
  }

  @Test
  void what_does_not_fit_is_refused() {
    for (final String text :
        List.of("4294967296", "-2147483649", "0x100000000", "18446744073709551615", "x", "")) {
      assertThatThrownBy(() -> WasmValue.parse(ValType.I32, text))
          .as(text)
          .isInstanceOf(NumberFormatException.class);
    }
    for (final String text :
        List.of("18446744073709551616", "-9223372036854775809", "-0xFFFFFFFFFFFFFFFF")) {
      assertThatThrownBy(() -> WasmValue.parse(ValType.I64, text))
          .as(text)
          .isInstanceOf(NumberFormatException.class);
    }
  }

  @Test
  void arguments_are_as_many_as_parameters() {
    final FuncType type = new FuncType(List.of(ValType.I32, ValType.I64), List.of());
    assertThat(WasmValue.forParameters(type, -1, -1))
        .containsExactly(WasmValue.i32(-1), WasmValue.i64(-1));
    assertThatThrownBy(() -> WasmValue.forParameters(type, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void floats_are_read_and_printed_as_the_text_format_has_them() {
    for (final String text :
        List.of(
            "1.5",
            "-0.0",
            "inf",
            "-inf",
            "nan",
            "-nan",
            "nan:0x200001",
            "1.4E-45",
            "3.4028235E38")) {
      final WasmValue value = WasmValue.parse(ValType.F32, text);
      assertThat(value.text()).isEqualTo(text);
      assertThat(value).hasToString("f32:" + text);
    }
    for (final String text : List.of("0.1", "-nan:0x1", "4.9E-324", "1.7976931348623157E308")) {
      assertThat(WasmValue.parse(ValType.F64, text).text()).isEqualTo(text);
    }
    assertThat(WasmValue.parse(ValType.F64, "0x1.8p3").text()).isEqualTo("12.0");
    assertThat(WasmValue.parse(ValType.F32, "16777217").text()).isEqualTo("1.6777216E7");
    assertThat(WasmValue.parse(ValType.F32, "nan").bits()).isEqualTo(0x7FC0_0000);
  }

  @Test
  void what_is_no_float_is_refused() {
    for (final String text : List.of("nan:0x0", "nan:0x800000", "1e39", "infinity", "", "1.5f")) {
      assertThatThrownBy(() -> WasmValue.parse(ValType.F32, text))
          .as(text)
          .isInstanceOf(NumberFormatException.class);
    }
  }
}
