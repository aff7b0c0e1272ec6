package parallax.corpus;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parallax.corpus.program.ProgramReader;
import parallax.corpus.wat.WatException;

/**
 * Folders with a module each: {@code module.wasm}, or else {@code module.wat}, and {@code
 * calls.json} with one program or several. Other files in them are for people. The folder that has
 * them all is found by a file in it, since a jar need not have entries for folders.
 */
final class ModuleFolders {
  private static final String CALLS = "calls.json";

  private ModuleFolders() {}

  /**
   * The modules of all folders beside a file, by name.
   *
   * @param marker URL of a file, in a directory or in a jar
   */
  static List<CorpusModule> beside(final URL marker) throws IOException, WatException {
    if (!marker.getProtocol().equals("jar")) {
      return in(path(marker).getParent());
    }
    final JarURLConnection connection = (JarURLConnection) marker.openConnection();
    try (FileSystem jar = FileSystems.newFileSystem(path(connection.getJarFileURL()))) {
      return in(jar.getPath(connection.getEntryName()).getParent());
    }
  }

  /** The modules of all folders in a folder, by name. */
  static List<CorpusModule> in(final Path folder) throws IOException, WatException {
    final List<Path> folders;
    try (Stream<Path> entries = Files.list(folder)) {
      folders = entries.filter(Files::isDirectory).sorted().toList();
    }
    final List<CorpusModule> modules = new ArrayList<>();
    for (final Path entry : folders) {
      modules.add(read(entry));
    }
    return List.copyOf(modules);
  }

  private static CorpusModule read(final Path folder) throws IOException, WatException {
    final Path binary = folder.resolve("module.wasm");
    final Path module = Files.exists(binary) ? binary : folder.resolve("module.wat");
    for (final Path file : List.of(module, folder.resolve(CALLS))) {
      if (!Files.exists(file)) {
        throw new IOException(
            folder + " needs module.wasm or module.wat, and calls.json; there is no " + file);
      }
    }
    // A folder in a jar may have a slash at the end of its name.
    final String name = folder.getFileName().toString().replace("/", "");
    return new CorpusModule(
        name, ModuleFile.load(module), ProgramReader.read(folder.resolve(CALLS)));
  }

  private static Path path(final URL url) throws IOException {
    try {
      return Path.of(new URI(url.toString()));
    } catch (URISyntaxException e) {
      throw new IOException("not the name of a file: " + url, e);
    }
  }
}
