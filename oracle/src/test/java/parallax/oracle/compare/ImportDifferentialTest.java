package parallax.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.ImportsFormatException;
import parallax.compiler.abi.ImportsReader;
import parallax.compiler.abi.TrapKind;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.compare.Verdict.Agree;
import parallax.oracle.compare.Verdict.AgreeTrap;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.engine.ReferenceStore;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** Imports of every kind are the same on the reference and on every rung, tapes included. */
final class ImportDifferentialTest {
  private static final long FUEL = 1_000_000;

  private static final String MODULE =
      """
      (module
        (import "env" "trap" (func $trap))
        (import "env" "nop" (func $nop (param i64) (result i32 funcref)))
        (import "env" "seven" (func $seven (result i32 i64)))
        (import "env" "call" (func $call (param i32 i64) (result i32)))
        (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
        (import "jam" "read" (func $read (param i64 i32 i32 i32 i32 i32) (result i64)))
        (import "jam" "query" (func $query (param i32 i64) (result i64 i64)))
        (import "pvm" "pvm_ptr" (func $ptr (param i32 i32) (result i64)))
        (import "pvm" "host_call_2_r8" (func $host (param i32 i64 i64) (result i64 i64)))
        (memory 1 3)
        (func (export "trap") (call $trap))
        (func (export "nop") (result i32 i32)
          (call $nop (i64.const 4)) (ref.is_null))
        (func (export "seven") (result i32 i64) (call $seven))
        (func (export "call") (param i32 i64) (result i32)
          (i32.add (call $call (local.get 0) (local.get 1)) (call $yield)))
        (func (export "read") (param i32 i32 i32 i32) (result i64)
          (call $read (i64.const -1) (local.get 0) (local.get 1) (local.get 2) (i32.const -1)
            (local.get 3)))
        (func (export "query") (param i32) (result i64 i64)
          (call $query (local.get 0) (i64.const -5)))
        (func (export "host") (param i32) (result i64 i64)
          (call $host (i32.const 40) (call $ptr (local.get 0) (i32.const 16)) (i64.const -9))))
      """;

  private final Differential run = start();

  private static Differential start() {
    try {
      final CompilerOptions options =
          CompilerOptions.DEFAULT.withImports(
              ImportsReader.read(
                      """
                      env.trap = trap
                      env.nop = nop
                      env.seven = const -7
                      env.call = ecalli 1500
                      """)
                  .strict());
      return Differential.start(
          WatParser.parse(MODULE),
          new ChicoryEngine(options),
          Differential.profiles(options),
          HostFunctions.MIXING,
          FUEL);
    } catch (final ImportsFormatException | WatException e) {
      throw new AssertionError(e);
    }
  }

  private void agrees(final String export, final long... args) {
    assertThat(call(export, args)).isInstanceOf(Agree.class);
  }

  private void traps(final TrapKind kind, final String export, final long... args) {
    assertThat(call(export, args)).isEqualTo(new AgreeTrap(kind));
  }

  private Verdict call(final String export, final long... args) {
    final List<WasmValue> values =
        WasmValue.forParameters(run.functionType(export).orElseThrow(), args);
    return run.call(export, values, FUEL);
  }

  @Test
  void bindings_agree() {
    assertThat(run.instantiation()).isInstanceOf(Agree.class);
    agrees("nop");
    agrees("seven");
    agrees("call", -1, 12);
    traps(TrapKind.TRAPPING_IMPORT, "trap");
  }

  @Test
  void addresses_agree_on_the_tape_and_outside_of_memory() {
    agrees("read", 8, 16, 65_000, 500);
    agrees("query", 65_536 - 32);
    agrees("host", 3);
    traps(TrapKind.OUT_OF_BOUNDS_MEMORY, "read", 8, 16, 65_000, 537);
    traps(TrapKind.OUT_OF_BOUNDS_MEMORY, "read", -1, 1, 0, 0);
    traps(TrapKind.OUT_OF_BOUNDS_MEMORY, "query", 65_536 - 31);
    traps(TrapKind.OUT_OF_BOUNDS_MEMORY, "host", 65_521);
    assertThat(run.instances().get(0).tape().entries()).hasSize(3);
    assertThat(run.instances().get(0).tape().entries().toString())
        .contains("jam.read", "jam.query", "pvm.host_call_2_r8(40)");
  }

  private static final String ADAPTED =
      """
      (module
        (import "x" "memory" (memory 1))
        (import "x" "count" (global $count (mut i32)))
        (import "x" "table" (table 1 funcref))
        (import "x" "store" (func $store (param i32 i32)))
        (import "host" "f" (func $f (param i32) (result i32)))
        (import "pvm" "pvm_ptr" (func $ptr (param i32 i32) (result i64)))
        (func (export "run") (param i32) (result i32 i64)
          (call $store (local.get 0) (call $f (local.get 0)))
          (global.set $count (i32.add (global.get $count) (i32.const 1)))
          (i32.add (table.size 0) (i32.load (local.get 0)))
          (call $ptr (local.get 0) (i32.const 4))))
      """;
  private static final String ADAPTER =
      """
      (module
        (import "host" "g" (func $g (param i32) (result i32)))
        (memory (export "memory") 1 2)
        (global $count (export "count") (mut i32) (i32.const 5))
        (table (export "table") 1 funcref)
        (func (export "store") (param i32 i32)
          (i32.store (local.get 0) (call $g (local.get 1)))))
      """;

  @Test
  void adapters_agree_with_what_the_reference_links() throws WatException {
    final List<byte[]> adapters = List.of(WatParser.parse(ADAPTER));
    final CompilerOptions options = CompilerOptions.DEFAULT;
    final Differential linked =
        Differential.start(
            WatParser.parse(ADAPTED),
            new ChicoryEngine(options, adapters),
            Differential.ladder(options, PvmEngine.Loader.INTERPRETER, adapters),
            HostFunctions.MIXING,
            FUEL);
    assertThat(linked.instantiation()).isInstanceOf(Agree.class);
    assertThat(linked.call("run", List.of(WasmValue.i32(16)), FUEL)).isInstanceOf(Agree.class);
    assertThat(linked.call("run", List.of(WasmValue.i32(65_532)), FUEL)).isInstanceOf(Agree.class);
    assertThat(linked.reference().tape().entries()).hasSize(4);
    assertThat(linked.call("run", List.of(WasmValue.i32(65_533)), FUEL))
        .isEqualTo(new AgreeTrap(TrapKind.OUT_OF_BOUNDS_MEMORY));
  }

  private static final String CALLER =
      """
      (module
        (type $none (func (result i32)))
        (import "x" "table" (table 1 funcref))
        (func (export "run") (result i32) (call_indirect (type $none) (i32.const 0))))
      """;

  private static final String CALLEE =
      """
      (module
        %s
        (type $none (func (result i32)))
        (table (export "table") 1 funcref)
        (elem (i32.const 0) $five)
        (func $five (type $none) (i32.const 5)))
      """;

  /** The outcome on Chicory alone, where nothing asks for known faults. */
  private static Outcome bare(final String callee) throws WatException {
    final ReferenceStore store = new ReferenceStore(HostFunctions.ZERO);
    final EngineInstance provider = store.instantiate(WatParser.parse(callee), FUEL);
    return store
        .instantiate(WatParser.parse(CALLER), Map.of("x", provider), FUEL)
        .call("run", List.of(), FUEL);
  }

  @Test
  void calls_through_a_shared_table_are_not_compared_where_the_reference_mixes_up_types()
      throws WatException {
    final Outcome five = new Outcome.Returned(List.of(WasmValue.i32(5)));
    final String other = CALLEE.formatted("(type (func (param i64)))");
    assertThat(bare(CALLEE.formatted(""))).isEqualTo(five);
    assertThat(bare(other).isTrap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH)).isTrue();
    final List<byte[]> adapters = List.of(WatParser.parse(other));
    final CompilerOptions options = CompilerOptions.DEFAULT;
    final List<Engine> ladder =
        Differential.ladder(options, PvmEngine.Loader.INTERPRETER, adapters);
    final Differential linked =
        Differential.start(
            WatParser.parse(CALLER),
            new ChicoryEngine(options, adapters),
            ladder,
            HostFunctions.ZERO,
            FUEL);
    assertThat(linked.instantiation())
        .isEqualTo(new Verdict.Inconclusive(Verdict.Reason.REFERENCE, "TYPE_INDEX_ACROSS_MODULES"));
    for (final Engine engine : ladder) {
      assertThat(
              engine
                  .instantiate(WatParser.parse(CALLER), HostFunctions.ZERO, FUEL)
                  .call("run", List.of(), FUEL))
          .isEqualTo(five);
    }
  }
}
