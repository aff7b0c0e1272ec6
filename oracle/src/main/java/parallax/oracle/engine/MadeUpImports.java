package parallax.oracle.engine;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportTag;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.TagInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.GlobalImport;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableImport;
import com.dylibso.chicory.wasm.types.TagImport;
import java.util.List;
import parallax.oracle.outcome.WasmValue;

/**
 * Imports that are as a module asks for, for one that is only looked at: Chicory checks the rest of
 * a module when its imports are there.
 */
final class MadeUpImports {
  private MadeUpImports() {}

  static ImportValues of(final WasmModule module) {
    final ImportValues.Builder values = ImportValues.builder();
    final List<Import> imports = module.importSection().stream().toList();
    for (final Import each : imports) {
      add(module, each, values);
    }
    return values.build();
  }

  private static void add(
      final WasmModule module, final Import asked, final ImportValues.Builder values) {
    final String from = asked.module();
    final String name = asked.name();
    if (asked instanceof FunctionImport function) {
      values.addFunction(new HostFunction(from, name, type(module, function.typeIndex()), null));
    } else if (asked instanceof GlobalImport global) {
      values.addGlobal(
          new ImportGlobal(
              from,
              name,
              new GlobalInstance(WasmValue.NULL, 0, global.type(), global.mutabilityType())));
    } else if (asked instanceof MemoryImport memory) {
      values.addMemory(new ImportMemory(from, name, ReferenceStore.memory(memory.limits())));
    } else if (asked instanceof TableImport table) {
      final Table declared = new Table(table.entryType(), table.limits());
      values.addTable(
          new ImportTable(from, name, new ReferenceTable(declared, (int) WasmValue.NULL)));
    } else if (asked instanceof TagImport tag) {
      values.addTag(
          new ImportTag(
              from, name, new TagInstance(tag.tagType(), type(module, tag.tagType().typeIdx()))));
    }
  }

  private static FunctionType type(final WasmModule module, final int index) {
    return module.typeSection().getType(index);
  }
}
