package parallax.oracle.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
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
import parallax.oracle.host.TapeFile;
import parallax.oracle.host.TapeFormatException;
import parallax.pvm.host.HostCalls;
import parallax.pvm.host.jam.JamHost;
import parallax.pvm.host.jam.ServiceStore;
import parallax.pvm.host.tape.RecordedCall;
import parallax.pvm.host.tape.RecordingHost;
import parallax.pvm.host.tape.ReplayingHost;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.machine.ArgumentInvocation.Result;
import parallax.pvm.machine.ArgumentInvocation.Status;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.translator.TranslatedMachine;

/**
 * The example services give what they should, and the same bytes, gas and host calls on every
 * machine: interpreter, translator, the peer; and inside an interpreter that is a service itself.
 */
final class ServiceExamplesTest {
  private static final long GAS = 50_000_000;
  private static final long SERVICE = 7;
  private static final HexFormat HEX = HexFormat.of();

  private static CompiledProgram compile(final Services service, final Profile profile) {
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

  private static int entry(final Services service) {
    return service == Services.HASHES
        ? ArgumentInvocation.ENTRY_REFINE
        : ArgumentInvocation.ENTRY_ACCUMULATE;
  }

  private static Result run(
      final MachineFactory machines,
      final CompiledProgram program,
      final int entry,
      final String arguments,
      final HostFunction host) {
    return new ArgumentInvocation(machines, program.profile())
        .invoke(program.program(), entry, HEX.parseHex(arguments), GAS, host);
  }

  /** What a service gives on our interpreter with a store. */
  private static String output(
      final Services service,
      final Profile profile,
      final String arguments,
      final ServiceStore store) {
    final Result result =
        run(
            Interpreter::of,
            compile(service, profile),
            entry(service),
            arguments,
            new JamHost(store, SERVICE));
    assertThat(result.status()).isEqualTo(Status.HALT);
    return HEX.formatHex(result.output());
  }

  private static String hex(final String text) {
    return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_counter_goes_on_where_it_was(final Profile profile) {
    final ServiceStore store = new ServiceStore();
    assertThat(output(Services.COUNTER, profile, "0102fa", store)).isEqualTo("fd00000000000000");
    assertThat(output(Services.COUNTER, profile, "ff0000", store)).isEqualTo("fc01000000000000");
    assertThat(output(Services.COUNTER, profile, "", store)).isEqualTo("fc01000000000000");
    assertThat(store.storageOf(SERVICE)).containsOnlyKeys(hex("counter"));
    final JamHost host = new JamHost(store, SERVICE);
    run(Interpreter::of, compile(Services.COUNTER, profile), 5, "01", host);
    assertThat(host.log()).containsExactly("2 counter: counted");
    assertThat(run(Interpreter::of, compile(Services.COUNTER, profile), 0, "010203", host).output())
        .containsExactly(1, 2, 3);
  }

  private static final String PUT_HELLO = "0001" + hex("k") + "0500" + hex("hello");
  private static final String GET = "0101" + hex("k");

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_store_keeps_a_checksum_and_sees_what_is_damaged(final Profile profile) {
    final ServiceStore store = new ServiceStore();
    assertThat(output(Services.STORE, profile, GET, store)).isEqualTo("00");
    assertThat(output(Services.STORE, profile, PUT_HELLO + GET, store))
        .isEqualTo("010500" + hex("hello"));
    assertThat(store.storageOf(SERVICE).get(hex("k")))
        .isEqualTo(HEX.parseHex(hex("hello") + "86a61036"));
    assertThat(output(Services.STORE, profile, GET + GET, store))
        .isEqualTo(("010500" + hex("hello")).repeat(2));
    store.write(SERVICE, HEX.parseHex(hex("k")), HEX.parseHex(hex("hallo") + "86a61036"));
    assertThat(output(Services.STORE, profile, GET, store)).isEqualTo("02");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void hashes_are_those_of_the_standards(final Profile profile) {
    final ServiceStore none = new ServiceStore();
    assertThat(output(Services.HASHES, profile, "00" + hex("abc"), none))
        .isEqualTo("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    assertThat(output(Services.HASHES, profile, "01" + hex("abc"), none))
        .isEqualTo(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    assertThat(output(Services.HASHES, profile, "02" + hex("abc"), none))
        .isEqualTo(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    final byte[] thousand = new byte[1_000];
    for (int i = 0; i < thousand.length; i++) {
      thousand[i] = (byte) (i * 7);
    }
    assertThat(output(Services.HASHES, profile, "00" + HEX.formatHex(thousand), none))
        .isEqualTo("6ac4bea923678eb024090384d6e767b5870f849057dc19b172d8d9f2df30bf8e");
  }

  /** One run of a service with its host calls. */
  private record Run(Status status, String output, long gas, List<RecordedCall> calls) {}

  private static final Map<Services, String> ARGUMENTS =
      new TreeMap<>(
          Map.of(
              Services.COUNTER, "0102fa",
              Services.STORE, GET + PUT_HELLO + GET + "0101" + hex("x"),
              Services.HASHES, "01" + hex("abc")));

  private static Run recorded(
      final MachineFactory machines, final CompiledProgram program, final Services service) {
    final ServiceStore store = new ServiceStore();
    store.write(SERVICE, HEX.parseHex(hex("counter")), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    final RecordingHost host = new RecordingHost(new JamHost(store, SERVICE));
    final Result result = run(machines, program, entry(service), ARGUMENTS.get(service), host);
    return new Run(result.status(), HEX.formatHex(result.output()), result.gasUsed(), host.calls());
  }

  @ParameterizedTest
  @EnumSource(Services.class)
  void every_machine_gives_the_same_bytes_gas_and_host_calls(final Services service)
      throws IOException, TapeFormatException {
    final CompiledProgram program = compile(service, Profile.GP_0_7_2);
    final Run ours = recorded(Interpreter::of, program, service);
    assertThat(ours.status()).isEqualTo(Status.HALT);
    assertThat(ours.calls()).hasSize(List.of(3, 5, 0).get(service.ordinal()));
    assertThat(recorded(TranslatedMachine::of, program, service)).isEqualTo(ours);
    final Peer peer = PresentPeer.load("example services on the peer");
    assertThat(recorded(peer, program, service)).isEqualTo(ours);

    // The tape, through its text, answers as the host did.
    final TapeFile tape = new TapeFile(program.profile(), ours.calls());
    final TapeFile read = TapeFile.read(tape.write());
    assertThat(read).isEqualTo(tape);
    for (final MachineFactory machines : List.<MachineFactory>of(Interpreter::of, peer)) {
      final ReplayingHost replaying = new ReplayingHost(read.calls());
      final Result again =
          run(machines, program, entry(service), ARGUMENTS.get(service), replaying);
      assertThat(replaying.mismatch()).isEmpty();
      assertThat(replaying.left()).isZero();
      assertThat(HEX.formatHex(again.output())).isEqualTo(ours.output());
      assertThat(again.gasUsed()).isEqualTo(ours.gas());
    }
  }

  private static Optional<CompiledProgram> interpreter()
      throws IOException, CompileException, ImportsFormatException {
    final Optional<Path> file = SharedData.find("real/anan-as-compiler.wasm");
    if (file.isEmpty()) {
      System.err.println(SharedData.absent("real/anan-as-compiler.wasm", "services in a service"));
      return Optional.empty();
    }
    return Optional.of(
        WasmCompiler.compile(
            List.of(InstanceSpec.of(Files.readAllBytes(file.get()))),
            CompilerOptions.DEFAULT
                .withImports(ImportsReader.read("env.abort = trap\nenv.console.log = nop").strict())
                .withEntry(
                    new EntryPoints.Service(
                        Optional.of("main"), Optional.empty(), Optional.empty()))));
  }

  /** How a program ended inside the interpreter: status, exit, gas used, pc. */
  private record Inner(int status, int exit, long gas, int pc) {}

  private static Inner inside(
      final CompiledProgram interpreter,
      final CompiledProgram program,
      final int entry,
      final byte[] arguments) {
    final byte[] jam = program.toBytes();
    final byte[] input =
        ByteBuffer.allocate(20 + jam.length + arguments.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(GAS)
            .putInt(entry)
            .putInt(jam.length)
            .putInt(arguments.length)
            .put(jam)
            .put(arguments)
            .array();
    final Result result =
        new ArgumentInvocation(TranslatedMachine::of, Profile.GP_0_7_2)
            .invoke(interpreter.program(), 0, input, Long.MAX_VALUE, HostCalls.none());
    assertThat(result.status()).isEqualTo(Status.HALT);
    final ByteBuffer output = ByteBuffer.wrap(result.output()).order(ByteOrder.LITTLE_ENDIAN);
    return new Inner(output.get(), output.getInt(), GAS - output.getLong(), output.getInt());
  }

  @Test
  void an_interpreter_that_is_a_service_runs_the_services_inside()
      throws IOException, CompileException, ImportsFormatException {
    final Optional<CompiledProgram> interpreter = interpreter();
    if (interpreter.isEmpty()) {
      return;
    }
    final List<Inner> inner = new ArrayList<>();
    for (final Services service : Services.values()) {
      final CompiledProgram program = compile(service, Profile.GP_0_7_2);
      final String arguments = ARGUMENTS.get(service);
      final Inner found =
          inside(interpreter.get(), program, entry(service), HEX.parseHex(arguments));
      // The interpreter stops at the first host call, which it hands to its own host.
      final Result direct =
          run(
              Interpreter::of,
              program,
              entry(service),
              arguments,
              (index, machine) -> HostFunction.Action.STOP);
      final ExitReason reason = direct.reason().orElseThrow();
      assertThat(found.gas()).isEqualTo(direct.gasUsed());
      assertThat(found.pc()).isEqualTo(reason.pc());
      if (reason instanceof ExitReason.HostCall call) {
        assertThat(found.status()).isEqualTo(3);
        assertThat(found.exit()).isEqualTo((int) call.index());
      } else {
        assertThat(direct.status()).isEqualTo(Status.HALT);
        assertThat(found.status()).isZero();
      }
      inner.add(found);
    }
    assertThat(inner).extracting(Inner::status).containsExactly(3, 3, 0);
    assertThat(inner.get(2).gas()).isGreaterThan(10_000);
  }
}
