package parallax.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.SharedData;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.HostCalls;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;

/**
 * A PVM interpreter (anan-as 1.2.0, AssemblyScript, 60 kB) compiled to PVM runs PVM programs on our
 * machine, step by step as it does on the reference.
 */
final class MachineInMachineTest {
  private static final long FUEL = 500_000_000;
  private static final long GAS = 100_000;

  /** Status, exit, gas left, pc, result. */
  private record Answer(int status, long gasUsed, int pc, byte[] result) {}

  private static Optional<byte[]> interpreter() throws IOException {
    final Optional<Path> file = SharedData.find("real/anan-as-compiler.wasm");
    if (file.isEmpty()) {
      System.err.println(SharedData.absent("real/anan-as-compiler.wasm", "PVM in PVM"));
      return Optional.empty();
    }
    return Optional.of(Files.readAllBytes(file.get()));
  }

  private static Answer run(final byte[] interpreter, final byte[] jam, final byte[] arguments) {
    final Differential run =
        Differential.start(
            interpreter, Differential.ladder(CompilerOptions.DEFAULT), HostFunctions.ZERO, FUEL);
    assertThat(run.instantiation()).isInstanceOf(Verdict.Agree.class);
    // In front of a program stands the length of its metadata, here none.
    final byte[] input =
        ByteBuffer.wrap(new byte[20 + 1 + jam.length + arguments.length])
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(GAS)
            .putInt(0)
            .putInt(1 + jam.length)
            .putInt(arguments.length)
            .put((byte) 0)
            .put(jam)
            .put(arguments)
            .array();
    final FuncType alloc = run.functionType("__new").orElseThrow();
    assertThat(run.call("__new", WasmValue.forParameters(alloc, input.length, 0), FUEL))
        .isInstanceOf(Verdict.Agree.class);
    final int pointer = (int) ((Outcome.Returned) run.referenceOutcome()).values().get(0).bits();
    run.writeMemory(pointer, input);
    final FuncType main = run.functionType("main").orElseThrow();
    final Verdict verdict =
        run.call("main", WasmValue.forParameters(main, pointer, input.length), FUEL);
    assertThat(verdict).isInstanceOf(Verdict.Agree.class);
    final int from = (int) run.globals().get("result_ptr").bits();
    final int length = (int) run.globals().get("result_len").bits();
    final ByteBuffer output =
        ByteBuffer.wrap(run.instances().get(2).readMemory(from, length))
            .order(ByteOrder.LITTLE_ENDIAN);
    final int status = output.get();
    output.getInt();
    final long gasUsed = GAS - output.getLong();
    final int pc = output.getInt();
    final byte[] result = new byte[output.remaining()];
    output.get(result);
    return new Answer(status, gasUsed, pc, result);
  }

  private static byte[] arguments(final long a, final long b) {
    return ByteBuffer.wrap(new byte[16])
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(a)
        .putLong(b)
        .array();
  }

  @Test
  void a_program_written_by_hand_gives_its_result() throws IOException, AssemblyException {
    final Optional<byte[]> interpreter = interpreter();
    if (interpreter.isEmpty()) {
      return;
    }
    // The interpreter takes a0 and a1 for the start and the end of the result.
    final String add =
        """
          load_ind_u64 t0, [a0+0]
          load_ind_u64 t1, [a0+8]
          add_64 t0, t0, t1
          store_u64 t0, [0x20000]
          load_imm a0, 0x20000
          load_imm a1, 0x20008
          jump_ind ra, 0
        """;
    final byte[] jam =
        BlobWriter.writeStandard(
            new StandardProgram(
                Optional.empty(),
                new byte[0],
                new byte[8],
                0,
                4_096,
                Assembler.assemble(add, Profile.GP_0_7_2)));
    final Answer answer = run(interpreter.get(), jam, arguments(1_000_000_007L, 35));
    assertThat(answer.status()).isZero();
    assertThat(answer.gasUsed()).isEqualTo(7);
    assertThat(answer.result())
        .isEqualTo(
            ByteBuffer.wrap(new byte[8])
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1_000_000_042L)
                .array());
  }

  @Test
  void a_compiled_program_ends_where_and_at_the_cost_it_does_without()
      throws IOException, CompileException {
    final Optional<byte[]> interpreter = interpreter();
    if (interpreter.isEmpty()) {
      return;
    }
    final ModuleBuilder builder = new ModuleBuilder();
    final List<ValType> two = List.of(ValType.I64, ValType.I64);
    SmallModules.function(
        builder,
        "add",
        two,
        List.of(ValType.I64),
        c -> c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.LOCAL_GET, 1).op(WasmOp.I64_ADD));
    final byte[] jam =
        WasmCompiler.compile(
                List.of(InstanceSpec.of(builder.build())), CompilerOptions.DEFAULT.withEntry("add"))
            .toBytes();
    final byte[] arguments = arguments(40, 2);
    final ArgumentInvocation.Result direct =
        new ArgumentInvocation(Interpreter::of, Profile.GP_0_7_2)
            .invoke(jam, ArgumentInvocation.ENTRY_REFINE, arguments, GAS, HostCalls.none());
    assertThat(direct.status()).isEqualTo(ArgumentInvocation.Status.HALT);
    assertThat(direct.output()).startsWith(42);
    final Answer answer = run(interpreter.get(), jam, arguments);
    assertThat(answer.status()).isZero();
    assertThat(answer.gasUsed()).isEqualTo(direct.gasUsed());
    assertThat(answer.pc()).isEqualTo(direct.reason().orElseThrow().pc());
  }
}
