package parallax.corpus.wast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the official suite has: each script's family, and how many commands of each kind it must
 * have, at commit {@link SuiteFolder#COMMIT}.
 */
public final class SuiteIndex {
  /** The family of scripts that are not in the index. */
  public static final String OWN = "own";

  /**
   * A script of the suite.
   *
   * @param file path in the suite's folder
   * @param family of tests it belongs to
   * @param counts number of commands by kind, the columns of the table
   */
  public record Script(String file, String family, Map<String, Integer> counts) {
    public Script {
      counts = Collections.unmodifiableMap(counts);
    }
  }

  private final Map<String, Script> scripts;

  private SuiteIndex(final Map<String, Script> scripts) {
    this.scripts = scripts;
  }

  /** Reads the table. */
  public static SuiteIndex load() {
    final Map<String, Script> scripts = new LinkedHashMap<>();
    try (InputStream in = SuiteIndex.class.getResourceAsStream("/corpus/suite/scripts.csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      final String[] columns = lines.readLine().split(",", -1);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        final String[] cells = line.split(",", -1);
        final Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 2; i < columns.length; i++) {
          counts.put(columns[i], Integer.parseInt(cells[i]));
        }
        scripts.put(cells[0], new Script(cells[0], cells[1], counts));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SuiteIndex(scripts);
  }

  /** All scripts by path, in the order of the table. */
  public Map<String, Script> scripts() {
    return Collections.unmodifiableMap(scripts);
  }

  /** The family of a script, {@link #OWN} for one that is not of the suite. */
  public String family(final String file) {
    final Script script = scripts.get(file);
    return script == null ? OWN : script.family();
  }
}
