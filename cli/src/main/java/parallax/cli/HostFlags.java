package parallax.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.oracle.host.TapeFile;
import parallax.oracle.host.TapeFormatException;
import parallax.pvm.host.jam.Invocation;
import parallax.pvm.host.jam.JamHost;
import parallax.pvm.host.jam.ServiceStore;
import parallax.pvm.host.tape.RecordingHost;
import parallax.pvm.host.tape.ReplayingHost;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.MachineFactory;
import picocli.CommandLine.Option;

/** The host of a program that is run as JAM runs it. */
final class HostFlags {
  /** The number of the service that runs. */
  static final long SERVICE = 0;

  private static final Pattern ITEM =
      Pattern.compile("(\\d{1,2})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?=(.*)");

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
      names = "--fetch",
      paramLabel = "KIND[.I[.J]]=VALUE",
      order = 12,
      description =
          "What the host function fetch gives for a kind and its indices, in hexadecimal digits; "
              + "may be given several times.")
  private List<String> fetch = List.of();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      order = 13,
      description = "Write all host calls of a .jam and what they did to a file, as JSON.")
  private Path record;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      order = 14,
      description =
          "Answer the host calls of a .jam as they were recorded; another call than the recorded "
              + "one ends the run.")
  private Path replay;

  /** Whether any of these was given. */
  boolean isGiven() {
    return accumulate || !storage.isEmpty() || !fetch.isEmpty() || record != null || replay != null;
  }

  boolean accumulate() {
    return accumulate;
  }

  /**
   * A host as it was asked for.
   *
   * @param machines makes the machines that a refinement asks for
   */
  EntryHost host(final Profile profile, final MachineFactory machines) throws BadInput {
    if (replay != null) {
      if (record != null || !storage.isEmpty() || !fetch.isEmpty()) {
        throw BadInput.usage("--replay goes without --record, --storage and --fetch");
      }
      return EntryHost.replaying(new ReplayingHost(tape(profile).calls()));
    }
    final ServiceStore store = new ServiceStore();
    for (final String entry : storage) {
      final int equals = entry.indexOf('=');
      if (equals < 0) {
        throw BadInput.usage("--storage KEY=VALUE: " + entry);
      }
      store.write(
          SERVICE,
          hex("--storage", entry.substring(0, equals)),
          hex("--storage", entry.substring(equals + 1)));
    }
    final Invocation.Kind kind = accumulate ? Invocation.Kind.ACCUMULATE : Invocation.Kind.REFINE;
    final JamHost host = new JamHost(store, Invocation.of(kind, SERVICE), machines);
    for (final String item : fetch) {
      provide(host, item);
    }
    return EntryHost.serving(host, store, record != null);
  }

  private static void provide(final JamHost host, final String item) throws BadInput {
    final Matcher parts = ITEM.matcher(item);
    if (!parts.matches()) {
      throw BadInput.usage("--fetch KIND[.I[.J]]=VALUE: " + item);
    }
    host.provide(
        Long.parseLong(parts.group(1)),
        index(parts.group(2)),
        index(parts.group(3)),
        hex("--fetch", parts.group(4)));
  }

  private static long index(final String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
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

  private static byte[] hex(final String option, final String digits) throws BadInput {
    try {
      return HexFormat.of().parseHex(digits.startsWith("0x") ? digits.substring(2) : digits);
    } catch (IllegalArgumentException e) {
      throw BadInput.usage(option + ": two hexadecimal digits for each byte, not " + digits);
    }
  }
}
