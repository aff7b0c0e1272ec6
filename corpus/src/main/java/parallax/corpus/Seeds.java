package parallax.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parallax.corpus.wast.OwnScripts;
import parallax.corpus.wast.ScriptModule;
import parallax.corpus.wast.SuiteFolder;
import parallax.corpus.wast.WastCommand;
import parallax.corpus.wast.WastException;
import parallax.corpus.wast.WastReader;
import parallax.corpus.wat.WatCache;
import parallax.corpus.wat.WatException;

/**
 * Modules that fuzzing starts from, right ones and wrong ones: the project's examples and
 * regressions, the modules of our own scripts and of the official suite, and the real modules of
 * the shared test data. The last two are read where they are; without them there are fewer seeds.
 */
public final class Seeds {
  /**
   * A module, or what a script says is none.
   *
   * @param name where it is from
   * @param wasm in binary form, not to be changed
   */
  public record Seed(String name, byte[] wasm) {
    /** For the names of tests. */
    @Override
    public String toString() {
      return name;
    }
  }

  private final WatCache parser;
  private final int most;
  private final Map<ByteBuffer, Seed> seeds = new LinkedHashMap<>();

  private Seeds(final WatCache parser, final int most) {
    this.parser = parser;
    this.most = most;
  }

  /**
   * All of them, in an order that depends on nothing but where they are from; none twice.
   *
   * @param parser what remembers modules that are written as text: there are thousands
   * @param most bytes that a seed may have; larger ones are left out
   * @throws IOException if one cannot be read
   * @throws WatException if the text of one of the project's own is not a module
   */
  public static List<Seed> all(final WatCache parser, final int most)
      throws IOException, WatException {
    final Seeds seeds = new Seeds(parser, most);
    Examples.all().forEach(module -> seeds.add("example " + module.name(), module.wasm()));
    Regressions.all().forEach(module -> seeds.add("regression " + module.name(), module.wasm()));
    for (final Map.Entry<String, String> script : OwnScripts.all().entrySet()) {
      seeds.script("own/" + script.getKey(), script.getValue());
    }
    final Optional<Path> suite = SuiteFolder.find();
    if (suite.isPresent()) {
      for (final String name : SuiteFolder.scripts(suite.get())) {
        seeds.script(
            name,
            new String(Files.readAllBytes(suite.get().resolve(name)), StandardCharsets.UTF_8));
      }
    }
    final Optional<Path> real = SharedData.find("real");
    if (real.isPresent()) {
      seeds.folder(real.get());
    }
    return List.copyOf(seeds.seeds.values());
  }

  private void add(final String name, final byte[] wasm) {
    if (wasm.length <= most) {
      seeds.putIfAbsent(ByteBuffer.wrap(wasm), new Seed(name, wasm));
    }
  }

  private void script(final String name, final String source) throws IOException {
    final List<WastCommand> commands;
    try {
      commands = WastReader.read(source);
    } catch (final WastException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
    for (final WastCommand command : commands) {
      if (command.module().isPresent()) {
        module(name + ":" + command.line(), command.module().get());
      }
    }
  }

  private void module(final String name, final ScriptModule module) throws IOException {
    try {
      add(
          name,
          module.form() == ScriptModule.Form.BINARY ? module.wasm() : parser.parse(module.text()));
    } catch (final WatException e) {
      // A text that is none gives no bytes to start from.
      return;
    }
  }

  private void folder(final Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".wasm"))
          .sorted()
          .forEach(
              file -> {
                try {
                  add("real " + file.getFileName(), Files.readAllBytes(file));
                } catch (final IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
