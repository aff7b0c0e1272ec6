package parallax.compiler.runtimelib;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.InstanceSpec;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.frontend.InstanceModule;
import parallax.compiler.frontend.ModuleTranslator;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/**
 * One module of routines, as the frontend translates it. Nothing in it needs legalization, which
 * the program's verifier finds out.
 */
final class RoutineModule {
  private final String name;
  private final ModuleIr ir;
  private final HostCallManifest imports;
  private final Map<String, Integer> exports = new TreeMap<>();

  private RoutineModule(
      final String name, final WasmModule module, final ModuleTranslator.Result translated) {
    this.name = name;
    this.ir = translated.ir();
    this.imports = translated.hostCalls();
    for (final WasmModule.Export export : module.exports()) {
      if (export.kind() == WasmModule.ExternalKind.FUNCTION) {
        exports.put(export.name(), translated.instances().get(0).functions().get(export.index()));
      }
    }
  }

  /** Reads and translates a module of the resources. */
  static RoutineModule load(final String name) {
    final String resource = name + ".wasm";
    try (InputStream in = RoutineModule.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new CompilerBug("the routines " + resource + " are missing");
      }
      final byte[] wasm = in.readAllBytes();
      final WasmModule module = ModuleReader.read(wasm);
      ModuleValidator.validate(module);
      return new RoutineModule(
          name,
          module,
          ModuleTranslator.translate(List.of(new InstanceModule(InstanceSpec.of(wasm), module))));
    } catch (final IOException | CompileException e) {
      throw new CompilerBug("the routines " + resource + " cannot be read", e);
    }
  }

  /** Index in this module of the routine of that name. */
  int routine(final String symbol) {
    final Integer found = exports.get(symbol);
    if (found == null) {
      throw new CompilerBug(name + " exports no " + symbol);
    }
    return found;
  }

  FunctionDeclaration function(final int index) {
    return ir.functions().get(index);
  }

  /** What a function of this module is imported as; null when it is one of its own. */
  HostCall imported(final int index) {
    return function(index).isImport() ? imports.byIndex(function(index).host()) : null;
  }
}
