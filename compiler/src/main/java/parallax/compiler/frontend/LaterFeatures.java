package parallax.compiler.frontend;

import parallax.compiler.CompileException;
import parallax.compiler.binary.Feature;
import parallax.compiler.binary.SubType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Import;

/** Proposals that are not supported yet and show outside of bodies. */
final class LaterFeatures {
  private LaterFeatures() {}

  static void refuse(final WasmModule module, final InstanceScope scope) throws CompileException {
    for (int i = 0; i < module.types().size(); i++) {
      final SubType type = module.types().get(i);
      if (!type.isFunction() || !type.supertypes().isEmpty()) {
        throw scope.unsupported(Feature.GC.label(), module.offsets().type(i));
      }
    }
    for (final Import imported : module.imports()) {
      final boolean is64 =
          switch (imported.kind()) {
            case TABLE -> module.tables().get(imported.index()).is64();
            case MEMORY -> module.memories().get(imported.index()).is64();
            case FUNCTION, GLOBAL, TAG -> false;
          };
      if (is64) {
        throw scope.unsupported(Feature.MEMORY64.label(), imported.offset());
      }
      if (imported.kind() == ExternalKind.TAG) {
        throw scope.unsupported(Feature.EXCEPTIONS.label(), imported.offset());
      }
    }
    for (int i = 0; i < module.tableInits().size(); i++) {
      final WasmModule.TableType table = module.tables().get(module.importedTables() + i);
      if (table.is64()) {
        throw scope.unsupported(Feature.MEMORY64.label(), module.offsets().table(i));
      }
      scope.type(table.element(), module.offsets().table(i));
    }
    for (int i = module.importedMemories(); i < module.memories().size(); i++) {
      if (module.memories().get(i).is64()) {
        final int offset = module.offsets().memory(i - module.importedMemories());
        throw scope.unsupported(Feature.MEMORY64.label(), offset);
      }
    }
    if (module.tags().size() > module.importedTags()) {
      throw scope.unsupported(Feature.EXCEPTIONS.label(), module.offsets().tag(0));
    }
  }
}
