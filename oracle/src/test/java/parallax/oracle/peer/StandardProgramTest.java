package parallax.oracle.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.SharedData;
import parallax.oracle.SmallModules;
import parallax.pvm.host.HostCalls;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ArgumentInvocation;

/**
 * Whole programs, laid out by the peer itself, do there what they do on our machine, gas included.
 */
final class StandardProgramTest {
  private static final int HALT = 0;
  private static final int PANIC = 1;

  private static final long GAS = 1L << 40;

  private record Kernel(String name, int n) {}

  @TestFactory
  List<DynamicTest> kernels_give_the_same_result_status_and_gas() throws IOException {
    final List<DynamicTest> tests = new ArrayList<>();
    for (final Kernel kernel :
        List.of(
            new Kernel("fib", 15),
            new Kernel("sieve", 1_000),
            new Kernel("matmul", 8),
            new Kernel("crc32", 1))) {
      final Optional<Path> file = SharedData.find("kernels/" + kernel.name() + ".wasm");
      if (file.isEmpty()) {
        final String message = SharedData.absent("kernels", "kernels on the peer machine");
        System.err.println(message);
        return List.of(DynamicTest.dynamicTest(message, () -> assertThat(message).isNotEmpty()));
      }
      final byte[] wasm = Files.readAllBytes(file.get());
      tests.add(DynamicTest.dynamicTest(kernel.toString(), () -> compare(wasm, "run", kernel.n())));
    }
    return tests;
  }

  private static PeerModule run(final byte[] jam, final byte[] arguments) throws IOException {
    final PeerModule peer = PresentPeer.load("whole programs on the peer").module();
    peer.resetStandard(jam, arguments, GAS, 0);
    peer.run();
    return peer;
  }

  private static long register(final PeerModule peer, final Register register) {
    return ByteBuffer.wrap(peer.registers())
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong(Long.BYTES * register.index());
  }

  /** Runs the function on both machines; gives its result. */
  private static long compare(final byte[] wasm, final String entry, final long... args)
      throws CompileException, IOException {
    final byte[] jam =
        WasmCompiler.compile(
                List.of(InstanceSpec.of(wasm)), CompilerOptions.DEFAULT.withEntry(entry))
            .toBytes();
    final ByteBuffer arguments =
        ByteBuffer.wrap(new byte[8 * args.length]).order(ByteOrder.LITTLE_ENDIAN);
    for (final long arg : args) {
      arguments.putLong(arg);
    }
    final byte[] area = arguments.array();
    final ArgumentInvocation.Result ours =
        new ArgumentInvocation(Interpreter::of, Profile.GP_0_7_2)
            .invoke(jam, ArgumentInvocation.ENTRY_REFINE, area, GAS, HostCalls.none());
    assertThat(ours.status()).isEqualTo(ArgumentInvocation.Status.HALT);

    final PeerModule peer = run(jam, area);
    assertThat(peer.status()).isEqualTo(HALT);
    assertThat(GAS - peer.gas()).isEqualTo(ours.gasUsed());
    final long address = register(peer, Register.A0);
    final long length = register(peer, Register.A1);
    assertThat(peer.memory(address, (int) length)).isEqualTo(ours.output()).hasSize(8);
    return ByteBuffer.wrap(ours.output()).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Test
  void arithmetic_gives_the_same_result_status_and_gas() throws CompileException, IOException {
    final ModuleBuilder builder = new ModuleBuilder();
    SmallModules.function(
        builder,
        "f",
        SmallModules.I32_I32,
        SmallModules.I32,
        c ->
            c.op(WasmOp.LOCAL_GET, 0)
                .op(WasmOp.LOCAL_GET, 1)
                .op(WasmOp.I32_DIV_U)
                .op(WasmOp.LOCAL_GET, 0)
                .i32(7)
                .op(WasmOp.I32_ROTL)
                .op(WasmOp.I32_XOR));
    assertThat((int) compare(builder.build(), "f", 0x8000_0123L, 5))
        .isEqualTo(Integer.divideUnsigned(0x8000_0123, 5) ^ Integer.rotateLeft(0x8000_0123, 7));
  }

  @Test
  void a_panic_costs_the_same() throws CompileException, IOException {
    final ModuleBuilder builder = new ModuleBuilder();
    SmallModules.function(
        builder, "f", SmallModules.NONE, SmallModules.NONE, c -> c.op(WasmOp.UNREACHABLE));
    final byte[] jam =
        WasmCompiler.compile(
                List.of(InstanceSpec.of(builder.build())), CompilerOptions.DEFAULT.withEntry("f"))
            .toBytes();
    final ArgumentInvocation.Result ours =
        new ArgumentInvocation(Interpreter::of, Profile.GP_0_7_2)
            .invoke(jam, ArgumentInvocation.ENTRY_REFINE, new byte[0], GAS, HostCalls.none());
    assertThat(ours.status()).isEqualTo(ArgumentInvocation.Status.PANIC);
    final PeerModule peer = run(jam, new byte[0]);
    assertThat(peer.status()).isEqualTo(PANIC);
    assertThat(GAS - peer.gas()).isEqualTo(ours.gasUsed());
  }
}
