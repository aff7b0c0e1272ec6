package parallax.oracle.engine;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.CompileException;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;

/**
 * What a module that was compiled exports, as our own decoder sees it.
 *
 * @param functions index of each exported function, by name
 * @param globals index of each exported global, by name
 */
record Exports(
    WasmModule module, SortedMap<String, Integer> functions, SortedMap<String, Integer> globals) {
  static Exports of(final byte[] wasm) throws CompileException {
    final WasmModule module = ModuleReader.read(wasm);
    final SortedMap<String, Integer> functions = new TreeMap<>();
    final SortedMap<String, Integer> globals = new TreeMap<>();
    for (final WasmModule.Export export : module.exports()) {
      if (export.kind() == ExternalKind.FUNCTION) {
        functions.put(export.name(), export.index());
      } else if (export.kind() == ExternalKind.GLOBAL) {
        globals.put(export.name(), export.index());
      }
    }
    return new Exports(module, functions, globals);
  }

  Optional<FuncType> type(final String function) {
    return Optional.ofNullable(functions.get(function)).map(module::functionType);
  }

  int function(final String name) {
    final Integer index = functions.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no exported function is called " + name);
    }
    return index;
  }

  ValType globalType(final int index) {
    return module.globals().get(index).type();
  }
}
