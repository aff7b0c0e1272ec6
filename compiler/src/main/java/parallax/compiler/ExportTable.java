package parallax.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.frontend.InstanceModule;
import parallax.compiler.frontend.ModuleTranslator;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.Signature;
import parallax.compiler.serialize.LinkedProgram;

/** The exports of all instances, instance after instance, by what they are in the program. */
final class ExportTable {
  private static final Signature NONE = new Signature(List.of(), List.of());

  private final List<InstanceModule> instances;
  private final List<LinkedInstance> linked;
  private final ModuleIr ir;

  ExportTable(final List<InstanceModule> instances, final ModuleTranslator.Result translated) {
    this.instances = instances;
    this.linked = translated.instances();
    this.ir = translated.ir();
  }

  /** The exported functions, each once. */
  List<Integer> functions() {
    final List<Integer> found = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      for (final WasmModule.Export export : instances.get(i).module().exports()) {
        if (export.kind() == ExternalKind.FUNCTION) {
          found.add(linked.get(i).functions().get(export.index()));
        }
      }
    }
    return found.stream().distinct().toList();
  }

  /** The function of that name in the last instance, or in the first that exports one. */
  OptionalInt function(final String name) {
    return index(ExternalKind.FUNCTION, name);
  }

  /** The global of that name in the last instance. */
  OptionalInt mainGlobal(final String name) {
    return index(instances.size() - 1, ExternalKind.GLOBAL, name);
  }

  /** The number of the first memory of the last instance; empty if it has none. */
  OptionalInt mainMemory() {
    final List<Integer> memories = linked.get(linked.size() - 1).memories();
    return memories.isEmpty() ? OptionalInt.empty() : OptionalInt.of(memories.get(0));
  }

  private OptionalInt index(final ExternalKind kind, final String name) {
    OptionalInt found = index(instances.size() - 1, kind, name);
    for (int i = 0; found.isEmpty() && i < instances.size(); i++) {
      found = index(i, kind, name);
    }
    return found;
  }

  private OptionalInt index(final int instance, final ExternalKind kind, final String name) {
    for (final WasmModule.Export export : instances.get(instance).module().exports()) {
      if (export.kind() == kind && export.name().equals(name)) {
        final LinkedInstance indices = linked.get(instance);
        return OptionalInt.of(
            (kind == ExternalKind.GLOBAL ? indices.globals() : indices.functions())
                .get(export.index()));
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The exports as the program has them.
   *
   * @param thunkPlaces place of each exported function's thunk in the linked program
   */
  List<Export> exports(final Map<Integer, Integer> thunkPlaces, final LinkedProgram program) {
    final List<Export> exports = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      for (final WasmModule.Export export : instances.get(i).module().exports()) {
        exports.add(export(i, export, thunkPlaces, program));
      }
    }
    return exports;
  }

  private Export export(
      final int instance,
      final WasmModule.Export export,
      final Map<Integer, Integer> thunkPlaces,
      final LinkedProgram program) {
    final LinkedInstance indices = linked.get(instance);
    final String name = export.name();
    return switch (export.kind()) {
      case FUNCTION -> {
        final int index = indices.functions().get(export.index());
        final Signature signature = ir.functions().get(index).signature();
        final int thunkPc = program.starts().get(thunkPlaces.get(index));
        yield new Export(instance, name, ExportKind.FUNCTION, index, signature, false, thunkPc);
      }
      case GLOBAL -> {
        final int index = indices.globals().get(export.index());
        final ModuleIr.Global global = ir.globals().get(index);
        final Signature type = new Signature(List.of(), List.of(global.type()));
        yield new Export(instance, name, ExportKind.GLOBAL, index, type, global.mutable(), -1);
      }
      case TABLE -> {
        final int index = indices.tables().get(export.index());
        yield new Export(instance, name, ExportKind.TABLE, index, NONE, false, -1);
      }
      case MEMORY -> {
        final int index = indices.memories().get(export.index());
        yield new Export(instance, name, ExportKind.MEMORY, index, NONE, false, -1);
      }
      case TAG -> throw new CompilerBug("the frontend has let a tag pass");
    };
  }
}
