package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmOp;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.host.HostCalls;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.StandardLayout;

/** Where a profile has no sbrk the heap grows by the host call grow_heap, and by nothing else. */
final class HeapGrowthTest {
  private static final CompilerOptions OPTIONS =
      CompilerOptions.DEFAULT.withProfile(Profile.GP_0_8_0);
  private static final long PAGE = StandardLayout.PAGE_SIZE;
  private static final int RATIO = MemoryLayout.WASM_PAGE / StandardLayout.PAGE_SIZE;

  /** {@code sum(x, delta) = 1000 * memory.grow(delta) + x}, with x alive across the growth. */
  private static byte[] module(final long min, final long max) {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.memory(new MemoryType(new Limits(min, max)));
    final var sum = builder.function(List.of(ValType.I32, ValType.I32), List.of(ValType.I32));
    sum.code()
        .op(WasmOp.LOCAL_GET, 0)
        .op(WasmOp.LOCAL_GET, 1)
        .op(WasmOp.MEMORY_GROW, 0)
        .i32(1_000)
        .op(WasmOp.I32_MUL)
        .op(WasmOp.I32_ADD);
    builder.export("sum", ExternalKind.FUNCTION, sum.index());
    final var size = builder.function(List.of(), List.of(ValType.I32));
    size.code().op(WasmOp.MEMORY_SIZE, 0);
    builder.export("size", ExternalKind.FUNCTION, size.index());
    return builder.build();
  }

  /** Does what grow_heap does, notes what was wanted, and destroys what a call may destroy. */
  private static HostFunction noting(final List<Long> wanted) {
    return (index, machine) -> {
      wanted.add(machine.register(Register.A0.index()));
      final HostFunction.Action action = new GrowHeap().call(index, machine);
      for (final Register register : RegisterConvention.CALLER_SAVED) {
        if (register != Register.A0) {
          machine.setRegister(register.index(), 0x5EED_5EED_5EED_5EEDL);
        }
      }
      return action;
    };
  }

  @Test
  void the_number_of_the_call_is_that_of_the_machine() {
    assertThat(HostCallManifest.GROW_HEAP)
        .isEqualTo(HostCallNumber.GROW_HEAP.number(Profile.GP_0_8_0));
    assertThat(HostCallManifest.FIRST_INDEX).isGreaterThan(HostCallManifest.GROW_HEAP);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_program_has_sbrk_or_the_host_call_and_never_both(final Profile profile)
      throws CompileException {
    final CompiledRun run =
        CompiledRun.of(module(5_000, 6_000), CompilerOptions.DEFAULT.withProfile(profile));
    final InstructionReader reader = run.program().program().blob().reader(profile);
    int sbrk = 0;
    int calls = 0;
    for (int pc = 0; pc < run.program().program().blob().code().length; pc = reader.next(pc)) {
      sbrk += reader.opcodeAt(pc) == Opcode.SBRK ? 1 : 0;
      calls += reader.opcodeAt(pc) == Opcode.ECALLI ? 1 : 0;
    }
    assertThat(sbrk).isEqualTo(profile.hasSbrk() ? 2 : 0);
    assertThat(calls).isEqualTo(profile.hasSbrk() ? 0 : 2);
  }

  @Test
  void the_wanted_end_is_the_page_behind_the_memory_and_other_values_survive_the_call()
      throws CompileException {
    final List<Long> wanted = new ArrayList<>();
    final CompiledRun run = CompiledRun.of(module(1, 4), OPTIONS, noting(wanted));
    final long base = run.program().layout().memories().get(0).base() / PAGE;
    assertThat(run.call("sum", 7, 2)).containsExactly(1_007);
    assertThat(run.call("sum", 8, 0)).containsExactly(3_008);
    assertThat(run.call("sum", 9, 2)).containsExactly((9 - 1_000) & 0xFFFF_FFFFL);
    assertThat(run.call("sum", 9, -1)).containsExactly((9 - 1_000) & 0xFFFF_FFFFL);
    assertThat(run.call("sum", 5, 1)).containsExactly(3_005);
    assertThat(run.call("size")).containsExactly(4);
    assertThat(wanted).containsExactly(base + 3 * RATIO, base + 3 * RATIO, base + 4 * RATIO);
  }

  @Test
  void init_asks_for_what_the_header_cannot_map() throws CompileException {
    final List<Long> wanted = new ArrayList<>();
    final CompiledRun run = CompiledRun.of(module(5_000, 5_001), OPTIONS, noting(wanted));
    final long base = run.program().layout().memories().get(0).base();
    assertThat(wanted).containsExactly((base + 5_000L * MemoryLayout.WASM_PAGE) / PAGE);
    assertThat(run.machine().heapEnd()).isEqualTo(base + 5_000L * MemoryLayout.WASM_PAGE);
    assertThat(run.machine().memory().isWritable(base, 5_000L * MemoryLayout.WASM_PAGE)).isTrue();
    final List<Long> none = new ArrayList<>();
    CompiledRun.of(module(1_000, 5_001), OPTIONS, noting(none));
    assertThat(none).isEmpty();
  }

  private static HostFunction.Action unknown(final long index, final Machine machine) {
    return HostCalls.none().call(index, machine);
  }

  @Test
  void a_host_that_does_not_know_the_call_makes_growth_trap() throws CompileException {
    final CompiledRun run = CompiledRun.of(module(1, 4), OPTIONS, HeapGrowthTest::unknown);
    assertThat(run.trapOf("sum", 1, 2)).isEqualTo(TrapKind.HEAP_GROWTH_REFUSED);
    assertThat(run.call("size")).containsExactly(1);
    final CompiledRun init = CompiledRun.of(module(5_000, -1), OPTIONS, HeapGrowthTest::unknown);
    assertThat(init.trap()).isEqualTo(TrapKind.HEAP_GROWTH_REFUSED);
  }

  private static ArgumentInvocation.Result enter(
      final CompiledProgram program, final int x, final int delta, final long gas) {
    final byte[] arguments =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(x).putLong(delta).array();
    return new ArgumentInvocation(Interpreter::of, program.profile())
        .invoke(
            program.toBytes(),
            ArgumentInvocation.ENTRY_REFINE,
            arguments,
            gas,
            HostCalls.basic(program.profile()));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void an_entry_program_grows_before_and_after_it_has_read_its_arguments(final Profile profile)
      throws CompileException {
    final CompiledProgram program =
        WasmCompiler.compile(
            List.of(InstanceSpec.of(module(5_000, 5_003))),
            CompilerOptions.DEFAULT.withProfile(profile).withEntry("sum"));
    final var grown = enter(program, 42, 3, 1L << 40);
    assertThat(grown.status()).isEqualTo(ArgumentInvocation.Status.HALT);
    assertThat(ByteBuffer.wrap(grown.output()).order(ByteOrder.LITTLE_ENDIAN).getLong())
        .isEqualTo(5_000_042);
    final var refused = enter(program, 42, 4, 1L << 40);
    assertThat(ByteBuffer.wrap(refused.output()).order(ByteOrder.LITTLE_ENDIAN).getInt())
        .isEqualTo(-958);
    if (!profile.hasSbrk()) {
      assertThat(grown.gasUsed() - refused.gasUsed())
          .isGreaterThan(GrowHeap.BASE_COST + 3 * RATIO * GrowHeap.PAGE_COST);
      assertThat(enter(program, 42, 3, grown.gasUsed() - 1).status())
          .isEqualTo(ArgumentInvocation.Status.OUT_OF_GAS);
    }
  }
}
