package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmOp;
import parallax.compiler.sourcemap.CodeMap;
import parallax.oracle.SmallModules;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.isa.Profile;

/** What a program must not do is the engine's fault, and never an exception. */
final class PvmEngineTest {
  private static final long GAS = 1_000_000;
  private static final List<WasmValue> ONE = List.of(WasmValue.i32(1));

  private static CompiledProgram compiled() throws CompileException {
    return WasmCompiler.compile(
        List.of(InstanceSpec.of(SmallModules.stateful())), CompilerOptions.DEFAULT);
  }

  private static EngineInstance start(final CompiledProgram program) {
    return PvmEngine.start(program, HostFunctions.MIXING, GAS);
  }

  private static void assertFault(final Outcome outcome, final String rule) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Fault.class, fault -> assertThat(fault.rule()).isEqualTo(rule));
  }

  @Test
  void a_panic_at_a_pc_without_an_entry_is_a_fault() throws CompileException {
    final CompiledProgram program = compiled();
    final CodeMap empty =
        new CodeMap(program.codeMap().functions(), List.of(), program.codeMap().lines());
    final EngineInstance instance =
        start(
            new CompiledProgram(
                program.profile(),
                program.program(),
                empty,
                program.layout(),
                program.hostCalls(),
                program.initPc(),
                program.exports()));
    assertThat(instance.call("work", ONE, GAS)).isInstanceOf(Outcome.Returned.class);
    assertFault(instance.call("trap", ONE, GAS), "unmapped-trap");
  }

  @Test
  void a_host_call_that_is_not_in_the_manifest_is_a_fault() throws CompileException {
    final CompiledProgram program = compiled();
    final EngineInstance instance =
        start(
            new CompiledProgram(
                program.profile(),
                program.program(),
                program.codeMap(),
                program.layout(),
                new HostCallManifest(List.of()),
                program.initPc(),
                program.exports()));
    assertFault(instance.call("work", ONE, GAS), "abi");
  }

  @Test
  void an_i32_argument_of_a_host_must_be_sign_extended() throws CompileException {
    final CompiledProgram program = compiled();
    final HostCallManifest.HostCall call = program.hostCalls().calls().get(0);
    // The second argument is an i64 of 45 bits; this manifest calls it an i32.
    final HostCallManifest.HostCall wrong =
        new HostCallManifest.HostCall(
            call.index(), call.module(), call.name(), List.of("i32", "i32"), call.results());
    final EngineInstance instance =
        start(
            new CompiledProgram(
                program.profile(),
                program.program(),
                program.codeMap(),
                program.layout(),
                new HostCallManifest(List.of(wrong)),
                program.initPc(),
                program.exports()));
    assertFault(instance.call("work", ONE, GAS), "abi");
  }

  @Test
  void a_host_that_throws_is_a_crash_and_not_an_exception() throws CompileException {
    final EngineInstance instance =
        PvmEngine.start(
            compiled(),
            (module, name, type, args) -> {
              throw new IllegalStateException("broken");
            },
            GAS);
    assertFault(instance.call("work", ONE, GAS), "crash");
  }

  @Test
  void gas_is_the_cost_and_the_limit() throws CompileException {
    final EngineInstance instance = start(compiled());
    assertThat(instance.call("work", ONE, GAS)).isInstanceOf(Outcome.Returned.class);
    final long cost = instance.cost();
    assertThat(cost).isPositive();
    assertThat(instance.call("work", ONE, cost)).isInstanceOf(Outcome.Returned.class);
    assertThat(instance.call("work", ONE, cost - 1))
        .isEqualTo(new Outcome.Exhausted(Outcome.Limit.GAS));
    assertThat(instance.cost()).isEqualTo(cost - 1);
  }

  @Test
  void growing_the_heap_is_the_machines_affair_and_not_on_the_tape() throws CompileException {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.memory(new MemoryType(new Limits(1, 4_000)));
    final var grow = builder.function(List.of(ValType.I32), List.of(ValType.I32));
    grow.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.MEMORY_GROW, 0);
    builder.export("grow", ExternalKind.FUNCTION, grow.index());
    for (final Profile profile : Profile.values()) {
      final PvmEngine engine = new PvmEngine(CompilerOptions.DEFAULT.withProfile(profile));
      final EngineInstance instance =
          engine.instantiate(builder.build(), HostFunctions.MIXING, GAS);
      assertThat(instance.call("grow", List.of(WasmValue.i32(3)), GAS))
          .isEqualTo(new Outcome.Returned(ONE));
      assertThat(instance.memorySize()).isEqualTo(4 * 65_536);
      assertThat(instance.tape().entries()).isEmpty();
    }
    assertThat(new PvmEngine(CompilerOptions.DEFAULT.withProfile(Profile.GP_0_8_0)).name())
        .isEqualTo("pvm-o0-gp-0.8.0");
  }

  @Test
  void memory_that_init_maps_is_paid_besides_the_budget() {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.memory(new MemoryType(new Limits(5_000, 5_000)));
    final EngineInstance instance =
        new PvmEngine(CompilerOptions.DEFAULT.withProfile(Profile.GP_0_8_0))
            .instantiate(builder.build(), HostFunctions.ZERO, 10_000);
    assertThat(instance.instantiation()).isInstanceOf(Outcome.Returned.class);
    assertThat(instance.cost()).isGreaterThan((5_000 * 16 - 65_535) * GrowHeap.PAGE_COST);
  }

  @Test
  void the_price_of_pages_stays_within_the_budget() {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.memory(new MemoryType(new Limits(0, 4_000)));
    final var grow = builder.function(List.of(ValType.I32), List.of(ValType.I32));
    grow.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.MEMORY_GROW, 0);
    builder.export("grow", ExternalKind.FUNCTION, grow.index());
    final Differential differential =
        Differential.start(
            builder.build(),
            Differential.profiles(CompilerOptions.DEFAULT),
            HostFunctions.ZERO,
            GAS);
    for (final int pages : new int[] {0, 1, 2_999, 1_000, 1_001, -1, 1}) {
      assertThat(differential.call("grow", List.of(WasmValue.i32(pages)), GAS))
          .isInstanceOf(Verdict.Agree.class);
    }
  }

  @Test
  void memory_is_addressed_from_its_own_beginning_and_nowhere_else() throws CompileException {
    final EngineInstance instance = start(compiled());
    assertThat(instance.memorySize()).isEqualTo(65_536);
    assertThat(instance.readMemory(99, 3)).containsExactly(0, 1, 2);
    instance.writeMemory(65_534, new byte[] {8, 9});
    assertThat(instance.memory()[65_535]).isEqualTo((byte) 9);
    assertThatThrownBy(() -> instance.readMemory(65_535, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> instance.readMemory(-1, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> instance.writeMemory(65_536, new byte[1]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void only_functions_that_came_out_can_be_passed_in() throws CompileException {
    final EngineInstance instance = start(compiled());
    final WasmValue function = new WasmValue(ValType.FUNCREF, 1);
    assertThatThrownBy(() -> instance.call("work", List.of(function), GAS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> instance.call("absent", List.of(), GAS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_refused_module_leaves_no_instance() {
    final EngineInstance instance =
        new PvmEngine(CompilerOptions.DEFAULT).instantiate(new byte[] {1}, HostFunctions.ZERO, GAS);
    assertThat(instance.instantiation()).isInstanceOf(Outcome.Rejected.class);
    assertThatThrownBy(instance::memorySize).isInstanceOf(IllegalStateException.class);
  }
}
