package parallax.oracle.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static parallax.oracle.peer.ExampleServices.GAS;
import static parallax.oracle.peer.ExampleServices.arguments;
import static parallax.oracle.peer.ExampleServices.compile;
import static parallax.oracle.peer.ExampleServices.entry;
import static parallax.oracle.peer.ExampleServices.recorded;
import static parallax.oracle.peer.ExampleServices.recording;
import static parallax.oracle.peer.ExampleServices.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.EntryPoints;
import parallax.compiler.InstanceSpec;
import parallax.compiler.ProgramMetadata;
import parallax.compiler.WasmCompiler;
import parallax.compiler.abi.ImportsFormatException;
import parallax.compiler.abi.ImportsReader;
import parallax.corpus.Services;
import parallax.corpus.SharedData;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.peer.ExampleServices.Run;
import parallax.pvm.host.HostCalls;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.machine.ArgumentInvocation.Result;
import parallax.pvm.machine.ArgumentInvocation.Status;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.translator.TranslatedMachine;

/**
 * The example services inside an interpreter that is a service itself, written as the bytes of a
 * program and read back: a PVM (anan-as 1.2.0) compiled to PVM.
 *
 * <p>Its {@code compiler.wasm} has one function, which runs a program to its end or first host call
 * and cannot go on. Its {@code release.wasm} can; there {@code driver.wat} hands the host calls
 * outside.
 */
final class ServiceInServiceTest {
  private static final int HALT = 0;
  private static final int HOST = 3;

  /** How a program ended inside the interpreter. */
  private record Inner(int status, int exit, long gas, int pc, String output) {}

  private static CompiledProgram interpreter(
      final String name, final List<InstanceSpec> instances, final String entry)
      throws CompileException, ImportsFormatException {
    return WasmCompiler.compile(
        instances,
        CompilerOptions.DEFAULT
            .withImports(ImportsReader.read("env.abort = trap\nenv.console.log = nop").strict())
            .withMetadata(new ProgramMetadata(name, "1.2.0"))
            .withEntry(
                new EntryPoints.Service(Optional.of(entry), Optional.empty(), Optional.empty())));
  }

  private static byte[] input(final CompiledProgram program, final Services service) {
    final byte[] jam = program.toBytes();
    final byte[] arguments = HexFormat.of().parseHex(arguments(service));
    return ByteBuffer.allocate(20 + jam.length + arguments.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(GAS)
        .putInt(entry(service))
        .putInt(jam.length)
        .putInt(arguments.length)
        .put(jam)
        .put(arguments)
        .array();
  }

  private static Inner inside(
      final CompiledProgram interpreter, final byte[] input, final HostFunction host) {
    final Result result =
        new ArgumentInvocation(TranslatedMachine::of, Profile.GP_0_7_2)
            .invoke(interpreter.program(), 0, input, Long.MAX_VALUE, host);
    assertThat(result.status()).isEqualTo(Status.HALT);
    final ByteBuffer output = ByteBuffer.wrap(result.output()).order(ByteOrder.LITTLE_ENDIAN);
    final int status = output.get();
    final int exit = output.getInt();
    final long gas = GAS - output.getLong();
    final int pc = output.getInt();
    return new Inner(
        status,
        exit,
        gas,
        pc,
        HexFormat.of().formatHex(result.output(), output.position(), output.limit()));
  }

  private static String driver() throws IOException {
    try (InputStream in = ServiceInServiceTest.class.getResourceAsStream("driver.wat")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource(Services.class)
  void services_run_inside_with_their_host_calls_served_outside(final Services service)
      throws IOException, WatException, CompileException, ImportsFormatException {
    final Peer peer = PresentPeer.load("services in a service");
    final CompiledProgram program = compile(service, Profile.GP_0_7_2);
    final Run ours = recorded(Interpreter::of, program, service);
    assertThat(recorded(peer, program, service)).isEqualTo(ours);

    final CompiledProgram interpreter =
        interpreter(
            "driver",
            InstanceSpec.withAdapters(
                WatParser.parse(driver()), List.of(Files.readAllBytes(Peer.file()))),
            "refine");
    final InnerHost host = new InnerHost(recording(service));
    final Inner inner = inside(interpreter, input(program, service), host);
    assertThat(inner.status()).isEqualTo(HALT);
    assertThat(inner.output()).isEqualTo(ours.output()).isNotEmpty();
    assertThat(inner.gas()).isEqualTo(ours.gas());
    assertThat(host.calls()).isEqualTo(ours.calls());
  }

  @ParameterizedTest
  @EnumSource(Services.class)
  void an_interpreter_that_cannot_go_on_gets_to_the_first_host_call(final Services service)
      throws IOException, CompileException, ImportsFormatException {
    final Optional<Path> file = SharedData.find("real/anan-as-compiler.wasm");
    final String absent = SharedData.absent("real/anan-as-compiler.wasm", "services in a service");
    if (file.isEmpty()) {
      System.err.println(absent);
    }
    assumeTrue(file.isPresent(), absent);
    final CompiledProgram interpreter =
        interpreter("anan-as", List.of(InstanceSpec.of(Files.readAllBytes(file.get()))), "main");
    final CompiledProgram program = compile(service, Profile.GP_0_7_2);
    final Inner inner = inside(interpreter, input(program, service), HostCalls.none());
    final Result direct =
        run(
            Interpreter::of,
            program,
            entry(service),
            arguments(service),
            (index, machine) -> HostFunction.Action.STOP);
    final ExitReason reason = direct.reason().orElseThrow();
    assertThat(inner.gas()).isEqualTo(direct.gasUsed());
    assertThat(inner.pc()).isEqualTo(reason.pc());
    if (service == Services.HASHES) {
      assertThat(direct.status()).isEqualTo(Status.HALT);
      assertThat(inner.status()).isEqualTo(HALT);
      assertThat(inner.gas()).isGreaterThan(10_000);
    } else {
      assertThat(inner.status()).isEqualTo(HOST);
      assertThat(inner.exit()).isEqualTo((int) ((ExitReason.HostCall) reason).index());
    }
  }
}
