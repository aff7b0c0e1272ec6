package parallax.cli;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.pvm.host.jam.JamHost;
import parallax.pvm.host.jam.ServiceStore;
import parallax.pvm.host.tape.RecordingHost;
import parallax.pvm.host.tape.ReplayingHost;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;

/** Who answers the host calls of a run, and what came of it. */
final class EntryHost implements HostFunction {
  private final HostFunction answering;
  private final Optional<JamHost> jam;
  private final Optional<ServiceStore> store;
  private final Optional<RecordingHost> recording;
  private final Optional<ReplayingHost> replaying;
  private int calls;

  private EntryHost(
      final HostFunction answering,
      final Optional<JamHost> jam,
      final Optional<ServiceStore> store,
      final Optional<RecordingHost> recording,
      final Optional<ReplayingHost> replaying) {
    this.answering = answering;
    this.jam = jam;
    this.store = store;
    this.recording = recording;
    this.replaying = replaying;
  }

  static EntryHost replaying(final ReplayingHost tape) {
    return new EntryHost(
        tape, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(tape));
  }

  static EntryHost serving(final JamHost host, final ServiceStore store, final boolean record) {
    final Optional<RecordingHost> recording =
        record ? Optional.of(new RecordingHost(host)) : Optional.empty();
    return new EntryHost(
        recording.isPresent() ? recording.get() : host,
        Optional.of(host),
        Optional.of(store),
        recording,
        Optional.empty());
  }

  @Override
  public Action call(final long index, final Machine machine) {
    calls++;
    return answering.call(index, machine);
  }

  /** Calls so far, those for memory included. */
  int calls() {
    return calls;
  }

  /** Takes back what a service did that did not halt, as JAM does. */
  void settle(final boolean halted) {
    if (!halted) {
      jam.ifPresent(JamHost::fail);
    }
  }

  Optional<RecordingHost> recording() {
    return recording;
  }

  /** What is wrong with the tape: another call was made, or some were not. */
  Optional<String> tapeProblem() {
    return replaying.flatMap(
        tape ->
            tape.mismatch()
                .or(
                    () ->
                        tape.left() == 0
                            ? Optional.empty()
                            : Optional.of(tape.left() + " recorded calls were not made")));
  }

  List<String> log() {
    return jam.map(JamHost::log).orElse(List.of());
  }

  /** The service's storage, keys and values in hexadecimal digits. */
  SortedMap<String, String> storage() {
    final SortedMap<String, String> texts = new TreeMap<>();
    final Map<String, byte[]> values =
        store.map(s -> (Map<String, byte[]>) s.storageOf(HostFlags.SERVICE)).orElse(Map.of());
    values.forEach((key, value) -> texts.put(key, HexFormat.of().formatHex(value)));
    return texts;
  }
}
