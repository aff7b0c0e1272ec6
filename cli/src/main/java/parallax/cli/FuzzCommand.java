package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.compiler.CompilerBug;
import parallax.corpus.wat.WatException;
import parallax.fuzz.FuzzOptions;
import parallax.fuzz.FuzzResult;
import parallax.fuzz.FuzzRun;
import parallax.fuzz.generate.FloatProfile;
import parallax.fuzz.stats.Group;
import parallax.oracle.peer.Peer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code parallax fuzz}: generated modules on both sides, compared. */
@Command(
    name = "fuzz",
    header = "Generate modules or programs, run them on all sides and compare.",
    description = {
      "",
      "Run k of a seed is the same module with the same calls (or the same PVM program) wherever it "
          + "is made. A difference is "
          + "written as a folder: the module, its text, the calls, and what every engine did. The "
          + "coverage-guided fuzzer is mvn verify -Pfuzz."
    },
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.AGREED_HELP,
      ExitCodes.DIFFERENCE_HELP,
      ExitCodes.BAD_INPUT_HELP,
      ExitCodes.BUG_HELP
    },
    footer = {
      "",
      "Examples:",
      "  parallax fuzz --seed 1 --runs 2000",
      "  parallax fuzz --seed 7 --time 10m --keep-going --findings found",
      "  parallax fuzz --target machine --seed 1 --from 5000 --runs 5000"
    })
final class FuzzCommand implements Callable<Integer> {
  private static final long DEFAULT_RUNS = 1_000;

  @Option(
      names = "--target",
      paramLabel = "WHAT",
      order = 0,
      converter = FuzzTarget.Converter.class,
      description = {
        "module (default): generated modules, compiled, on every engine.",
        "decoder: changed modules in the compiler: generated ones, the project's own, those of the "
            + "official suite where it is found (runs are the same only with the same suite).",
        "machine: generated PVM programs on interpreter, translator, reference machine and peer.",
        "blob: bytes in everything that reads PVM programs."
      })
  private FuzzTarget target = FuzzTarget.MODULE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 1,
      description = "Seed of everything that is generated (default: 1).")
  private long seed = 1;

  @Option(
      names = "--from",
      paramLabel = "K",
      order = 1,
      description = "Number of the first run (default: 0).")
  private long from;

  @Option(
      names = "--no-peer",
      order = 6,
      description = "With --target machine: leave the peer out.")
  private boolean noPeer;

  @Option(
      names = "--floats",
      paramLabel = "WHAT",
      order = 6,
      converter = FloatsConverter.class,
      description = {
        "With --target module: what all modules have of floats (default: a half, a quarter and a "
            + "quarter of them).",
        "none: integers only.",
        "canonical: NaNs are made canonical behind the arithmetic that makes them.",
        "raw: NaNs go wherever floats go."
      })
  private FloatProfile floats;

  @Option(
      names = "--runs",
      paramLabel = "M",
      order = 2,
      description = "How many runs at most (default: 1000; with --time: no limit).")
  private Long runs;

  @Option(
      names = "--time",
      paramLabel = "T",
      order = 3,
      converter = DurationConverter.class,
      description = "How long at most: a number with ms, s, m or h.")
  private Duration time;

  @Option(names = "--keep-going", order = 4, description = "Go on after a difference.")
  private boolean keepGoing;

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      order = 5,
      description = "Where differences go, a folder each (default: findings).")
  private Path findings = Path.of("findings");

  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    if (runs != null && runs < 0) {
      throw BadInput.usage("--runs cannot be negative: " + runs);
    }
    if (from < 0) {
      throw BadInput.usage("--from cannot be negative: " + from);
    }
    final long most = runs != null ? runs : time != null ? Long.MAX_VALUE : DEFAULT_RUNS;
    final FuzzOptions options =
        new FuzzOptions(
                seed, from, most, Optional.ofNullable(time), keepGoing, Optional.of(findings))
            .withFloats(Optional.ofNullable(floats));
    return target == FuzzTarget.MODULE ? modules(options) : programs(options);
  }

  /** Without the peer's file it is left out, and that is said. */
  private int programs(final FuzzOptions options) throws BadInput {
    final boolean wantsPeer = target == FuzzTarget.MACHINE && !noPeer;
    final boolean hasPeer = wantsPeer && Peer.isPresent();
    if (wantsPeer && !hasPeer) {
      standard.err().println(Peer.absent("generated programs on it"));
    }
    try (FuzzProgress progress = FuzzProgress.of(options.runs(), options.time())) {
      final PvmFuzzReport report = PvmFuzzReport.run(target, options, hasPeer, progress);
      report.print(standard);
      return report.exitCode();
    } catch (WatException e) {
      throw new CompilerBug("a module of the project's own is none", e);
    } catch (IOException e) {
      throw BadInput.of(findings, "cannot be written: " + e.getMessage());
    }
  }

  private int modules(final FuzzOptions options) throws BadInput {
    final long most = options.runs();
    final FuzzResult result;
    try (FuzzProgress progress = FuzzProgress.of(most, options.time())) {
      result = FuzzRun.run(options, progress);
    } catch (IOException e) {
      throw BadInput.of(findings, "cannot be written: " + e.getMessage());
    }
    if (standard.json()) {
      standard.print(json(result));
    } else {
      text(result);
    }
    return result.differences().isEmpty() ? ExitCodes.OK : ExitCodes.DIFFERENCE;
  }

  private void text(final FuzzResult result) {
    standard.print("seed " + seed + "\n" + result.summary());
    for (final FuzzResult.Found found : result.differences()) {
      standard
          .out()
          .println(
              "DIFFERENT in run %d: %s %s: %s"
                  .formatted(
                      found.run(),
                      found.difference().engine(),
                      found.difference().rule(),
                      found.difference().detail()));
      found.folder().ifPresent(folder -> standard.out().println("  written to " + folder));
    }
  }

  private ObjectNode json(final FuzzResult result) {
    final ObjectNode root = StandardOptions.object();
    root.put("seed", seed);
    root.put("modules", result.modules());
    root.put("seconds", result.seconds());
    final ObjectNode counters = root.putObject("counters");
    for (final Group group : Group.values()) {
      final ObjectNode names = counters.putObject(group.label());
      result.counters().of(group).forEach(names::put);
    }
    final ArrayNode never = root.putArray("neverExecuted");
    result.neverExecuted().forEach(op -> never.add(op.text()));
    final ArrayNode differences = root.putArray("differences");
    for (final FuzzResult.Found found : result.differences()) {
      final ObjectNode node = differences.addObject();
      node.put("run", found.run());
      node.put("engine", found.difference().engine());
      node.put("rule", found.difference().rule());
      node.put("detail", found.difference().detail());
      found.folder().ifPresent(folder -> node.put("folder", folder.toString()));
    }
    return root;
  }

  /** Reads the label of a profile. */
  static final class FloatsConverter implements ITypeConverter<FloatProfile> {
    @Override
    public FloatProfile convert(final String text) {
      for (final FloatProfile profile : FloatProfile.values()) {
        if (profile.label().equals(text)) {
          return profile;
        }
      }
      throw new TypeConversionException("no floats: " + text + "; none, canonical or raw");
    }
  }

  /** Reads {@code 90s}, {@code 10m}; a bare number is seconds. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");

    @Override
    public Duration convert(final String text) {
      final Matcher parts = TEXT.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException("no duration: " + text + "; such as 500ms, 90s, 10m, 1h");
      }
      final long number = Long.parseLong(parts.group(1));
      final String unit = parts.group(2) == null ? "s" : parts.group(2);
      return switch (unit) {
        case "ms" -> Duration.ofMillis(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofSeconds(number);
      };
    }
  }
}
