package parallax.spec.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.spec.run.Result;
import parallax.spec.run.Result.Status;
import parallax.spec.run.ScriptResults;

/**
 * What does not pass, as data: for each family of scripts a file with a line for every failure,
 * {@code file.wast:line engine reason}, and one for every feature that an engine does not have,
 * {@code unsupported engine count feature}. Both ways count: what passes although a line says that
 * it does not is as wrong as a failure without a line.
 */
public final class Expectations {
  private static final String UNSUPPORTED = "unsupported";

  private final SortedMap<String, Integer> lines;

  private Expectations(final SortedMap<String, Integer> lines) {
    this.lines = lines;
  }

  /** Name of a family's file. */
  public static String file(final String family) {
    return family.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".txt";
  }

  /** What is expected of a family. */
  public static Expectations load(final String family) {
    final String name = "/parallax/spec/expected/" + file(family);
    try (InputStream in = Expectations.class.getResourceAsStream(name)) {
      if (in == null) {
        return new Expectations(Collections.emptySortedMap());
      }
      final BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return read(reader.lines().toList());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads lines; those that are empty or begin with # say nothing. */
  static Expectations read(final List<String> text) {
    final SortedMap<String, Integer> lines = new TreeMap<>();
    for (final String line : text) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      final String[] words = line.split(" ", 4);
      if (line.startsWith(UNSUPPORTED + " ")) {
        lines.put(words[0] + " " + words[1] + " " + words[3], Integer.parseInt(words[2]));
      } else {
        lines.merge(line, 1, Integer::sum);
      }
    }
    return new Expectations(lines);
  }

  /** What these scripts of one family did, in the form in which it is expected. */
  static Expectations of(final List<ScriptResults> family) {
    final SortedMap<String, Integer> lines = new TreeMap<>();
    for (final ScriptResults script : family) {
      for (final Result result : script.results()) {
        if (result.status() == Status.UNSUPPORTED) {
          lines.merge(UNSUPPORTED + " " + result.engine() + " " + result.reason(), 1, Integer::sum);
        } else if (result.status() == Status.FAIL) {
          lines.merge(
              result.file() + ":" + result.line() + " " + result.engine() + " " + result.reason(),
              1,
              Integer::sum);
        }
      }
    }
    return new Expectations(lines);
  }

  /** The file, in an order that depends on nothing but its lines. */
  List<String> write() {
    final List<String> text = new ArrayList<>();
    lines.forEach(
        (line, count) -> {
          if (line.startsWith(UNSUPPORTED + " ")) {
            final String[] words = line.split(" ", 3);
            text.add(UNSUPPORTED + " " + words[1] + " " + count + " " + words[2]);
          } else {
            text.addAll(Collections.nCopies(count, line));
          }
        });
    return text;
  }

  /** How what happened differs from this; empty when it does not. */
  public List<String> differences(final List<ScriptResults> family) {
    final SortedMap<String, Integer> got = of(family).lines;
    final List<String> differences = new ArrayList<>();
    got.forEach(
        (line, count) -> {
          final int expected = lines.getOrDefault(line, 0);
          if (count > expected) {
            differences.add("more than expected: " + line + ": " + count + ", not " + expected);
          }
        });
    lines.forEach(
        (line, expected) -> {
          final int count = got.getOrDefault(line, 0);
          if (count < expected) {
            differences.add("passes now: " + line + ": " + count + ", not " + expected);
          }
        });
    return differences;
  }
}
