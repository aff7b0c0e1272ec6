package parallax.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Modules that are linked with the one that is compiled. */
final class AdapterFlag {
  @Option(
      names = "--adapter",
      paramLabel = "MODULE",
      order = 54,
      description =
          "A module whose exports satisfy imports of the same name, and which may import from the "
              + "main module in turn; may be given several times.")
  private List<Path> adapters = List.of();

  List<Path> modules() {
    return adapters;
  }
}
