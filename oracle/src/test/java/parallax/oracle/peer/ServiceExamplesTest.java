package parallax.oracle.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.oracle.peer.ExampleServices.GET;
import static parallax.oracle.peer.ExampleServices.PUT_HELLO;
import static parallax.oracle.peer.ExampleServices.SERVICE;
import static parallax.oracle.peer.ExampleServices.arguments;
import static parallax.oracle.peer.ExampleServices.compile;
import static parallax.oracle.peer.ExampleServices.entry;
import static parallax.oracle.peer.ExampleServices.hex;
import static parallax.oracle.peer.ExampleServices.host;
import static parallax.oracle.peer.ExampleServices.recorded;
import static parallax.oracle.peer.ExampleServices.run;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.CompiledProgram;
import parallax.corpus.Services;
import parallax.oracle.host.TapeFile;
import parallax.oracle.host.TapeFormatException;
import parallax.pvm.host.jam.JamHost;
import parallax.pvm.host.jam.ServiceStore;
import parallax.pvm.host.tape.ReplayingHost;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation.Result;
import parallax.pvm.machine.ArgumentInvocation.Status;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.translator.TranslatedMachine;

/**
 * The example services give what they should, and the same bytes, gas and host calls on every
 * machine: interpreter, translator, the peer.
 */
final class ServiceExamplesTest {
  private static final HexFormat HEX = HexFormat.of();

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
            host(service, store));
    assertThat(result.status()).isEqualTo(Status.HALT);
    return HEX.formatHex(result.output());
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_counter_goes_on_where_it_was(final Profile profile) {
    final ServiceStore store = new ServiceStore();
    assertThat(output(Services.COUNTER, profile, "0102fa", store)).isEqualTo("fd00000000000000");
    assertThat(output(Services.COUNTER, profile, "ff0000", store)).isEqualTo("fc01000000000000");
    assertThat(output(Services.COUNTER, profile, "", store)).isEqualTo("fc01000000000000");
    assertThat(store.storageOf(SERVICE)).containsOnlyKeys(hex("counter"));
    final JamHost host = host(Services.COUNTER, store);
    run(Interpreter::of, compile(Services.COUNTER, profile), 5, "01", host);
    assertThat(host.log()).containsExactly("2 counter: counted");
    assertThat(run(Interpreter::of, compile(Services.COUNTER, profile), 0, "010203", host).output())
        .containsExactly(1, 2, 3);
  }

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

  @ParameterizedTest
  @EnumSource(Services.class)
  void every_machine_gives_the_same_bytes_gas_and_host_calls(final Services service)
      throws IOException, TapeFormatException {
    final CompiledProgram program = compile(service, Profile.GP_0_7_2);
    final ExampleServices.Run ours = recorded(Interpreter::of, program, service);
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
      final Result again = run(machines, program, entry(service), arguments(service), replaying);
      assertThat(replaying.mismatch()).isEmpty();
      assertThat(replaying.left()).isZero();
      assertThat(HEX.formatHex(again.output())).isEqualTo(ours.output());
      assertThat(again.gasUsed()).isEqualTo(ours.gas());
    }
  }
}
