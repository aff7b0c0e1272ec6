package parallax.oracle.wasi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.wasi.WasiInput.GuestFolder;
import parallax.pvm.host.wasi.FolderImage;

/**
 * A WASI program on Chicory with Chicory's WASI, and on other engines with ours: its start function
 * is called, and outcome (the exit code too), host calls with arguments and errnos, memory,
 * standard output and error, and the files in its folders are compared.
 */
public final class WasiDifferential {
  /** What a program exports to be started. */
  public static final String START = "_start";

  private static final int SHOWN = 40;

  private WasiDifferential() {}

  /**
   * Runs it. The module must export {@link #START} without parameters and results. Where the
   * reference's WASI is known to be wrong the verdict is inconclusive, but only if all engines that
   * have ours agree.
   *
   * @param others the engines that get our WASI; Chicory with ours comes before them
   * @param fuel instructions that the reference may execute
   * @throws IOException if the reference's files cannot be written or read
   */
  public static WasiComparison run(
      final byte[] wasm, final WasiInput input, final List<Engine> others, final long fuel)
      throws IOException {
    return run(wasm, input, new ChicoryEngine(), others, fuel);
  }

  /**
   * Likewise, where imports are not all what their modules say.
   *
   * @param chicory the reference, with the options of the others
   */
  public static WasiComparison run(
      final byte[] wasm,
      final WasiInput input,
      final ChicoryEngine chicory,
      final List<Engine> others,
      final long fuel)
      throws IOException {
    final Engine own = new OwnHost(chicory);
    final List<Engine> all = new ArrayList<>(List.of(chicory, own));
    all.addAll(others);
    final String fault;
    if (input.folders().stream().anyMatch(WasiDifferential::hasLinks)) {
      fault = "a folder holds symbolic links";
    } else {
      final WasiComparison result =
          run(wasm, input, all, new ReferenceSession(chicory.name(), input), fuel);
      if (!isReferences(result.verdict())) {
        return result;
      }
      fault = ((Verdict.Inconclusive) result.verdict()).detail();
    }
    final List<Engine> ours = all.subList(1, all.size());
    return unsure(fault, run(wasm, input, ours, new OwnSession(own.name(), input), fuel));
  }

  private static boolean isReferences(final Verdict verdict) {
    return verdict instanceof Verdict.Inconclusive inconclusive
        && inconclusive.reason() == Verdict.Reason.REFERENCE;
  }

  /** Between our own hosts a difference still is one; that they agree is not all that was asked. */
  private static WasiComparison unsure(final String fault, final WasiComparison ours) {
    if (ours.verdict().ends()) {
      return ours;
    }
    final Verdict verdict =
        new Verdict.Inconclusive(
            Verdict.Reason.REFERENCE, fault + "; with our WASI all engines agree");
    return new WasiComparison(verdict, ours.outcomes(), ours.outputs(), ours.tape());
  }

  /**
   * Compares engines.
   *
   * @param engines the first is the reference
   * @param first what the first gets; closed here
   */
  private static WasiComparison run(
      final byte[] wasm,
      final WasiInput input,
      final List<Engine> engines,
      final WasiSession first,
      final long fuel)
      throws IOException {
    final SortedMap<String, WasiSession> sessions = new TreeMap<>();
    sessions.put(engines.get(0).name(), first);
    try {
      final List<Engine> others = engines.subList(1, engines.size());
      others.forEach(e -> sessions.put(e.name(), new OwnSession(e.name(), input)));
      final Differential run =
          Differential.start(
              wasm, engines.get(0), others, engine -> sessions.get(engine.name()).host(), fuel);
      final Verdict verdict =
          run.hasEnded() ? run.instantiation() : run.call(START, List.of(), fuel);
      final List<WasiOutput> outputs = new ArrayList<>();
      for (final Engine engine : engines) {
        outputs.add(sessions.get(engine.name()).output());
      }
      return new WasiComparison(
          verdict.ends() ? verdict : compare(outputs).orElse(verdict),
          run.outcomes(),
          outputs,
          run.reference().tape().entries());
    } finally {
      for (final WasiSession session : sessions.values()) {
        session.close();
      }
    }
  }

  private static boolean hasLinks(final GuestFolder folder) {
    return folder.image().entries().values().stream()
        .anyMatch(entry -> entry instanceof FolderImage.LinkEntry);
  }

  /** An engine under another name, which gets our host. */
  private record OwnHost(Engine engine) implements Engine {
    @Override
    public String name() {
      return engine.name() + "-own-wasi";
    }

    @Override
    public EngineInstance instantiate(
        final byte[] wasm, final HostFunctions host, final long budget) {
      return engine.instantiate(wasm, host, budget);
    }
  }

  private static Optional<Verdict> compare(final List<WasiOutput> outputs) {
    final WasiOutput expected = outputs.get(0);
    for (final WasiOutput actual : outputs.subList(1, outputs.size())) {
      final Optional<Verdict> difference =
          bytes("stdout", actual.engine(), expected.output(), actual.output())
              .or(() -> bytes("stderr", actual.engine(), expected.errors(), actual.errors()))
              .or(() -> files(actual.engine(), expected.folders(), actual.folders()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> bytes(
      final String rule, final String engine, final byte[] expected, final byte[] actual) {
    final int at = Arrays.mismatch(expected, actual);
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new Verdict.Difference(
                rule,
                engine,
                "byte " + at + ": reference: " + near(expected, at) + "; " + near(actual, at)));
  }

  private static String near(final byte[] bytes, final int at) {
    final int end = Math.min(bytes.length, at + SHOWN);
    final String text = new String(bytes, at, Math.max(0, end - at), StandardCharsets.UTF_8);
    return "\"" + text.replace("\n", "\\n") + "\" of " + bytes.length + " bytes";
  }

  private static Optional<Verdict> files(
      final String engine, final List<GuestFolder> expected, final List<GuestFolder> actual) {
    for (int i = 0; i < expected.size(); i++) {
      final SortedMap<String, FolderImage.Entry> left = expected.get(i).image().entries();
      final SortedMap<String, FolderImage.Entry> right = actual.get(i).image().entries();
      final SortedMap<String, FolderImage.Entry> all = new TreeMap<>(left);
      all.putAll(right);
      for (final String path : all.keySet()) {
        if (!Objects.equals(left.get(path), right.get(path))) {
          return Optional.of(
              new Verdict.Difference(
                  "files",
                  engine,
                  expected.get(i).name()
                      + "/"
                      + path
                      + ": reference: "
                      + left.get(path)
                      + "; "
                      + right.get(path)));
        }
      }
    }
    return Optional.empty();
  }
}
