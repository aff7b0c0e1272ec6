package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.MemArg;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmOp;
import parallax.pvm.isa.Profile;

/**
 * A wasm address reaches its own memory and nothing else: at every edge of the memory, of 2^31 and
 * of 2^32, whatever the static offset.
 */
final class MemoryBoundsTest {
  private static final long PAGE = 65_536;
  private static final long[] OFFSETS = {
    0,
    1,
    4,
    7,
    8,
    PAGE - 8,
    PAGE - 1,
    PAGE,
    PAGE + 1,
    3 * PAGE,
    0x7FFF_0000L,
    0x7FFF_FFFFL,
    0x8000_0000L,
    0xFEFE_0000L,
    0xFEFF_0000L,
    0xFFFF_FFF8L,
    0xFFFF_FFFCL,
    0xFFFF_FFFFL
  };
  private static final long[] EDGES = {
    0,
    1,
    PAGE,
    2 * PAGE,
    3 * PAGE,
    1L << 31,
    1L << 32,
    0xFEFE_0000L,
    0xFEFF_0000L,
    0xFFFF_0000L,
    0x7FFF_0000L
  };

  private static ModuleBuilder module(final long min, final long max) {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.memory(new MemoryType(new Limits(min, max)));
    final var grow = builder.function(List.of(ValType.I32), List.of(ValType.I32));
    grow.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.MEMORY_GROW, 0);
    builder.export("grow", ExternalKind.FUNCTION, grow.index());
    final var size = builder.function(List.of(), List.of(ValType.I32));
    size.code().op(WasmOp.MEMORY_SIZE, 0);
    builder.export("size", ExternalKind.FUNCTION, size.index());
    return builder;
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "1,3,0", "1,3,1", "2,-1,0", "0,1,0", "0,0,0", "1,32767,0", "1,32767,2"})
  void an_access_traps_exactly_when_it_ends_past_the_memory(
      final long min, final long max, final int grow) throws CompileException {
    final ModuleBuilder builder = module(min, max);
    for (final long offset : OFFSETS) {
      for (final int width : new int[] {1, 8}) {
        final var load = builder.function(List.of(ValType.I32), List.of(ValType.I64));
        load.code()
            .op(WasmOp.LOCAL_GET, 0)
            .memory(width == 1 ? WasmOp.I64_LOAD8_U : WasmOp.I64_LOAD, new MemArg(0, offset, 0));
        builder.export("load" + width + " " + offset, ExternalKind.FUNCTION, load.index());
        final var store = builder.function(List.of(ValType.I32, ValType.I64), List.of());
        store
            .code()
            .op(WasmOp.LOCAL_GET, 0)
            .op(WasmOp.LOCAL_GET, 1)
            .memory(width == 1 ? WasmOp.I64_STORE8 : WasmOp.I64_STORE, new MemArg(0, offset, 0));
        builder.export("store" + width + " " + offset, ExternalKind.FUNCTION, store.index());
      }
    }
    final CompiledRun run = CompiledRun.of(builder.build());
    assertThat(run.call("grow", grow)).containsExactly(min);
    final long bytes = (min + grow) * PAGE;
    for (final long offset : OFFSETS) {
      for (final int width : new int[] {1, 8}) {
        for (final long edge : EDGES) {
          for (long address = edge - 9; address <= edge + 9; address++) {
            check(run, offset, width, address - offset, bytes);
            check(run, offset, width, address, bytes);
          }
        }
      }
    }
  }

  private static void check(
      final CompiledRun run,
      final long offset,
      final int width,
      final long wide,
      final long bytes) {
    final long index = wide & 0xFFFF_FFFFL;
    final boolean inside = index + offset + width <= bytes;
    final String what = "width " + width + " offset " + offset + " index " + index;
    final TrapKind expected = inside ? null : TrapKind.OUT_OF_BOUNDS_MEMORY;
    assertThat(run.trapOf("store" + width + " " + offset, index, 0x1122334455667788L))
        .as(what)
        .isEqualTo(expected);
    assertThat(run.trapOf("load" + width + " " + offset, index)).as(what).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void growth_stops_at_the_declared_maximum_and_at_the_cap(final Profile profile)
      throws CompileException {
    final CompilerOptions options = CompilerOptions.DEFAULT.withProfile(profile);
    final CompiledRun declared = CompiledRun.of(module(1, 3).build(), options);
    assertThat(declared.call("grow", 3)).containsExactly(0xFFFF_FFFFL);
    assertThat(declared.call("grow", 2)).containsExactly(1);
    assertThat(declared.call("grow", 0)).containsExactly(3);
    assertThat(declared.call("grow", -1)).containsExactly(0xFFFF_FFFFL);
    assertThat(declared.call("size")).containsExactly(3);

    final CompiledRun open = CompiledRun.of(module(1, -1).build(), options);
    assertThat(open.call("grow", 32_767)).containsExactly(0xFFFF_FFFFL);
    assertThat(open.call("grow", 32_766)).containsExactly(1);
    assertThat(open.call("size")).containsExactly(32_767);
    assertThat(open.call("grow", 1)).containsExactly(0xFFFF_FFFFL);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void memory_beyond_what_the_header_maps_is_mapped_by_init(final Profile profile)
      throws CompileException {
    final ModuleBuilder builder = module(5_000, 5_001);
    final var load = builder.function(List.of(ValType.I32), List.of(ValType.I64));
    load.code().op(WasmOp.LOCAL_GET, 0).memory(WasmOp.I64_LOAD, new MemArg(0, 0, 0));
    builder.export("load", ExternalKind.FUNCTION, load.index());
    final CompiledRun run =
        CompiledRun.of(builder.build(), CompilerOptions.DEFAULT.withProfile(profile));
    final long end = 5_000 * PAGE;
    assertThat(run.call("load", end - 8)).containsExactly(0);
    assertThat(run.trapOf("load", end - 7)).isEqualTo(TrapKind.OUT_OF_BOUNDS_MEMORY);
    assertThat(run.call("grow", 1)).containsExactly(5_000);
    assertThat(run.call("load", end - 7)).containsExactly(0);
  }
}
