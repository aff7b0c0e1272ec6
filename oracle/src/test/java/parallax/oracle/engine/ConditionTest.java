package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.FunctionCode;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmOp;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** A condition has 32 bits. */
final class ConditionTest {
  private static final long FUEL = 1_000;

  @Test
  void a_product_that_is_0_in_32_bits_is_0_for_an_if() {
    final ModuleBuilder builder = new ModuleBuilder();
    final FunctionCode function = builder.function(List.of(ValType.I32), List.of(ValType.I32));
    function
        .code()
        .op(WasmOp.LOCAL_GET, 0)
        .i32(1 << 16)
        .op(WasmOp.I32_MUL)
        .block(WasmOp.IF, new BlockType(-1, ValType.I32))
        .i32(1)
        .op(WasmOp.ELSE)
        .i32(2)
        .end();
    builder.export("f", ExternalKind.FUNCTION, function.index());
    final byte[] wasm = builder.build();
    final Instance alone = Instance.builder(Parser.parse(wasm)).build();
    assertThat(alone.export("f").apply(1L << 16)).containsExactly(1);
    final EngineInstance corrected =
        new ChicoryEngine().instantiate(wasm, HostFunctions.ZERO, FUEL);
    assertThat(corrected.call("f", List.of(WasmValue.i32(1 << 16)), FUEL))
        .isEqualTo(new Outcome.Returned(List.of(WasmValue.i32(2))));
    assertThat(corrected.call("f", List.of(WasmValue.i32(1)), FUEL))
        .isEqualTo(new Outcome.Returned(List.of(WasmValue.i32(1))));
  }
}
