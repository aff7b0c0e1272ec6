package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every source file of every module. */
final class SourceRulesTest {
  private static final Path ROOT = Path.of(System.getProperty("parallax.root"));
  private static final int LINES = 500;

  /** Tables, dispatch, the memory that every access goes through, and tests that walk a table. */
  private static final Set<String> LONG =
      Set.of(
          "Opcode.java",
          "WasmOp.java",
          "OpMapping.java",
          "PagedMemory.java",
          "FunctionEmitterTest.java",
          "SemanticTrapsTest.java");

  private static final Set<String> TEXT =
      Set.of("java", "md", "xml", "yml", "wat", "json", "txt", "properties", "gitignore");

  // The folders are put together here so that this file itself keeps the rule.
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.])/(" + String.join("|", "work", "tmp", "root", "home") + ")/\\w");

  @Test
  void every_package_says_what_it_is() throws IOException {
    final Set<Path> folders = new TreeSet<>();
    for (final Path file : files("java")) {
      if (inMain(file)) {
        folders.add(file.getParent());
      }
    }
    assertThat(folders).isNotEmpty();
    assertThat(folders)
        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
  }

  @Test
  void no_file_is_longer_than_500_lines_but_the_named() throws IOException {
    final List<String> tooLong = new ArrayList<>();
    for (final Path file : files("java")) {
      final int lines = Files.readAllLines(file).size();
      if (lines > LINES && !LONG.contains(file.getFileName().toString())) {
        tooLong.add(ROOT.relativize(file) + ": " + lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void every_module_says_why_it_is_as_it_is() throws IOException {
    final Set<Path> modules = new TreeSet<>();
    for (final Path file : files("java")) {
      if (inMain(file)) {
        modules.add(ROOT.resolve(ROOT.relativize(file).getName(0)));
      }
    }
    assertThat(modules).isNotEmpty();
    assertThat(modules).allSatisfy(module -> assertThat(module.resolve("RATIONALE.md")).exists());
  }

  @Test
  void no_text_names_a_folder_of_one_machine() throws IOException {
    final List<String> found = new ArrayList<>();
    for (final String ending : TEXT) {
      for (final Path file : files(ending)) {
        MACHINE_PATH
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> found.add(ROOT.relativize(file) + ": " + match.group()));
      }
    }
    assertThat(found).isEmpty();
  }

  /**
   * What Maven makes lies in the target folder of the project or of a module; packages may be named
   * so, too.
   */
  private static boolean isBuilt(final Path folder) {
    return folder.getFileName().toString().equals("target")
        && ROOT.relativize(folder).getNameCount() <= 2;
  }

  private static boolean inMain(final Path file) {
    return ROOT.relativize(file)
        .startsWith(ROOT.relativize(file).getName(0).resolve("src").resolve("main"));
  }

  /**
   * Files of the project whose name ends so, in the order of their paths; nothing that was built.
   */
  private static Set<Path> files(final String ending) throws IOException {
    final Set<Path> found = new TreeSet<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(
              final Path folder, final BasicFileAttributes attributes) {
            final String name = folder.getFileName().toString();
            final boolean hidden = name.startsWith(".") && !name.equals(".github");
            return !folder.equals(ROOT) && (isBuilt(folder) || hidden)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
            if (file.getFileName().toString().endsWith("." + ending)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
