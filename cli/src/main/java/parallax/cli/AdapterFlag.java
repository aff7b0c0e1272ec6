package parallax.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.WasmModule;
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

  /**
   * The modules, none of which may import from the main one: the reference does not link in
   * circles.
   */
  List<byte[]> linkedBefore(final ModuleInput main) throws BadInput {
    final List<WasmModule.Export> exports = main.decode().exports();
    final List<byte[]> modules = new ArrayList<>();
    for (final Path path : adapters) {
      final ModuleInput adapter = ModuleInput.read(path);
      for (final WasmModule.Import imported : adapter.decode().imports()) {
        if (exports.stream()
            .anyMatch(
                each -> each.kind() == imported.kind() && each.name().equals(imported.name()))) {
          throw BadInput.of(
              path,
              "imports \""
                  + imported.module()
                  + "\" \""
                  + imported.name()
                  + "\" from the module in turn, which the reference cannot link; compile and run"
                  + " can");
        }
      }
      modules.add(adapter.wasm());
    }
    return modules;
  }
}
