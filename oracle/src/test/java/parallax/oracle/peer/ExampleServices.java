package parallax.oracle.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.EntryPoints;
import parallax.compiler.InstanceSpec;
import parallax.compiler.ProgramMetadata;
import parallax.compiler.WasmCompiler;
import parallax.corpus.Services;
import parallax.corpus.wat.WatException;
import parallax.pvm.host.jam.Invocation;
import parallax.pvm.host.jam.JamHost;
import parallax.pvm.host.jam.ServiceStore;
import parallax.pvm.host.tape.RecordedCall;
import parallax.pvm.host.tape.RecordingHost;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.machine.ArgumentInvocation.Result;
import parallax.pvm.machine.ArgumentInvocation.Status;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.MachineFactory;

/** The example services as programs, and runs of them with a host in memory. */
final class ExampleServices {
  static final long GAS = 50_000_000;

  /** The number of the service that runs. */
  static final long SERVICE = 7;

  static final String PUT_HELLO = "0001" + hex("k") + "0500" + hex("hello");
  static final String GET = "0101" + hex("k");

  private static final HexFormat HEX = HexFormat.of();

  private ExampleServices() {}

  /** One run of a service with its host calls. */
  record Run(Status status, String output, long gas, List<RecordedCall> calls) {}

  static CompiledProgram compile(final Services service, final Profile profile) {
    try {
      final Optional<String> refine =
          service == Services.STORE ? Optional.empty() : Optional.of("refine");
      final Optional<String> accumulate =
          service == Services.HASHES ? Optional.empty() : Optional.of("accumulate");
      return WasmCompiler.compile(
          List.of(InstanceSpec.of(service.wasm())),
          CompilerOptions.DEFAULT
              .withProfile(profile)
              .withEntry(new EntryPoints.Service(refine, accumulate, Optional.empty()))
              .withMetadata(new ProgramMetadata(service.name(), "1")));
    } catch (final CompileException | IOException | WatException e) {
      throw new AssertionError(e);
    }
  }

  /** Where a service is entered. */
  static int entry(final Services service) {
    return service == Services.HASHES
        ? ArgumentInvocation.ENTRY_REFINE
        : ArgumentInvocation.ENTRY_ACCUMULATE;
  }

  /** Arguments with which a service does some of everything, in hexadecimal digits. */
  static String arguments(final Services service) {
    return switch (service) {
      case COUNTER -> "0102fa";
      case STORE -> GET + PUT_HELLO + GET + "0101" + hex("x");
      case HASHES -> "01" + hex("abc");
    };
  }

  static JamHost host(final Services service, final ServiceStore store) {
    final Invocation.Kind kind =
        service == Services.HASHES ? Invocation.Kind.REFINE : Invocation.Kind.ACCUMULATE;
    return new JamHost(store, Invocation.of(kind, SERVICE), Interpreter::of);
  }

  /** A host that has a number for the counter in its store, and records. */
  static RecordingHost recording(final Services service) {
    final ServiceStore store = new ServiceStore();
    store.write(SERVICE, HEX.parseHex(hex("counter")), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    return new RecordingHost(host(service, store));
  }

  static Result run(
      final MachineFactory machines,
      final CompiledProgram program,
      final int entry,
      final String arguments,
      final HostFunction host) {
    return new ArgumentInvocation(machines, program.profile())
        .invoke(program.program(), entry, HEX.parseHex(arguments), GAS, host);
  }

  /** A run with {@link #arguments} on {@link #recording}. */
  static Run recorded(
      final MachineFactory machines, final CompiledProgram program, final Services service) {
    final RecordingHost host = recording(service);
    final Result result = run(machines, program, entry(service), arguments(service), host);
    return new Run(result.status(), HEX.formatHex(result.output()), result.gasUsed(), host.calls());
  }

  static String hex(final String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
