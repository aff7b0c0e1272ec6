package parallax.oracle.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.WasmValue;

final class HostFunctionsTest {
  private static final FuncType TYPE =
      new FuncType(List.of(ValType.I32), List.of(ValType.I32, ValType.I64, ValType.FUNCREF));

  private static List<WasmValue> mixing(final String name, final int arg) {
    return HostFunctions.MIXING.call("env", name, TYPE, List.of(WasmValue.i32(arg)));
  }

  @Test
  void the_zero_host_gives_zeros_and_null() {
    assertThat(HostFunctions.ZERO.call("env", "f", TYPE, List.of(WasmValue.i32(5))))
        .containsExactly(WasmValue.i32(0), WasmValue.i64(0), WasmValue.zero(ValType.FUNCREF));
  }

  @Test
  void the_mixing_host_depends_on_name_and_arguments_alone() {
    assertThat(mixing("f", 1)).isEqualTo(mixing("f", 1));
    assertThat(mixing("f", 1)).isNotEqualTo(mixing("f", 2));
    assertThat(mixing("f", 1)).isNotEqualTo(mixing("g", 1));
    assertThat(mixing("f", 1).get(2)).isEqualTo(WasmValue.zero(ValType.FUNCREF));
  }

  @Test
  void the_tape_has_every_call_in_order() {
    final HostTape tape = new HostTape(HostFunctions.MIXING);
    tape.call("env", "f", TYPE, List.of(WasmValue.i32(1)));
    tape.call("env", "g", TYPE, List.of(WasmValue.i32(2)));
    assertThat(tape.entries())
        .containsExactly(
            new HostTape.Entry("env", "f", List.of(WasmValue.i32(1)), mixing("f", 1)),
            new HostTape.Entry("env", "g", List.of(WasmValue.i32(2)), mixing("g", 2)));
  }

  @Test
  void a_host_must_give_what_the_type_says() {
    final HostTape tape = new HostTape((module, name, type, args) -> args);
    assertThatThrownBy(() -> tape.call("env", "f", TYPE, List.of(WasmValue.i32(1))))
        .isInstanceOf(IllegalStateException.class);
  }
}
