package parallax.corpus.wast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a module is refused for the reason that its script gives: the decoder's text must have
 * the gist of the script's. The gists, and the modules that are refused for another reason, are
 * data: {@code corpus/suite/refusals.txt}.
 */
public final class RefusalReasons {
  private static final String GIST = "gist ";
  private static final String OTHER = "other ";

  private final List<String> gists = new ArrayList<>();
  private final SortedMap<String, String> others = new TreeMap<>();

  private RefusalReasons() {}

  /** Reads the table. */
  public static RefusalReasons load() {
    try (InputStream in = RefusalReasons.class.getResourceAsStream("/corpus/suite/refusals.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return read(lines.lines().toList());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads lines; those that are empty or begin with # say nothing. */
  static RefusalReasons read(final List<String> lines) {
    final RefusalReasons reasons = new RefusalReasons();
    for (final String line : lines) {
      if (line.startsWith(GIST)) {
        reasons.gists.add(line.substring(GIST.length()));
      } else if (line.startsWith(OTHER)) {
        final String[] words = line.substring(OTHER.length()).split(" ", 2);
        reasons.others.put(words[0], words[1]);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException("neither a gist nor an exception: " + line);
      }
    }
    return reasons;
  }

  /** What a script's text says, without what is only how some engine puts it. */
  public String gist(final String text) {
    return gists.stream().filter(text::startsWith).findFirst().orElse(text);
  }

  /**
   * True when a refusal is for the reason that is asserted.
   *
   * @param asserted the script's text
   * @param said the decoder's or validator's
   */
  public boolean agree(final String asserted, final String said) {
    return said.contains(gist(asserted));
  }

  /** The modules that are refused for another reason, {@code file.wast:line}, and why. */
  public SortedMap<String, String> others() {
    return Collections.unmodifiableSortedMap(others);
  }
}
