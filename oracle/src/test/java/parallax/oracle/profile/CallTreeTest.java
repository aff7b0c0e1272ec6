package parallax.oracle.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.trace.TracedMachine;

final class CallTreeTest {
  private static final long GAS = 10_000_000;

  /** A call that is profiled. */
  private static final class Run {
    private final Profile profile;
    private final Outcome outcome;
    private final long gas;

    Run(final String wat, final String export, final int... args)
        throws WatException, CompileException {
      final CompiledProgram program =
          WasmCompiler.compile(
              List.of(InstanceSpec.of(WatParser.parse(wat))), CompilerOptions.DEFAULT);
      final CallTree[] tree = {new CallTree(program.codeMap(), program.program().blob())};
      final EngineInstance instance =
          PvmEngine.start(
              program,
              HostFunctions.ZERO,
              GAS,
              TracedMachine.factory(Interpreter::of, step -> tree[0].step(step)));
      tree[0] = new CallTree(program.codeMap(), program.program().blob());
      outcome = instance.call(export, Arrays.stream(args).mapToObj(WasmValue::i32).toList(), GAS);
      gas = instance.cost();
      profile = tree[0].profile();
    }

    Profile.Function function(final String name) {
      return profile.functions().stream()
          .filter(f -> f.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    long stack(final String... frames) {
      return profile.stacks().stream()
          .filter(s -> s.frames().subList(1, s.frames().size()).equals(List.of(frames)))
          .mapToLong(Profile.Stack::gas)
          .sum();
    }
  }

  private static final String CALLS =
      """
      (module
        (table funcref (elem $leaf))
        (func $leaf (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
        (func $middle (param i32) (result i32)
          (i32.add (call $leaf (local.get 0)) (call $leaf (i32.const 1))))
        (func $indirect (param i32) (result i32)
          (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0)))
        (func (export "f") (param i32) (result i32)
          (i32.add (call $middle (local.get 0)) (call $indirect (local.get 0)))))
      """;

  @Test
  void all_gas_of_a_call_is_somewhere() throws Exception {
    final Run run = new Run(CALLS, "f", 5);
    assertThat(run.outcome).isEqualTo(new Outcome.Returned(List.of(WasmValue.i32(33))));
    assertThat(run.profile.gas()).isEqualTo(run.gas).isPositive();
    assertThat(run.profile.functions().stream().mapToLong(f -> f.gas()).sum()).isEqualTo(run.gas);
    assertThat(run.profile.offsets().stream().mapToLong(o -> o.gas()).sum()).isEqualTo(run.gas);
    assertThat(run.profile.stacks().stream().mapToLong(s -> s.gas()).sum()).isEqualTo(run.gas);
  }

  @Test
  void stacks_are_those_of_the_calls_direct_and_indirect() throws Exception {
    final Run run = new Run(CALLS, "f", 5);
    final String text = run.profile.folded();
    final List<String> stacks =
        text.lines().map(line -> line.replaceFirst(" \\d+$", "")).collect(Collectors.toList());
    final String f = run.profile.stacks().get(1).frames().get(1);
    assertThat(stacks)
        .anySatisfy(s -> assertThat(s).endsWith(f + ";middle;leaf"))
        .anySatisfy(s -> assertThat(s).endsWith(f + ";indirect;leaf"))
        .anySatisfy(s -> assertThat(s).endsWith(f + ";middle"))
        .noneSatisfy(s -> assertThat(s).contains("leaf;"));
    assertThat(run.function("leaf").calls()).isEqualTo(3);
    assertThat(run.function("middle").calls()).isEqualTo(1);
    assertThat(run.stack(f, "middle", "leaf")).isEqualTo(2 * run.stack(f, "indirect", "leaf"));
    assertThat(run.function("middle").total())
        .isEqualTo(run.function("middle").gas() + run.stack(f, "middle", "leaf"));
  }

  private static final String RECURSION =
      """
      (module
        (func $down (export "down") (param i32) (result i32)
          (if (result i32) (i32.eqz (local.get 0))
            (then (i32.const 7))
            (else (call $down (i32.sub (local.get 0) (i32.const 1)))))))
      """;

  @Test
  void a_recursive_function_counts_once_in_its_total() throws Exception {
    final Run run = new Run(RECURSION, "down", 20);
    assertThat(run.function("down").calls()).isEqualTo(21);
    assertThat(run.function("down").total()).isEqualTo(run.function("down").gas());
    assertThat(run.profile.stacks()).hasSize(22);
  }

  @Test
  void deep_stacks_are_cut_and_lose_no_gas() throws Exception {
    final Run run = new Run(RECURSION, "down", 3_000);
    assertThat(run.outcome).isEqualTo(new Outcome.Returned(List.of(WasmValue.i32(7))));
    assertThat(run.profile.gas()).isEqualTo(run.gas);
    assertThat(run.function("down").calls()).isEqualTo(3_001);
    assertThat(run.profile.stacks()).hasSize(CallTree.MAX_DEPTH);
  }

  @Test
  void a_branch_table_is_no_return() throws Exception {
    final Run run =
        new Run(
            """
            (module
              (func $pick (param i32) (result i32)
                (block (block (block (br_table 0 1 2 (local.get 0)))
                  (return (i32.const 10))) (return (i32.const 20))) (i32.const 30))
              (func (export "f") (param i32) (result i32)
                (i32.add (call $pick (local.get 0)) (call $pick (i32.const 2)))))
            """,
            "f",
            1);
    assertThat(run.outcome).isEqualTo(new Outcome.Returned(List.of(WasmValue.i32(50))));
    assertThat(run.function("pick").calls()).isEqualTo(2);
    assertThat(run.profile.stacks()).hasSize(3);
  }

  @Test
  void what_a_trap_ended_is_counted_too() throws Exception {
    final Run run =
        new Run("(module (func $g (unreachable)) (func (export \"f\") (call $g)))", "f");
    assertThat(run.outcome).isInstanceOf(Outcome.Trapped.class);
    assertThat(run.profile.gas()).isEqualTo(run.gas);
    assertThat(run.function("g").calls()).isEqualTo(1);
  }

  @Test
  void the_page_has_the_tree_and_nothing_from_outside() throws Exception {
    final String page = new Run(CALLS, "f", 5).profile.flameGraph("</script><b>", Optional.empty());
    assertThat(page)
        .contains("[\"all\",", "\"leaf\"", "const title = \"\\u003c/script>\\u003cb>\"")
        .doesNotContain("http", "src=", "href=", "PAGE_");
    assertThat(page.split("</script>", -1)).hasSize(2);
  }

  @Test
  void names_cannot_break_a_line_of_the_folded_text() throws Exception {
    final Run run =
        new Run("(module (func $g (export \"g\\n;x\")) (func (export \"f\") (call $g)))", "f");
    assertThat(run.profile.folded().lines()).allMatch(line -> line.matches(".+ \\d+"));
    assertThat(run.profile.gas()).isEqualTo(run.gas);
  }
}
