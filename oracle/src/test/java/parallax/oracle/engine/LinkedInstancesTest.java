package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.abi.TrapKind;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** Instances that import from each other: as one program of ours, and in the reference's store. */
final class LinkedInstancesTest {
  private static final long BUDGET = 1_000_000;
  private static final Outcome NOTHING = new Outcome.Returned(List.of());

  private static final String OWNER =
      """
      (module
        (import "env" "twice" (func $twice (param i32) (result i32)))
        (memory (export "m") 1 3)
        (table (export "t") 2 5 funcref)
        (global $n (export "n") (mut i32) (i32.const 1))
        (func (export "f") (result i32) (call $twice (global.get $n)))
        (func (export "grow") (result i32)
          (drop (table.grow (ref.null func) (i32.const 1))) (memory.grow (i32.const 1))))
      """;
  private static final String USER =
      """
      (module
        (import "a" "m" (memory $theirs 1))
        (import "a" "n" (global $n (mut i32)))
        (import "a" "f" (func $f (result i32)))
        (memory $mine 1 1)
        (export "mine" (memory $mine))
        (export "theirs" (memory $theirs))
        (global (export "n") i64 (i64.const 64))
        (data (memory $theirs) (i32.const 3) "abc")
        (func (export "f") (param i32) (result i64)
          (i32.store8 $mine (i32.const 1) (local.get 0))
          (global.set $n (local.get 0))
          (i64.extend_i32_s (call $f))))
      """;
  private static final String FAILS =
      """
      (module
        (import "a" "m" (memory 1))
        (data (i32.const 0) "x")
        (func $start (unreachable))
        (start $start))
      """;

  private static byte[] parse(final String text) throws WatException {
    return WatParser.parse(text);
  }

  private static List<InstanceSpec> specs() throws WatException {
    return List.of(
        new InstanceSpec("a", parse(OWNER)),
        new InstanceSpec("b", parse(USER)),
        new InstanceSpec("c", parse(FAILS)));
  }

  private static List<List<ProgramInstance>> programs() throws Exception {
    final List<List<ProgramInstance>> programs = new ArrayList<>();
    for (final IrEngine.Stage stage : IrEngine.Stage.values()) {
      programs.add(new IrEngine(stage).open(specs(), HostFunctions.MIXING));
    }
    programs.add(
        PvmEngine.open(
            WasmCompiler.compile(specs(), CompilerOptions.DEFAULT), HostFunctions.MIXING));
    return programs;
  }

  @Test
  void instances_of_a_program_come_one_by_one_and_share_what_is_imported() throws Exception {
    for (final List<ProgramInstance> program : programs()) {
      assertThat(program).hasSize(3);
      final ProgramInstance owner = program.get(0);
      final ProgramInstance user = program.get(1);
      assertThat(owner.initialize(BUDGET)).isEqualTo(NOTHING);
      assertThat(owner.readMemory(3, 3)).containsExactly(0, 0, 0);
      assertThat(user.initialize(BUDGET)).isEqualTo(NOTHING);
      check(owner, user);
      assertThat(program.get(2).initialize(BUDGET).isTrap(TrapKind.UNREACHABLE)).isTrue();
      assertThat(program.get(2).instantiation().isTrap(TrapKind.UNREACHABLE)).isTrue();
      assertThat(owner.readMemory(0, 1)).containsExactly('x');
    }
  }

  @Test
  void sizes_are_those_of_now() throws Exception {
    for (final List<ProgramInstance> program : programs()) {
      final ProgramInstance owner = program.get(0);
      assertThat(owner.size("m")).as("before it is initialised").hasValue(1);
      assertThat(owner.size("t")).as("before it is initialised").hasValue(2);
      owner.initialize(BUDGET);
      assertThat(owner.size("m")).hasValue(1);
      assertThat(owner.size("t")).hasValue(2);
      assertThat(owner.call("grow", List.of(), BUDGET)).isEqualTo(returned(1));
      assertThat(owner.size("m")).hasValue(2);
      assertThat(owner.size("t")).hasValue(3);
      assertThat(owner.size("n")).isEmpty();
      assertThat(owner.size("nothing")).isEmpty();
      assertThat(program.get(1).size("theirs")).hasValue(2);
      assertThat(program.get(1).size("mine")).hasValue(1);
    }
  }

  @Test
  void the_reference_links_the_same() throws Exception {
    final ReferenceStore store = new ReferenceStore(HostFunctions.MIXING);
    final EngineInstance owner = store.instantiate(parse(OWNER), BUDGET);
    final Map<String, EngineInstance> providers = new TreeMap<>(Map.of("a", owner));
    final EngineInstance user = store.instantiate(parse(USER), providers, BUDGET);
    check(owner, user);
    final EngineInstance failed = store.instantiate(parse(FAILS), providers, BUDGET);
    assertThat(failed.instantiation().isTrap(TrapKind.UNREACHABLE)).isTrue();
    assertThat(owner.readMemory(0, 1)).containsExactly('x');
  }

  private static void check(final EngineInstance owner, final EngineInstance user) {
    assertThat(owner.readMemory(3, 3)).containsExactly('a', 'b', 'c');
    assertThat(user.functionType("f").orElseThrow().params()).hasSize(1);
    assertThat(owner.functionType("f").orElseThrow().params()).isEmpty();
    final Outcome outcome = user.call("f", List.of(WasmValue.i32(77)), BUDGET);
    assertThat(outcome).isInstanceOf(Outcome.Returned.class);
    assertThat(owner.globals()).containsEntry("n", WasmValue.i32(77));
    assertThat(user.globals()).containsEntry("n", WasmValue.i64(64));
    assertThat(owner.tape().entries()).hasSize(1);
    assertThat(owner.tape().entries().get(0).toString()).startsWith("env.twice[i32:77] -> ");
    assertThat(user.tape().entries()).isEqualTo(owner.tape().entries());
  }

  private static Outcome returned(final int value) {
    return new Outcome.Returned(List.of(WasmValue.i32(value)));
  }

  @Test
  void the_reference_refuses_what_is_not_there_or_does_not_fit_and_runs_nothing() throws Exception {
    final ReferenceStore store = new ReferenceStore(HostFunctions.ZERO);
    final EngineInstance owner = store.instantiate(parse(OWNER), BUDGET);
    final Map<String, EngineInstance> providers = new TreeMap<>(Map.of("a", owner));
    assertThat(store.link(parse(FAILS), providers)).isEqualTo(NOTHING);
    assertThat(owner.readMemory(0, 1)).containsExactly(0);
    refused(store, providers, "\"a\" \"m\" (memory 2)", "incompatible import type");
    refused(store, providers, "\"a\" \"m\" (func)", "incompatible import type");
    refused(store, providers, "\"a\" \"x\" (func)", "unknown import");
    refused(store, providers, "\"env\" \"twice\" (func)", "unknown import");
    owner.call("grow", List.of(), BUDGET);
    assertThat(store.link(parse("(module (import \"a\" \"m\" (memory 2)))"), providers))
        .isEqualTo(NOTHING);
  }

  private static void refused(
      final ReferenceStore store,
      final Map<String, EngineInstance> providers,
      final String imported,
      final String text)
      throws WatException {
    assertThat(store.link(parse("(module (import " + imported + "))"), providers))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refusal -> assertThat(refusal.message()).as(imported).startsWith(text));
  }

  @Test
  void fuel_of_the_reference_is_for_all_instances_of_a_store() throws Exception {
    final ReferenceStore store = new ReferenceStore(HostFunctions.ZERO);
    final EngineInstance loops =
        store.instantiate(parse("(module (func (export \"f\") (loop (br 0))))"), BUDGET);
    final EngineInstance caller =
        store.instantiate(
            parse("(module (import \"a\" \"f\" (func)) (func (export \"g\") (call 0)))"),
            Map.of("a", loops),
            BUDGET);
    assertThat(caller.call("g", List.of(), 1_000))
        .isEqualTo(new Outcome.Exhausted(Outcome.Limit.FUEL));
    assertThat(((ReferenceInstance) caller).executed()).containsKeys("CALL", "BR");
  }

  @Test
  void the_reference_checks_modules_whatever_they_import() throws Exception {
    assertThat(
            ReferenceStore.check(
                parse(
                    "(module (import \"a\" \"m\" (memory 1 2)) (import \"a\" \"t\" (table 1 funcref))"
                        + "(import \"a\" \"g\" (global (mut i64))) (import \"a\" \"f\" (func))"
                        + "(import \"a\" \"m\" (func)) (import \"a\" \"e\" (tag (param i32))))")))
        .isEqualTo(NOTHING);
    assertThat(
            ReferenceStore.check(
                parse("(module (import \"a\" \"m\" (memory 1)) (func (result i32)))")))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(
            ReferenceStore.check(
                parse("(module (import \"a\" \"m\" (memory 1)) (export \"x\" (func 3)))")))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void an_exception_that_nothing_catches_is_an_outcome() throws Exception {
    final EngineInstance instance =
        new ChicoryEngine()
            .instantiate(
                parse("(module (tag $t) (func (export \"f\") (throw $t)))"),
                HostFunctions.ZERO,
                BUDGET);
    assertThat(instance.call("f", List.of(), BUDGET)).isInstanceOf(Outcome.Threw.class);
  }
}
