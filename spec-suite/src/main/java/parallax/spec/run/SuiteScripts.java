package parallax.spec.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parallax.corpus.wast.OwnScripts;
import parallax.corpus.wast.SuiteFolder;

/** Scripts to run: the official ones in a folder, and the project's own. */
public final class SuiteScripts {
  private static final String OWN_FOLDER = "own/";

  private SuiteScripts() {}

  /** The project's own scripts, by name: edges that the official ones leave out. */
  public static List<SuiteRun.Script> own() throws IOException {
    final List<SuiteRun.Script> scripts = new ArrayList<>();
    OwnScripts.all()
        .forEach((name, source) -> scripts.add(new SuiteRun.Script(OWN_FOLDER + name, source)));
    return scripts;
  }

  /** All scripts below a folder, by path. */
  public static List<SuiteRun.Script> in(final Path folder) throws IOException {
    final List<SuiteRun.Script> scripts = new ArrayList<>();
    for (final String name : SuiteFolder.scripts(folder)) {
      scripts.add(read(name, folder.resolve(name)));
    }
    return scripts;
  }

  /**
   * A script in a file.
   *
   * @param name as reports have it
   */
  public static SuiteRun.Script read(final String name, final Path file) throws IOException {
    // Malformed UTF-8 in a comment is no reason not to run a script.
    return new SuiteRun.Script(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }
}
