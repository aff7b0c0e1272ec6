package parallax.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guide in {@code docs}, as what a reader would do with it. A fenced block behind a line that is
 * only a file's name in backticks and a colon is that file. In a block of the language {@code
 * console} a line that begins with {@code $} is a command, and the lines behind it are what it
 * prints; {@code ...} there stands for anything. A console block behind a line that begins with
 * {@link #NOT_RUN} is not for the test.
 */
record Guide(String name, List<Step> steps) {
  /** How a guide says that a block was not tried. */
  static final String NOT_RUN = "Not run by the tests";

  private static final Pattern FILE = Pattern.compile("`([\\w./-]+)`:");
  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  /** Something to do. */
  sealed interface Step {}

  /** Write a file. */
  record WriteFile(String name, String text) implements Step {}

  /**
   * Run a command.
   *
   * @param line where it stands in the guide
   * @param printed what the guide says that it prints
   */
  record Command(int line, String text, List<String> printed) implements Step {}

  Guide {
    steps = List.copyOf(steps);
  }

  /** The commands. */
  List<Command> commands() {
    return steps.stream().filter(Command.class::isInstance).map(Command.class::cast).toList();
  }

  static Guide read(final Path file) throws IOException {
    final List<String> lines = Files.readAllLines(file);
    final List<Step> steps = new ArrayList<>();
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      final String line = lines.get(i);
      if (!line.startsWith(FENCE)) {
        before = line.isBlank() ? before : line;
        continue;
      }
      final int begin = i + 1;
      i = end(file, lines, begin);
      final List<String> block = lines.subList(begin, i);
      final Matcher named = FILE.matcher(before);
      if (named.matches()) {
        steps.add(new WriteFile(named.group(1), String.join("\n", block) + "\n"));
      } else if (line.equals(FENCE + "console") && !before.startsWith(NOT_RUN)) {
        commands(file, block, begin, steps);
      }
      before = "";
    }
    return new Guide(file.getFileName().toString(), steps);
  }

  private static int end(final Path file, final List<String> lines, final int begin) {
    for (int i = begin; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE)) {
        return i;
      }
    }
    throw new IllegalArgumentException(file + ":" + begin + ": the block does not end");
  }

  private static void commands(
      final Path file, final List<String> block, final int begin, final List<Step> steps) {
    for (int i = 0; i < block.size(); ) {
      final String text = block.get(i);
      if (!text.startsWith(PROMPT)) {
        final String where = String.format(Locale.ROOT, "%s:%d", file, begin + i + 1);
        throw new IllegalArgumentException(where + ": no command: " + text);
      }
      int next = i + 1;
      while (next < block.size() && !block.get(next).startsWith(PROMPT)) {
        next++;
      }
      final List<String> printed = List.copyOf(block.subList(i + 1, next));
      steps.add(new Command(begin + i + 1, text.substring(PROMPT.length()), printed));
      i = next;
    }
  }
}
