package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
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

/** Blocks with parameters do what they say, though Chicory alone does not. */
final class BlockParametersTest {
  private static final List<ValType> I32 = List.of(ValType.I32);
  private static final List<ValType> TWO = List.of(ValType.I32, ValType.I32);
  private static final long FUEL = 100_000;

  /** A function f of one i32 to one i32. */
  private static byte[] module(final BiConsumer<ModuleBuilder, FunctionCode> body) {
    final ModuleBuilder builder = new ModuleBuilder();
    final FunctionCode function = builder.function(I32, I32);
    body.accept(builder, function);
    builder.export("f", ExternalKind.FUNCTION, function.index());
    return builder.build();
  }

  private static BlockType type(
      final ModuleBuilder builder, final List<ValType> params, final List<ValType> results) {
    return new BlockType(builder.type(params, results), null);
  }

  private static int corrected(final byte[] wasm, final int argument) {
    final EngineInstance instance = new ChicoryEngine().instantiate(wasm, HostFunctions.ZERO, FUEL);
    final Outcome outcome = instance.call("f", List.of(WasmValue.i32(argument)), FUEL);
    return (int) ((Outcome.Returned) outcome).values().get(0).bits();
  }

  private static int alone(final byte[] wasm, final int argument) {
    final long[] results =
        Instance.builder(Parser.parse(wasm)).build().export("f").apply((long) argument);
    return (int) results[0];
  }

  /** 100 - 5: the branch takes its result along and leaves the parameter behind. */
  private static byte[] branchOut() {
    return module(
        (builder, f) ->
            f.code()
                .i32(100)
                .i32(1)
                .block(WasmOp.BLOCK, type(builder, I32, I32))
                .i32(5)
                .op(WasmOp.BR, 0)
                .end()
                .op(WasmOp.I32_SUB));
  }

  @Test
  void chicory_alone_leaves_parameters_on_the_stack() {
    assertThat(alone(branchOut(), 0)).isEqualTo(1 - 5);
    assertThat(corrected(branchOut(), 0)).isEqualTo(100 - 5);
  }

  @Test
  void a_branch_back_to_a_loop_with_results_moves_none() {
    // Two operands on the whole stack where the loop has three results.
    final byte[] wasm =
        module(
            (builder, f) ->
                f.code()
                    .i32(1)
                    .block(
                        WasmOp.LOOP,
                        type(builder, List.of(), List.of(ValType.I32, ValType.I32, ValType.I32)))
                    .i32(5)
                    .op(WasmOp.LOCAL_GET, 0)
                    .i32(1)
                    .op(WasmOp.I32_SUB)
                    .op(WasmOp.LOCAL_TEE, 0)
                    .op(WasmOp.BR_IF, 0)
                    .i32(6)
                    .i32(7)
                    .end()
                    .op(WasmOp.DROP)
                    .op(WasmOp.DROP)
                    .op(WasmOp.DROP));
    assertThat(alone(wasm, 2)).isNotEqualTo(1);
    assertThat(corrected(wasm, 2)).isEqualTo(1);
  }

  @Test
  void loops_take_their_parameters_round_and_count_labels_right() {
    // The parameters are a sum and a factor; a branch out of two blocks ends the loop.
    final byte[] wasm =
        module(
            (builder, f) -> {
              final int count = f.local(ValType.I32);
              f.code()
                  .i32(1_000)
                  .block(WasmOp.BLOCK, new BlockType(-1, ValType.I32))
                  .i32(0)
                  .i32(3)
                  .block(WasmOp.LOOP, type(builder, TWO, I32))
                  .op(WasmOp.LOCAL_SET, count)
                  .op(WasmOp.LOCAL_GET, count)
                  .op(WasmOp.I32_ADD)
                  .op(WasmOp.LOCAL_GET, 0)
                  .op(WasmOp.I32_EQZ)
                  .op(WasmOp.BR_IF, 1)
                  .op(WasmOp.LOCAL_GET, 0)
                  .i32(1)
                  .op(WasmOp.I32_SUB)
                  .op(WasmOp.LOCAL_SET, 0)
                  .op(WasmOp.LOCAL_GET, count)
                  .i32(2)
                  .op(WasmOp.I32_MUL)
                  .op(WasmOp.LOCAL_GET, 0)
                  .brTable(0, 0, 0)
                  .end()
                  .end()
                  .op(WasmOp.I32_SUB);
            });
    assertThat(corrected(wasm, 0)).isEqualTo(1_000 - 3);
    assertThat(corrected(wasm, 3)).isEqualTo(1_000 - (3 + 6 + 12 + 24));
  }

  @Test
  void arms_of_an_if_get_the_parameters_with_and_without_an_else() {
    final byte[] both =
        module(
            (builder, f) ->
                f.code()
                    .i32(7)
                    .i32(2)
                    .op(WasmOp.LOCAL_GET, 0)
                    .block(WasmOp.IF, type(builder, TWO, I32))
                    .op(WasmOp.I32_ADD)
                    .op(WasmOp.ELSE)
                    .op(WasmOp.I32_SUB)
                    .end());
    assertThat(corrected(both, 1)).isEqualTo(9);
    assertThat(corrected(both, 0)).isEqualTo(5);
    final byte[] one =
        module(
            (builder, f) ->
                f.code()
                    .i32(7)
                    .op(WasmOp.LOCAL_GET, 0)
                    .block(WasmOp.IF, type(builder, I32, I32))
                    .i32(1)
                    .op(WasmOp.I32_ADD)
                    .end());
    assertThat(corrected(one, 1)).isEqualTo(8);
    assertThat(corrected(one, 0)).isEqualTo(7);
  }

  @Test
  void new_types_stay_clear_of_indices_that_chicory_misreads() {
    final byte[] wasm =
        module(
            (builder, f) -> {
              f.code().i32(3).i32(4).block(WasmOp.BLOCK, type(builder, TWO, TWO)).end();
              f.code().op(WasmOp.I32_ADD);
              // The last index that is taken is 63: the type without parameters would be 64.
              for (int i = 2; i < 64; i++) {
                builder.type(Collections.nCopies(i, ValType.I64), List.of());
              }
            });
    assertThat(corrected(wasm, 0)).isEqualTo(7);
  }

  @Test
  void a_module_that_names_a_misread_index_is_not_compared() {
    final byte[] wasm =
        module(
            (builder, f) -> {
              for (int i = 1; i < 64; i++) {
                builder.type(Collections.nCopies(i, ValType.I64), List.of());
              }
              f.code().block(WasmOp.BLOCK, type(builder, List.of(), TWO));
              f.code().i32(3).i32(4).end().op(WasmOp.I32_ADD);
            });
    assertThat(new ChicoryEngine().instantiate(wasm, HostFunctions.ZERO, FUEL).instantiation())
        .isEqualTo(new Outcome.Fault("known-fault", "BLOCK_TYPE_INDEX"));
  }

  @Test
  void modules_without_parameters_stay_as_they_are() {
    final byte[] wasm = module((builder, f) -> f.code().op(WasmOp.LOCAL_GET, 0));
    assertThat(BlockParameters.remove(wasm)).isSameAs(wasm);
    assertThat(BlockParameters.remove(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
  }
}
