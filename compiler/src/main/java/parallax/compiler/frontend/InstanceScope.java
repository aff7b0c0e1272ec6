package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.Intrinsic;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.binary.Feature;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.SubType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;

/**
 * One instance as its function bodies see it: what an index of the module means in the program.
 * Canonical type ids are shared by all instances of a program.
 *
 * <p>Notes on the way which functions are referred to and which tables grow.
 */
final class InstanceScope {
  private final WasmModule module;
  private final LinkedInstance indices;
  private final ProgramFacts facts;
  private final int firstData;
  private final int firstElement;
  private final List<Signature> signatures;
  private final int[] typeIds;
  private final Map<Integer, Intrinsic> hostCalls = new TreeMap<>();
  private ImportedFunctions imports;
  private int function = -1;

  /**
   * @param indices what the module's indices are in the program
   * @param typeIds the program's ids of the module's types
   * @param firstData number of data segments of instances before
   * @param firstElement number of element segments of instances before
   * @throws CompileException when a type that a function has is not supported yet
   */
  InstanceScope(
      final WasmModule module,
      final LinkedInstance indices,
      final int[] typeIds,
      final ProgramFacts facts,
      final int firstData,
      final int firstElement)
      throws CompileException {
    this.module = module;
    this.indices = indices;
    this.facts = facts;
    this.firstData = firstData;
    this.firstElement = firstElement;
    this.signatures = new ArrayList<>();
    this.typeIds = typeIds;
    for (final SubType type : module.types()) {
      signatures.add(type.isFunction() ? supportedSignature(type.function()) : null);
    }
  }

  WasmModule module() {
    return module;
  }

  /** The function that errors are reported for from now on; -1 for none. */
  void enterFunction(final int index) {
    function = index;
  }

  /** Says where calls go whose numbers are operands, and which imports such calls are. */
  void bind(final ImportedFunctions functions, final Map<Integer, Intrinsic> calls) {
    imports = functions;
    hostCalls.putAll(calls);
  }

  /** What an imported function is if its calls are host calls by number; otherwise null. */
  Intrinsic hostCall(final int callee) {
    return hostCalls.get(callee);
  }

  /** The function that calls the host with a number. */
  int hostCall(final Intrinsic intrinsic, final int number, final int offset)
      throws CompileException {
    return imports.hostCall(intrinsic, number, this, offset);
  }

  /** Something that is wrong with the function that errors are reported for. */
  CompileException error(final String message, final int offset) {
    return new CompileException("frontend", function, offset, message);
  }

  CompileException unsupported(final String feature, final int offset) {
    return CompileException.unsupported("frontend", function, offset, feature);
  }

  CompileException tooLarge(final String message, final int offset) {
    return CompileException.tooLarge("frontend", function, offset, message);
  }

  /** The IR type of a value type. */
  Type type(final ValType type, final int offset) throws CompileException {
    final Type supported = supportedType(type);
    if (supported != null) {
      return supported;
    }
    throw unsupported(
        switch (type.kind()) {
          case V128 -> Feature.SIMD.label();
          case REFERENCE -> Feature.of(type).label();
          case I32, I64, F32, F64 -> throw new CompilerBug("number types are supported");
        },
        offset);
  }

  /** The IR type of a value type, or null when it is not supported yet. */
  static Type supportedType(final ValType type) {
    return switch (type.kind()) {
      case I32 -> Type.I32;
      case I64 -> Type.I64;
      case F32 -> Type.F32;
      case F64 -> Type.F64;
      case V128 -> null;
      case REFERENCE -> {
        if (type.equals(ValType.FUNCREF)) {
          yield Type.FUNCREF;
        }
        yield type.equals(ValType.EXTERNREF) ? Type.EXTERNREF : null;
      }
    };
  }

  List<Type> types(final List<ValType> types, final int offset) throws CompileException {
    final List<Type> converted = new ArrayList<>(types.size());
    for (final ValType type : types) {
      converted.add(type(type, offset));
    }
    return converted;
  }

  /** The type that the block instruction at the reader has. */
  Signature blockSignature(final InstructionReader reader) throws CompileException {
    if (reader.blockType().typeIndex() >= 0) {
      return typeSignature(reader.blockType().typeIndex(), reader.offset());
    }
    final FuncType resolved = reader.blockType().resolve(module.types());
    return new Signature(
        types(resolved.params(), reader.offset()), types(resolved.results(), reader.offset()));
  }

  /**
   * A type of the module.
   *
   * @param offset where it is used
   */
  Signature typeSignature(final int type, final int offset) throws CompileException {
    if (signatures.get(type) == null) {
      final FuncType wanted = module.types().get(type).function();
      types(wanted.params(), offset);
      types(wanted.results(), offset);
    }
    return signatures.get(type);
  }

  int typeId(final int type) {
    return typeIds[type];
  }

  /**
   * The type of a function.
   *
   * @param offset where it is used
   */
  Signature signature(final int callee, final int offset) throws CompileException {
    return typeSignature(module.functions().get(callee), offset);
  }

  int functionTypeId(final int index) {
    return typeId(module.functions().get(index));
  }

  int function(final int index) {
    return indices.functions().get(index);
  }

  /** A function that a reference is made to. */
  int reference(final int index) {
    facts.refer(function(index));
    return function(index);
  }

  int memory(final int index) {
    return indices.memories().get(index);
  }

  int global(final int index) {
    return indices.globals().get(index);
  }

  Type globalType(final int index) throws CompileException {
    return type(module.globals().get(index).type(), -1);
  }

  int table(final int index) {
    return indices.tables().get(index);
  }

  Type tableType(final int index) throws CompileException {
    final int position = index - module.importedTables();
    return type(
        module.tables().get(index).element(), position < 0 ? -1 : module.offsets().table(position));
  }

  /** A table that code grows. */
  int growingTable(final int index) {
    facts.grow(table(index));
    return table(index);
  }

  int data(final int index) {
    return firstData + index;
  }

  int element(final int index) {
    return firstElement + index;
  }

  /** The type of the ref.null at the reader. */
  Type referenceType(final InstructionReader reader) throws CompileException {
    return type(reader.referenceType(), reader.offset());
  }

  /** Null for a type that nothing supported can use; whoever does use it is refused then. */
  private Signature supportedSignature(final FuncType type) throws CompileException {
    final boolean supported =
        Stream.concat(type.params().stream(), type.results().stream())
            .allMatch(value -> supportedType(value) != null);
    if (!supported) {
      return null;
    }
    return new Signature(types(type.params(), -1), types(type.results(), -1));
  }
}
