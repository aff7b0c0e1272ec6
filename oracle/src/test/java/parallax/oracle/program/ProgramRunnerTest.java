package parallax.oracle.program;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.oracle.SmallModules.NONE;
import static parallax.oracle.SmallModules.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.program.Operand;
import parallax.corpus.program.Operand.ExportedGlobal;
import parallax.corpus.program.Operand.Literal;
import parallax.corpus.program.Operand.Variable;
import parallax.corpus.program.Program;
import parallax.corpus.program.Step;
import parallax.oracle.SmallModules;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;

final class ProgramRunnerTest {
  private static final long FUEL = 100_000_000;

  private static ProgramResult run(final byte[] wasm, final Step... steps) {
    return ProgramRunner.run(
        wasm,
        Program.of("test", List.of(steps)),
        Differential.ladder(CompilerOptions.DEFAULT),
        HostFunctions.ZERO,
        FUEL);
  }

  private static ProgramResult stateful(final Step... steps) {
    return run(SmallModules.stateful(), steps);
  }

  private static Step.Call call(final String export, final Operand... args) {
    return new Step.Call(export, false, List.of(args), Optional.empty());
  }

  private static void assertFails(final ProgramResult result, final int step, final String rule) {
    assertThat(result)
        .isInstanceOfSatisfying(
            ProgramResult.Failed.class,
            failed -> {
              assertThat(failed.step()).as("%s", failed).isEqualTo(step);
              assertThat(failed.rule()).as("%s", failed).isEqualTo(rule);
            });
  }

  @Test
  void variables_globals_memory_and_expectations_work_together() {
    assertThat(
            stateful(
                new Step.ExpectReturn(List.of()),
                new Step.ExpectMemory(new Literal(100), new byte[] {1, 2, 3, 4}),
                new Step.Call("work", false, List.of(new Literal(7)), Optional.of("x")),
                new Step.ExpectReturn(List.of(new Literal(21))),
                new Step.ExpectGlobal("counter", 0),
                new Step.ExpectMemory(new Literal(7), new byte[] {7}),
                new Step.WriteMemory(new Variable("x"), new byte[] {55}),
                new Step.ExpectMemory(new Literal(21), new byte[] {55}),
                new Step.WriteMemory(new ExportedGlobal("counter"), new byte[] {66}),
                new Step.ExpectMemory(new Literal(0), new byte[] {66}),
                new Step.Call("absent", true, List.of(), Optional.empty()),
                call("work", new Variable("x")),
                new Step.ExpectReturn(List.of(new Literal(63))),
                call("trap", new Literal(3)),
                new Step.ExpectTrap("unreachable"),
                new Step.ExpectMemory(new Literal(3), new byte[] {77})))
        .isEqualTo(new ProgramResult.Passed(3));
  }

  @Test
  void numbers_are_cut_down_to_the_type_they_are_for() {
    assertThat(
            stateful(
                call("work", new Literal(0xFFFF_FFFFL)),
                new Step.ExpectReturn(List.of(new Literal(-3))),
                new Step.ExpectReturn(List.of(new Literal(0xFFFF_FFFDL)))))
        .isEqualTo(new ProgramResult.Passed(1));
  }

  @Test
  void what_was_not_expected_fails_at_its_step() {
    final Step work = call("work", new Literal(7));
    assertFails(stateful(work, new Step.ExpectReturn(List.of(new Literal(22)))), 1, "expectation");
    assertFails(stateful(work, new Step.ExpectReturn(List.of())), 1, "expectation");
    assertFails(stateful(work, new Step.ExpectTrap("unreachable")), 1, "expectation");
    assertFails(
        stateful(work, new Step.ExpectMemory(new Literal(7), new byte[] {8})), 1, "expectation");
    assertFails(stateful(work, new Step.ExpectGlobal("counter", 1)), 1, "expectation");
    final Step trap = call("trap", new Literal(7));
    assertFails(stateful(trap, new Step.ExpectTrap("undefined element")), 1, "expectation");
    assertFails(stateful(trap, new Step.ExpectReturn(List.of())), 1, "expectation");
    assertFails(stateful(new Step.ExpectTrap("unreachable")), 0, "expectation");
  }

  @Test
  void what_cannot_be_carried_out_fails_at_its_step() {
    assertFails(stateful(call("absent")), 0, "program");
    assertFails(stateful(call("work")), 0, "program");
    assertFails(
        stateful(new Step.WriteMemory(new Literal(65_535), new byte[] {1, 2})), 0, "program");
    assertFails(
        stateful(new Step.ExpectMemory(new Literal(0xFFFF_FFFFL), new byte[1])), 0, "program");
    assertFails(stateful(new Step.ExpectGlobal("absent", 1)), 0, "program");
    assertFails(stateful(call("work", new ExportedGlobal("absent"))), 0, "program");
    assertFails(
        stateful(
            new Step.Call("trap", false, List.of(new Literal(1)), Optional.of("none")),
            call("work", new Variable("none"))),
        0,
        "program");
  }

  @Test
  void an_instantiation_that_traps_is_expected_or_ends_the_program() {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.start(function(builder, "f", NONE, NONE, c -> c.op(WasmOp.UNREACHABLE)));
    final byte[] wasm = builder.build();
    assertThat(run(wasm, new Step.ExpectTrap("unreachable")))
        .isEqualTo(new ProgramResult.Passed(0));
    assertFails(run(wasm, new Step.ExpectReturn(List.of())), 0, "expectation");
    assertFails(run(wasm, call("f"), new Step.ExpectReturn(List.of())), 0, "program");
    assertThat(run(wasm)).isEqualTo(new ProgramResult.Passed(0));
    // A reproducer has calls that were never made.
    assertThat(run(wasm, call("f"), call("f"))).isEqualTo(new ProgramResult.Passed(0));
  }

  private static byte[] recursive() {
    final ModuleBuilder builder = new ModuleBuilder();
    final int global =
        builder.global(new GlobalType(ValType.I32, true), SmallModules.code().i32(3));
    builder.export("g", ExternalKind.GLOBAL, global);
    function(builder, "endless", NONE, NONE, c -> c.op(WasmOp.CALL, 0));
    function(builder, "one", NONE, SmallModules.I32, c -> c.i32(1));
    function(
        builder,
        "loop",
        NONE,
        NONE,
        c -> c.block(WasmOp.LOOP, new BlockType(-1, null)).op(WasmOp.BR, 0).end());
    return builder.build();
  }

  @Test
  void an_expected_exhaustion_of_the_stack_passes_and_others_are_undecided() {
    final Step exhausted = new Step.ExpectTrap("call stack exhausted");
    assertThat(
            run(
                recursive(),
                call("endless"),
                exhausted,
                new Step.ExpectGlobal("g", 3),
                call("one"),
                new Step.ExpectReturn(List.of(new Literal(1)))))
        .isEqualTo(new ProgramResult.Passed(2));
    assertThat(run(recursive(), call("one"), call("endless"), call("one")))
        .isInstanceOfSatisfying(
            ProgramResult.Undecided.class,
            undecided -> {
              assertThat(undecided.step()).isEqualTo(1);
              assertThat(undecided.reason()).isEqualTo(Verdict.Reason.STACK);
            });
    assertFails(run(recursive(), call("one"), exhausted), 1, "expectation");
  }

  @Test
  void a_call_without_end_is_undecided() {
    assertThat(
            ProgramRunner.run(
                recursive(),
                Program.of("loop", List.of(call("loop"))),
                Differential.ladder(CompilerOptions.DEFAULT),
                HostFunctions.ZERO,
                10_000))
        .isInstanceOfSatisfying(
            ProgramResult.Undecided.class,
            undecided -> assertThat(undecided.reason()).isEqualTo(Verdict.Reason.FUEL));
  }

  /** Answers another module than was asked. */
  private static final class Confused implements Engine {
    @Override
    public String name() {
      return "confused";
    }

    @Override
    public EngineInstance instantiate(
        final byte[] wasm, final HostFunctions host, final long budget) {
      return new PvmEngine(CompilerOptions.DEFAULT).instantiate(recursive(), host, budget);
    }
  }

  @Test
  void a_difference_fails_with_its_rule_and_the_observer_sees_every_call() {
    final ModuleBuilder builder = new ModuleBuilder();
    final int global =
        builder.global(new GlobalType(ValType.I32, true), SmallModules.code().i32(3));
    builder.export("g", ExternalKind.GLOBAL, global);
    function(builder, "one", NONE, SmallModules.I32, c -> c.i32(2));
    final List<String> seen = new ArrayList<>();
    final ProgramResult result =
        ProgramRunner.run(
            builder.build(),
            Program.of("difference", List.of(call("one"), call("one"))),
            List.of(new Confused()),
            HostFunctions.ZERO,
            FUEL,
            (step, what, verdict, run) ->
                seen.add(step + " " + what.map(Object::toString).orElse("") + verdict.isFine()));
    assertFails(result, 0, "result");
    assertThat(seen).containsExactly("-1 true", "0 one[]false");
  }
}
