package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import parallax.compiler.CompiledProgram;
import parallax.oracle.profile.CallTree;
import parallax.oracle.profile.Profile;
import parallax.oracle.profile.SourceLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parallax profile}: where the gas of a call goes. */
@Command(
    name = "profile",
    header = "Call an exported function and say where its gas goes.",
    description = {
      "",
      "Gas is counted by function, alone and with everything that it calls, and by byte of the "
          + "module; of a module that is given as text also by line. A fresh instance is made "
          + "first, which does not count. Imported functions return zero.",
      "",
      "--folded writes call stacks as flame graph viewers read them, --html a page with the flame "
          + "graph in it and the lines of the text. Stacks are told down to 256 functions; what is deeper counts there."
    },
    sortOptions = false,
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.RETURNED_HELP,
      ExitCodes.TRAP_HELP,
      ExitCodes.BAD_INPUT_HELP,
      ExitCodes.BUG_HELP
    },
    footer = {
      "",
      "Examples:",
      "  parallax profile fib.wasm --invoke run 15",
      "  parallax profile fib.jam --invoke run 15 --html fib.html --folded fib.folded"
    })
final class ProfileCommand implements Callable<Integer> {
  @Mixin private CallTarget target;

  @Option(
      names = "--top",
      paramLabel = "N",
      order = 10,
      description = "How many functions, lines and places to print (default: 20).")
  private int top = 20;

  @Option(
      names = "--folded",
      paramLabel = "FILE",
      order = 11,
      description = "Write the call stacks, a line each: a;b;c GAS.")
  private Path folded;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      order = 12,
      description = "Write a page with the flame graph; it needs nothing else.")
  private Path html;

  @Mixin private CompilerFlags flags;
  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    if (top < 0) {
      throw BadInput.usage("--top cannot be negative: " + top);
    }
    final CompiledProgram program = target.program(flags);
    final CallTree tree = new CallTree(program.codeMap(), program.program().blob());
    final ExportRun run = target.call(program, tree);
    final Profile profile = tree.profile();
    final Optional<SourceLines> lines = target.lines();
    if (folded != null) {
      write(folded, profile.folded());
    }
    if (html != null) {
      write(html, profile.flameGraph(target.input().getFileName() + " " + target.export(), lines));
    }
    if (standard.json()) {
      final ObjectNode result = StandardOptions.object();
      result.put("file", target.input().toString());
      run.json(result);
      json(result, profile, lines);
      standard.print(result);
    } else {
      standard.print(run.text() + text(profile, lines));
    }
    return run.exitCode();
  }

  private static void write(final Path file, final String text) throws BadInput {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw BadInput.of(file, "cannot be written: " + e.getMessage());
    }
  }

  private String text(final Profile profile, final Optional<SourceLines> lines) {
    final StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT, "%n%14s %6s %14s %10s  %s%n", "gas", "%", "with callees", "calls", ""));
    profile.functions().stream()
        .limit(top)
        .forEach(
            f ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "%14d %6.2f %14d %10d  %s%n",
                        f.gas(),
                        share(f.gas(), profile),
                        f.total(),
                        f.calls(),
                        f.name())));
    lines.ifPresent(source -> lines(profile, source, out));
    out.append(String.format(Locale.ROOT, "%n%14s %6s  %s%n", "gas", "%", "place in the module"));
    profile.offsets().stream()
        .limit(top)
        .forEach(
            o ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "%14d %6.2f  %s %s%n",
                        o.gas(),
                        share(o.gas(), profile),
                        o.function(),
                        o.offset() < 0 ? "(no byte)" : "0x" + Integer.toHexString(o.offset()))));
    return out.toString();
  }

  private void lines(final Profile profile, final SourceLines source, final StringBuilder out) {
    out.append(String.format(Locale.ROOT, "%n%14s %6s  %s%n", "gas", "%", "line of the text"));
    profile.lines(source).stream()
        .limit(top)
        .forEach(
            line ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "%14d %6.2f  %s%n",
                        line.gas(),
                        share(line.gas(), profile),
                        line.line() == 0
                            ? "(no line)"
                            : line.line() + ": " + source.text(line.line()))));
  }

  private static double share(final long gas, final Profile profile) {
    return profile.gas() == 0 ? 0 : 100.0 * gas / profile.gas();
  }

  private void json(
      final ObjectNode result, final Profile profile, final Optional<SourceLines> lines) {
    final ArrayNode functions = result.putArray("functions");
    profile.functions().stream()
        .limit(top)
        .forEach(
            f ->
                functions
                    .addObject()
                    .put("name", f.name())
                    .put("gas", f.gas())
                    .put("total", f.total())
                    .put("calls", f.calls()));
    lines.ifPresent(
        source -> {
          final ArrayNode all = result.putArray("lines");
          profile.lines(source).stream()
              .limit(top)
              .forEach(
                  line -> {
                    final ObjectNode node = all.addObject().put("line", line.line());
                    node.put("gas", line.gas());
                    node.put("text", line.line() == 0 ? "" : source.text(line.line()));
                  });
        });
    final ArrayNode offsets = result.putArray("offsets");
    profile.offsets().stream()
        .limit(top)
        .forEach(
            o ->
                offsets
                    .addObject()
                    .put("function", o.function())
                    .put("offset", o.offset())
                    .put("gas", o.gas()));
    final ArrayNode stacks = result.putArray("stacks");
    profile.stacks().forEach(s -> stacks.addObject().put("gas", s.gas()).set("frames", frames(s)));
  }

  private static ArrayNode frames(final Profile.Stack stack) {
    final ArrayNode frames = StandardOptions.object().arrayNode();
    stack.frames().forEach(frames::add);
    return frames;
  }
}
