package parallax.oracle.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parallax.compiler.binary.ValType;

final class NanRuleTest {
  private static boolean holds(final NanRule rule, final int bits) {
    return rule.holds(new WasmValue(ValType.F32, bits));
  }

  @Test
  void a_canonical_nan_has_the_quiet_bit_alone() {
    assertThat(holds(NanRule.CANONICAL, 0x7FC0_0000)).isTrue();
    assertThat(holds(NanRule.CANONICAL, 0xFFC0_0000)).isTrue();
    assertThat(holds(NanRule.CANONICAL, 0x7FC0_0001)).isFalse();
    assertThat(holds(NanRule.CANONICAL, 0x7FA0_0000)).isFalse();
    assertThat(NanRule.CANONICAL.holds(ValType.F64, 0xFFF8_0000_0000_0000L)).isTrue();
    assertThat(NanRule.CANONICAL.holds(ValType.F64, 0x7FF8_0000_0000_0001L)).isFalse();
  }

  @Test
  void an_arithmetic_nan_has_at_least_the_quiet_bit() {
    assertThat(NanRule.ARITHMETIC.holds(ValType.F64, 0xFFF8_0000_0000_0001L)).isTrue();
    assertThat(NanRule.ARITHMETIC.holds(ValType.F64, 0x7FF0_0000_0000_0001L)).isFalse();
    assertThat(NanRule.ARITHMETIC.holds(ValType.F64, 0x7FF0_0000_0000_0000L)).isFalse();
    assertThat(NanRule.ARITHMETIC.holds(ValType.F64, 0x3FF8_0000_0000_0000L)).isFalse();
    assertThat(holds(NanRule.ARITHMETIC, 0xFFFF_FFFF)).isTrue();
    assertThat(holds(NanRule.ARITHMETIC, 0x7F80_0001)).isFalse();
  }

  @Test
  void infinity_and_integers_are_no_nans() {
    assertThat(holds(NanRule.ANY, 0x7F80_0001)).isTrue();
    assertThat(holds(NanRule.ANY, 0xFF80_0000)).isFalse();
    assertThat(NanRule.ANY.holds(WasmValue.i32(0x7FC0_0000))).isFalse();
    assertThat(NanRule.ANY.holds(WasmValue.i64(-1))).isFalse();
  }

  @Test
  void canonical_replaces_nans_only() {
    assertThat(NanRule.canonical(new WasmValue(ValType.F32, -1)).bits()).isEqualTo(0x7FC0_0000);
    assertThat(NanRule.canonical(new WasmValue(ValType.F64, -1)).bits())
        .isEqualTo(0x7FF8_0000_0000_0000L);
    assertThat(NanRule.canonical(WasmValue.i32(-1))).isEqualTo(WasmValue.i32(-1));
  }
}
