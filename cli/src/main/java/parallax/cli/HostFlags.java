package parallax.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import parallax.oracle.host.TapeFile;
import parallax.oracle.host.TapeFormatException;
import parallax.pvm.host.jam.JamHost;
import parallax.pvm.host.jam.ServiceStore;
import parallax.pvm.host.tape.RecordingHost;
import parallax.pvm.host.tape.ReplayingHost;
import parallax.pvm.isa.Profile;
import picocli.CommandLine.Option;

/** The host of a program that is run as JAM runs it. */
final class HostFlags {
  /** The number of the service that runs. */
  static final long SERVICE = 0;

  @Option(
      names = "--accumulate",
      order = 10,
      description = "Run a .jam from position 5, as JAM does to accumulate, not from 0.")
  private boolean accumulate;

  @Option(
      names = "--storage",
      paramLabel = "KEY=VALUE",
      order = 11,
      description =
          "Something that is in the service's storage before, both in hexadecimal digits; may be "
              + "given several times.")
  private List<String> storage = List.of();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      order = 12,
      description = "Write all host calls of a .jam and what they did to a file, as JSON.")
  private Path record;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      order = 13,
      description =
          "Answer the host calls of a .jam as they were recorded; another call than the recorded "
              + "one ends the run.")
  private Path replay;

  /** Whether any of these was given. */
  boolean isGiven() {
    return accumulate || !storage.isEmpty() || record != null || replay != null;
  }

  boolean accumulate() {
    return accumulate;
  }

  private boolean isReplay() {
    return replay != null;
  }

  /** A host as it was asked for. */
  EntryHost host(final Profile profile) throws BadInput {
    if (isReplay()) {
      if (record != null || !storage.isEmpty()) {
        throw BadInput.usage("--replay goes without --record and --storage");
      }
      return EntryHost.replaying(new ReplayingHost(tape(profile).calls()));
    }
    final ServiceStore store = new ServiceStore();
    for (final String entry : storage) {
      final int equals = entry.indexOf('=');
      if (equals < 0) {
        throw BadInput.usage("--storage KEY=VALUE: " + entry);
      }
      store.write(SERVICE, hex(entry.substring(0, equals)), hex(entry.substring(equals + 1)));
    }
    return EntryHost.serving(new JamHost(store, SERVICE), store, record != null);
  }

  private TapeFile tape(final Profile profile) throws BadInput {
    final String text = new String(ModuleInput.bytes(replay), StandardCharsets.UTF_8);
    try {
      final TapeFile tape = TapeFile.read(text);
      if (tape.profile() != profile) {
        throw BadInput.of(
            replay, "is for " + tape.profile().label() + ", the program for " + profile.label());
      }
      return tape;
    } catch (TapeFormatException e) {
      throw BadInput.at(replay, "tape", -1, e.getMessage());
    }
  }

  /** Writes the tape, if it was asked for. */
  void save(final EntryHost host, final Profile profile) throws BadInput {
    if (record == null) {
      return;
    }
    try {
      Files.writeString(
          record,
          new TapeFile(profile, host.recording().map(RecordingHost::calls).orElse(List.of()))
              .write());
    } catch (IOException e) {
      throw BadInput.of(record, "cannot be written: " + e.getMessage());
    }
  }

  private static byte[] hex(final String digits) throws BadInput {
    try {
      return HexFormat.of().parseHex(digits.startsWith("0x") ? digits.substring(2) : digits);
    } catch (IllegalArgumentException e) {
      throw BadInput.usage("--storage: two hexadecimal digits for each byte, not " + digits);
    }
  }
}
