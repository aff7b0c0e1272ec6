package parallax.compiler.frontend;

import java.util.List;
import java.util.stream.Stream;
import parallax.compiler.CompileException;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.SubType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.binary.WasmModule.LocalGroup;
import parallax.compiler.binary.WasmOp;

/**
 * Refuses modules that use floats: by the first instruction that does, otherwise by the first
 * function, import or global that has one.
 */
public final class FloatRefusal {
  /** Not a feature of the specification, but of this compiler. */
  public static final String FEATURE = "floating point";

  private final WasmModule module;

  private FloatRefusal(final WasmModule module) {
    this.module = module;
  }

  /**
   * Looks at all bodies and declarations of valid modules.
   *
   * @throws CompileException when one uses floats, with the function and the offset of the first
   */
  public static void check(final List<InstanceModule> instances) throws CompileException {
    for (final InstanceModule instance : instances) {
      final FloatRefusal refusal = new FloatRefusal(instance.module());
      refusal.instructions();
      refusal.declarations();
    }
  }

  private void instructions() throws CompileException {
    for (int i = 0; i < module.bodies().size(); i++) {
      final InstructionReader reader = InstructionReader.of(module, module.bodies().get(i));
      while (!reader.atEnd()) {
        final WasmOp op = reader.next();
        final boolean uses =
            op.hasSignature()
                ? hasFloat(op.params()) || hasFloat(op.results())
                : op == WasmOp.CALL_INDIRECT && hasFloat(module.types().get(reader.index()));
        if (uses) {
          throw refused(module.importedFunctions() + i, reader.offset());
        }
      }
    }
  }

  private void declarations() throws CompileException {
    for (final Import imported : module.imports()) {
      final boolean uses =
          switch (imported.kind()) {
            case FUNCTION -> hasFloat(module.functionType(imported.index()));
            case GLOBAL -> isFloat(module.globals().get(imported.index()).type());
            case TABLE, MEMORY, TAG -> false;
          };
      if (uses) {
        final boolean function = imported.kind() == ExternalKind.FUNCTION;
        throw refused(function ? imported.index() : -1, imported.offset());
      }
    }
    for (int i = 0; i < module.globalInits().size(); i++) {
      if (isFloat(module.globals().get(module.importedGlobals() + i).type())) {
        throw refused(-1, module.globalInits().get(i).offset());
      }
    }
    for (int i = 0; i < module.bodies().size(); i++) {
      final int index = module.importedFunctions() + i;
      final Body body = module.bodies().get(i);
      if (hasFloat(module.functionType(index))
          || hasFloat(body.groups().stream().map(LocalGroup::type).toList())) {
        throw refused(index, body.offset());
      }
    }
  }

  private static CompileException refused(final int function, final int offset) {
    return CompileException.unsupported("frontend", function, offset, FEATURE);
  }

  private static boolean hasFloat(final SubType type) {
    return type.isFunction() && hasFloat(type.function());
  }

  private static boolean hasFloat(final FuncType type) {
    return Stream.concat(type.params().stream(), type.results().stream())
        .anyMatch(FloatRefusal::isFloat);
  }

  private static boolean hasFloat(final List<ValType> types) {
    return types.stream().anyMatch(FloatRefusal::isFloat);
  }

  private static boolean isFloat(final ValType type) {
    return type.equals(ValType.F32) || type.equals(ValType.F64);
  }
}
