package parallax.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parallax.oracle.SmallModules.EMPTY_BLOCK;
import static parallax.oracle.SmallModules.I32;
import static parallax.oracle.SmallModules.I32_I32;
import static parallax.oracle.SmallModules.NONE;
import static parallax.oracle.SmallModules.code;
import static parallax.oracle.SmallModules.function;
import static parallax.oracle.SmallModules.table;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.SmallModules;
import parallax.oracle.compare.Verdict.Agree;
import parallax.oracle.compare.Verdict.Difference;
import parallax.oracle.compare.Verdict.Inconclusive;
import parallax.oracle.compare.Verdict.Reason;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** Sequences, limits and what cannot be compared. */
final class DifferentialTest {
  private static final long FUEL = 10_000_000;

  private static Differential start(final byte[] wasm) {
    return start(wasm, FUEL);
  }

  private static Differential start(final byte[] wasm, final long fuel) {
    return Differential.start(
        wasm, Differential.ladder(CompilerOptions.DEFAULT), HostFunctions.MIXING, fuel);
  }

  private static void assertReason(final Verdict verdict, final Reason reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Inconclusive.class, i -> assertThat(i.reason()).as("%s", i).isEqualTo(reason));
  }

  private static void assertRule(final Verdict verdict, final String rule) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Difference.class, d -> assertThat(d.rule()).as("%s", d).isEqualTo(rule));
  }

  /** "f" counts down from its argument. */
  private static byte[] loop() {
    final ModuleBuilder builder = new ModuleBuilder();
    function(
        builder,
        "f",
        I32,
        I32,
        c ->
            c.block(WasmOp.LOOP, EMPTY_BLOCK)
                .op(WasmOp.LOCAL_GET, 0)
                .i32(1)
                .op(WasmOp.I32_SUB)
                .op(WasmOp.LOCAL_TEE, 0)
                .op(WasmOp.BR_IF, 0)
                .end()
                .op(WasmOp.LOCAL_GET, 0));
    return builder.build();
  }

  @Test
  void state_is_kept_from_call_to_call_and_past_traps() {
    final Differential run = start(SmallModules.stateful());
    final WasmValue before = run.globals().get("counter");
    assertThat(run.call("work", List.of(WasmValue.i32(7)), FUEL)).isInstanceOf(Agree.class);
    final WasmValue after = run.globals().get("counter");
    assertThat(after).isNotEqualTo(before);
    assertThat(run.call("trap", List.of(WasmValue.i32(200)), FUEL))
        .isEqualTo(new Verdict.AgreeTrap(TrapKind.UNREACHABLE));
    run.writeMemory(300, new byte[] {9, 8});
    assertThat(run.call("work", List.of(WasmValue.i32(8)), FUEL)).isInstanceOf(Agree.class);
    assertThat(run.readMemory(200, 1)).containsExactly(77);
    assertThat(run.readMemory(300, 2)).containsExactly(9, 8);
    assertThat(run.reference().tape().entries()).hasSize(2);
    for (final EngineInstance instance : run.instances()) {
      assertThat(instance.globals()).isEqualTo(run.globals());
      assertThat(instance.memory()).isEqualTo(run.reference().memory());
    }
  }

  @Test
  void instructions_are_counted_exactly() {
    final Differential run = start(loop());
    run.call("f", List.of(WasmValue.i32(3)), FUEL);
    // loop, 3 times 5 instructions, end of the loop, local.get, end
    assertThat(run.executedInstructions()).isEqualTo(1 + 15 + 3);
    assertThat(run.executedOpcodes())
        .containsEntry("I32_SUB", 3L)
        .containsEntry("LOOP", 1L)
        .containsEntry("LOCAL_GET", 4L)
        .doesNotContainKey("I32_ADD");
  }

  @Test
  void without_fuel_nothing_is_compared_and_the_sequence_ends() {
    final Differential run = start(loop());
    assertThat(run.call("f", List.of(WasmValue.i32(3)), 19)).isInstanceOf(Agree.class);
    assertReason(run.call("f", List.of(WasmValue.i32(3)), 18), Reason.FUEL);
    assertThat(run.outcomes()).hasSize(1);
    assertThat(run.hasEnded()).isTrue();
    assertThatThrownBy(() -> run.call("f", List.of(WasmValue.i32(3)), FUEL))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_start_function_without_fuel_is_inconclusive() {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.start(
        function(
            builder,
            "f",
            NONE,
            NONE,
            c -> c.block(WasmOp.LOOP, EMPTY_BLOCK).op(WasmOp.BR, 0).end()));
    final Differential run = start(builder.build());
    assertReason(run.instantiation(), Reason.FUEL);
    assertThat(run.outcomes()).hasSize(1);
    assertThat(run.hasEnded()).isTrue();
  }

  @Test
  void bulk_instructions_cost_their_length() {
    final ModuleBuilder builder = SmallModules.withMemory(1);
    function(
        builder,
        "f",
        I32,
        NONE,
        c -> c.i32(0).i32(1).op(WasmOp.LOCAL_GET, 0).op(WasmOp.MEMORY_FILL, 0));
    final Differential run = start(builder.build());
    assertThat(run.call("f", List.of(WasmValue.i32(60_000)), FUEL)).isInstanceOf(Agree.class);
    assertThat(run.executedInstructions()).isEqualTo(60_000 + 5);
    assertReason(run.call("f", List.of(WasmValue.i32(60_000)), 60_004), Reason.FUEL);
  }

  /** The machine with gas for nothing. */
  private record Poor(Engine rich) implements Engine {
    @Override
    public String name() {
      return "poor";
    }

    @Override
    public EngineInstance instantiate(
        final byte[] wasm, final HostFunctions host, final long budget) {
      return rich.instantiate(wasm, host, budget);
    }

    @Override
    public long budgetFor(final long executed, final int wasmLength) {
      return wasmLength > 0 ? FUEL : executed / 10;
    }
  }

  @Test
  void running_out_of_gas_is_runaway() {
    final Differential run =
        Differential.start(
            loop(),
            List.of(new Poor(new PvmEngine(CompilerOptions.DEFAULT))),
            HostFunctions.ZERO,
            FUEL);
    assertRule(run.call("f", List.of(WasmValue.i32(1_000)), FUEL), "runaway");
    assertThat(run.hasEnded()).isTrue();
  }

  @Test
  void an_exhausted_stack_is_inconclusive_and_ends_the_sequence() {
    final ModuleBuilder builder = new ModuleBuilder();
    function(builder, "f", NONE, NONE, c -> c.op(WasmOp.CALL, 0));
    function(builder, "g", NONE, I32, c -> c.i32(1));
    final Differential run = start(builder.build());
    assertReason(run.call("f", List.of(), FUEL), Reason.STACK);
    assertThat(run.hasEnded()).isTrue();
    final Differential expected = start(builder.build());
    assertThat(expected.callExhausting("f", List.of(), FUEL))
        .isEqualTo(new Verdict.AgreeTrap(TrapKind.CALL_STACK_EXHAUSTED));
    assertThat(expected.call("g", List.of(), FUEL)).isInstanceOf(Agree.class);
  }

  @Test
  void the_reference_has_a_deep_stack_in_any_thread() {
    final ModuleBuilder builder = new ModuleBuilder();
    function(
        builder,
        "f",
        I32,
        I32,
        c ->
            c.op(WasmOp.LOCAL_GET, 0)
                .block(WasmOp.IF, EMPTY_BLOCK)
                .op(WasmOp.LOCAL_GET, 0)
                .i32(1)
                .op(WasmOp.I32_SUB)
                .op(WasmOp.CALL, 0)
                .op(WasmOp.DROP)
                .end()
                .op(WasmOp.LOCAL_GET, 0));
    final Differential run = start(builder.build());
    assertThat(run.call("f", List.of(WasmValue.i32(10_000)), FUEL))
        .isEqualTo(new Agree(new Outcome.Returned(List.of(WasmValue.i32(10_000)))));
  }

  @Test
  void what_is_not_supported_has_its_own_reason() {
    final ModuleBuilder vectors = new ModuleBuilder();
    function(vectors, "f", NONE, List.of(ValType.I32), c -> c.v128(1, 2).op(WasmOp.V128_ANY_TRUE));
    final Verdict verdict = start(vectors.build()).instantiation();
    assertReason(verdict, Reason.UNSUPPORTED);
    assertThat(((Inconclusive) verdict).detail()).contains("SIMD");
    final ModuleBuilder large = new ModuleBuilder();
    large.memory(new MemoryType(Limits.atLeast(40_000)));
    assertReason(start(large.build()).instantiation(), Reason.HOST_MEMORY);
    final ModuleBuilder wide = new ModuleBuilder();
    wide.table(new TableType(ValType.FUNCREF, Limits.atLeast(5_000_000)));
    assertReason(start(wide.build()).instantiation(), Reason.UNSUPPORTED);
  }

  @Test
  void what_both_refuse_agrees() {
    final ModuleBuilder invalid = new ModuleBuilder();
    function(invalid, "f", NONE, I32, c -> {});
    final Differential run = start(invalid.build());
    assertThat(run.instantiation()).isInstanceOf(Agree.class);
    assertThat(run.referenceOutcome()).isInstanceOf(Outcome.Rejected.class);
    assertThat(run.hasEnded()).isTrue();
    assertThat(start(new byte[] {1, 2, 3}).instantiation()).isInstanceOf(Agree.class);
    assertThat(start(new byte[0]).instantiation()).isInstanceOf(Agree.class);
  }

  /** Runs a module other than the one it is given. */
  private record Swapped(Engine honest, byte[] other) implements Engine {
    @Override
    public String name() {
      return "swapped";
    }

    @Override
    public EngineInstance instantiate(
        final byte[] wasm, final HostFunctions host, final long budget) {
      return honest.instantiate(other, host, budget);
    }
  }

  @Test
  void what_only_one_side_refuses_is_a_difference() {
    final Engine machine = new PvmEngine(CompilerOptions.DEFAULT);
    final byte[] bad = {1, 2, 3};
    assertRule(
        Differential.start(loop(), List.of(new Swapped(machine, bad)), HostFunctions.ZERO, FUEL)
            .instantiation(),
        "refused");
    assertRule(
        Differential.start(bad, List.of(new Swapped(machine, loop())), HostFunctions.ZERO, FUEL)
            .instantiation(),
        "accepted");
  }

  private static byte[] growing(final long tableMax, final long memoryMax) {
    final ModuleBuilder builder = new ModuleBuilder();
    if (tableMax < 0) {
      builder.table(new TableType(ValType.FUNCREF, Limits.atLeast(1)));
    } else {
      table(builder, 1, tableMax);
    }
    builder.memory(new MemoryType(memoryMax < 0 ? Limits.atLeast(1) : new Limits(1, memoryMax)));
    function(
        builder,
        "table",
        I32,
        I32,
        c -> c.refNull(ValType.FUNCREF).op(WasmOp.LOCAL_GET, 0).op(WasmOp.TABLE_GROW, 0));
    function(builder, "memory", I32, I32, c -> c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.MEMORY_GROW, 0));
    return builder.build();
  }

  private static Verdict grow(final byte[] wasm, final String what, final int by) {
    return start(wasm).call(what, List.of(WasmValue.i32(by)), FUEL);
  }

  @Test
  void a_table_that_only_the_cap_keeps_from_growing_is_inconclusive() {
    final Agree grown = new Agree(new Outcome.Returned(List.of(WasmValue.i32(1))));
    final Agree refused = new Agree(new Outcome.Returned(List.of(WasmValue.i32(-1))));
    assertThat(grow(growing(-1, 1), "table", 16_383)).isEqualTo(grown);
    assertReason(grow(growing(-1, 1), "table", 16_384), Reason.GROW_CAP);
    assertReason(grow(growing(100_000, 1), "table", 20_000), Reason.GROW_CAP);
    assertThat(grow(growing(100_000, 1), "table", 100_000)).isEqualTo(refused);
    assertThat(grow(growing(10, 1), "table", 9)).isEqualTo(grown);
    assertThat(grow(growing(10, 1), "table", 10)).isEqualTo(refused);
    assertThat(grow(growing(10, 1), "table", Integer.MAX_VALUE)).isEqualTo(refused);
    assertThat(grow(growing(-1, 1), "table", -1)).isEqualTo(refused);
    assertReason(grow(growing(-1, 1), "table", -2), Reason.GROW_CAP);
  }

  @Test
  void a_memory_grows_to_the_same_size_or_not_at_all() {
    final Agree grown = new Agree(new Outcome.Returned(List.of(WasmValue.i32(1))));
    final Agree refused = new Agree(new Outcome.Returned(List.of(WasmValue.i32(-1))));
    assertThat(grow(growing(1, -1), "memory", 200)).isEqualTo(grown);
    assertThat(grow(growing(1, 50), "memory", 49)).isEqualTo(grown);
    assertThat(grow(growing(1, 50), "memory", 50)).isEqualTo(refused);
    assertThat(grow(growing(1, -1), "memory", 32_767)).isEqualTo(refused);
    assertThat(grow(growing(1, -1), "memory", -1)).isEqualTo(refused);
    assertReason(grow(growing(1, -1), "memory", 5_000), Reason.HOST_MEMORY);
  }

  @Test
  void an_initial_memory_larger_than_what_the_reference_gets_is_inconclusive() {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.memory(new MemoryType(Limits.atLeast(5_000)));
    assertReason(start(builder.build()).instantiation(), Reason.HOST_MEMORY);
  }

  @Test
  void arguments_must_be_those_of_the_function() {
    final Differential run = start(loop());
    assertThatThrownBy(() -> run.call("f", List.of(), FUEL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run.call("f", List.of(WasmValue.i64(1)), FUEL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run.call("g", List.of(), FUEL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(run.functionType("f")).contains(new FuncType(I32, I32));
    assertThat(run.functionType("g")).isEmpty();
  }

  @Test
  void references_cross_as_functions_and_opaque_numbers() {
    final List<ValType> references = List.of(ValType.FUNCREF, ValType.EXTERNREF);
    final ModuleBuilder builder = new ModuleBuilder();
    final int echo = builder.importFunction("env", "echo", new FuncType(references, references));
    final int mine =
        function(
            builder,
            "mine",
            references,
            references,
            c -> {
              c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.LOCAL_GET, 1).op(WasmOp.CALL, echo);
            });
    function(
        builder,
        "both",
        List.of(ValType.EXTERNREF),
        references,
        c -> c.op(WasmOp.REF_FUNC, mine).op(WasmOp.LOCAL_GET, 0).op(WasmOp.CALL, mine));
    function(builder, "imported", NONE, List.of(ValType.FUNCREF), c -> c.op(WasmOp.REF_FUNC, echo));
    builder.declaredElements(List.of(echo, mine));
    builder.export("echo", ExternalKind.FUNCTION, echo);
    final Differential run =
        Differential.start(
            builder.build(),
            Differential.ladder(CompilerOptions.DEFAULT),
            (module, name, type, args) -> args,
            FUEL);
    final WasmValue nullFunction = WasmValue.zero(ValType.FUNCREF);
    final WasmValue seven = new WasmValue(ValType.EXTERNREF, 7);
    assertThat(run.call("mine", List.of(nullFunction, seven), FUEL))
        .isEqualTo(new Agree(new Outcome.Returned(List.of(nullFunction, seven))));
    final WasmValue self = new WasmValue(ValType.FUNCREF, mine);
    for (final WasmValue opaque :
        List.of(new WasmValue(ValType.EXTERNREF, 0), seven, WasmValue.zero(ValType.EXTERNREF))) {
      assertThat(run.call("both", List.of(opaque), FUEL))
          .isEqualTo(new Agree(new Outcome.Returned(List.of(self, opaque))));
    }
    assertThat(run.call("imported", List.of(), FUEL))
        .isEqualTo(new Agree(new Outcome.Returned(List.of(new WasmValue(ValType.FUNCREF, echo)))));
    assertThat(run.reference().tape().entries()).hasSize(4);
  }

  @Test
  void host_calls_with_many_arguments_and_results_pass_them_all() {
    final List<ValType> many =
        List.of(
            ValType.I32,
            ValType.I64,
            ValType.I32,
            ValType.I64,
            ValType.I32,
            ValType.I64,
            ValType.I32,
            ValType.I64,
            ValType.I32,
            ValType.I64);
    final ModuleBuilder builder = new ModuleBuilder();
    final int echo = builder.importFunction("env", "echo", new FuncType(many, many));
    function(
        builder,
        "f",
        many,
        many,
        c -> {
          for (int i = 0; i < many.size(); i++) {
            c.op(WasmOp.LOCAL_GET, i);
          }
          c.op(WasmOp.CALL, echo);
        });
    final Differential run = start(builder.build());
    final List<WasmValue> args =
        WasmValue.forParameters(
            new FuncType(many, many), -1, -2, 3, Long.MIN_VALUE, 5, 6, Integer.MIN_VALUE, 8, 9, 10);
    assertThat(run.call("f", args, FUEL)).isInstanceOf(Agree.class);
    assertThat(run.reference().tape().entries().get(0).args()).isEqualTo(args);
    assertThat(run.instances().get(2).tape().entries()).isEqualTo(run.reference().tape().entries());
  }

  @Test
  void without_other_engines_the_reference_alone_runs() {
    final Differential run =
        Differential.start(SmallModules.stateful(), List.of(), HostFunctions.ZERO, FUEL);
    assertThat(run.call("trap", List.of(WasmValue.i32(1)), FUEL))
        .isEqualTo(new Verdict.AgreeTrap(TrapKind.UNREACHABLE));
    assertThat(run.call("work", List.of(WasmValue.i32(1)), FUEL)).isInstanceOf(Agree.class);
  }

  @Test
  void an_import_that_no_host_function_can_be_is_refused_by_all() {
    final ModuleBuilder imports = new ModuleBuilder();
    imports.importMemory("env", "memory", new MemoryType(Limits.atLeast(1)));
    assertThat(start(imports.build()).instantiation())
        .isInstanceOfSatisfying(
            Agree.class, agree -> assertThat(agree.outcome()).isInstanceOf(Outcome.Rejected.class));
  }

  @Test
  void of_several_memories_the_first_of_the_module_is_compared_and_growth_past_a_window_is_not()
      throws WatException {
    final byte[] wasm =
        WatParser.parse(
            """
            (module
              (memory $a 1 1000) (memory $b 1 1000)
              (func (export "store") (param i32) (result i32)
                (i32.store8 $b (local.get 0) (i32.load8_u $b (i32.const 3)))
                (i32.store8 $a (local.get 0) (i32.const 5))
                (i32.load8_u $a (i32.const 9)))
              (func (export "a") (param i32) (result i32) (memory.grow $a (local.get 0)))
              (func (export "b") (param i32) (result i32) (memory.grow $b (local.get 0))))
            """);
    final Differential run = start(wasm);
    assertThat(run.instantiation()).isInstanceOf(Agree.class);
    run.writeMemory(9, new byte[] {77});
    assertThat(run.call("store", List.of(WasmValue.i32(3)), FUEL))
        .isEqualTo(new Agree(new Outcome.Returned(List.of(WasmValue.i32(77)))));
    assertThat(run.call("store", List.of(WasmValue.i32(65_536)), FUEL))
        .isEqualTo(new Verdict.AgreeTrap(TrapKind.OUT_OF_BOUNDS_MEMORY));
    assertThat(run.call("a", List.of(WasmValue.i32(255)), FUEL)).isInstanceOf(Agree.class);
    assertThat(run.call("b", List.of(WasmValue.i32(1)), FUEL)).isInstanceOf(Agree.class);
    assertReason(run.call("a", List.of(WasmValue.i32(1)), FUEL), Reason.GROW_CAP);
  }

  @Test
  void two_calls_in_structurally_equal_types_go_through_a_table() {
    final ModuleBuilder builder = new ModuleBuilder();
    table(builder, 2, 2);
    final int add =
        function(
            builder,
            "add",
            I32_I32,
            I32,
            c -> c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.LOCAL_GET, 1).op(WasmOp.I32_ADD));
    builder.activeElements(0, code().i32(1), List.of(add));
    final int type = builder.type(I32_I32, I32);
    function(
        builder,
        "f",
        I32,
        I32,
        c -> c.i32(40).i32(2).op(WasmOp.LOCAL_GET, 0).op(WasmOp.CALL_INDIRECT, type, 0));
    final Differential run = start(builder.build());
    assertThat(run.call("f", List.of(WasmValue.i32(1)), FUEL))
        .isEqualTo(new Agree(new Outcome.Returned(List.of(WasmValue.i32(42)))));
  }
}
