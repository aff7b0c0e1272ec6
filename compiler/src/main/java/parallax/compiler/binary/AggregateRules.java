package parallax.compiler.binary;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.ElementSegment;

/** Structures and arrays (core 3.0 section 3.4). */
final class AggregateRules {
  private AggregateRules() {}

  /** Validates an instruction; false when it belongs to another family. */
  static boolean apply(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case STRUCT_NEW -> {
        final List<FieldType> fields = struct(s).fields();
        for (int i = fields.size() - 1; i >= 0; i--) {
          s.pop(fields.get(i).storage().unpacked());
        }
        s.push(reference(s, false));
      }
      case STRUCT_NEW_DEFAULT -> {
        for (final FieldType field : struct(s).fields()) {
          defaultable(s, field);
        }
        s.push(reference(s, false));
      }
      case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> {
        final FieldType field = field(s);
        packing(s, field, op == WasmOp.STRUCT_GET);
        s.pop(reference(s, true));
        s.push(field.storage().unpacked());
      }
      case STRUCT_SET -> {
        final FieldType field = field(s);
        if (!field.mutable()) {
          throw s.error("immutable field");
        }
        s.pop(field.storage().unpacked());
        s.pop(reference(s, true));
      }
      default -> {
        return array(s, op);
      }
    }
    return true;
  }

  private static boolean array(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case ARRAY_NEW -> {
        final FieldType element = element(s);
        s.pop(ValType.I32);
        s.pop(element.storage().unpacked());
        s.push(reference(s, false));
      }
      case ARRAY_NEW_DEFAULT -> {
        defaultable(s, element(s));
        s.pop(ValType.I32);
        s.push(reference(s, false));
      }
      case ARRAY_NEW_FIXED -> newFixed(s);
      case ARRAY_NEW_DATA, ARRAY_INIT_DATA -> fromData(s, op == WasmOp.ARRAY_NEW_DATA);
      case ARRAY_NEW_ELEM, ARRAY_INIT_ELEM -> fromElements(s, op == WasmOp.ARRAY_NEW_ELEM);
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
        final FieldType element = element(s);
        packing(s, element, op == WasmOp.ARRAY_GET);
        s.pop(ValType.I32);
        s.pop(reference(s, true));
        s.push(element.storage().unpacked());
      }
      case ARRAY_SET -> {
        final FieldType element = mutable(s, element(s));
        s.pop(element.storage().unpacked());
        s.pop(ValType.I32);
        s.pop(reference(s, true));
      }
      case ARRAY_FILL -> {
        final FieldType element = mutable(s, element(s));
        s.pop(ValType.I32);
        s.pop(element.storage().unpacked());
        s.pop(ValType.I32);
        s.pop(reference(s, true));
      }
      case ARRAY_COPY -> copy(s);
      case ARRAY_LEN -> {
        s.pop(RefType.of(true, HeapType.Kind.ARRAY));
        s.push(ValType.I32);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** As many operands as the immediate says; in dead code those that there are. */
  private static void newFixed(final CodeState s) throws CompileException {
    final ValType type = element(s).storage().unpacked();
    final long count = Integer.toUnsignedLong(s.reader().index2());
    if (count > s.stack().available() && !s.stack().isPolymorphic()) {
      throw s.mismatch();
    }
    for (long i = Math.min(count, s.stack().available()); i > 0; i--) {
      s.pop(type);
    }
    s.push(reference(s, false));
  }

  private static void fromData(final CodeState s, final boolean isNew) throws CompileException {
    final FieldType element = element(s);
    if (!isNew) {
      mutable(s, element);
    }
    if (element.storage() instanceof RefType) {
      throw s.error("array type is not numeric or vector");
    }
    s.context().data(s.reader().index2(), s.function(), s.reader().offset());
    fromSegment(s, isNew);
  }

  private static void fromElements(final CodeState s, final boolean isNew) throws CompileException {
    final FieldType element = element(s);
    if (!isNew) {
      mutable(s, element);
    }
    final ElementSegment segment =
        s.context().element(s.reader().index2(), s.function(), s.reader().offset());
    if (!s.rules().matches(segment.type(), element.storage())) {
      throw s.mismatch();
    }
    fromSegment(s, isNew);
  }

  /** Start in the segment and length; before them an array and a start when it is filled. */
  private static void fromSegment(final CodeState s, final boolean isNew) throws CompileException {
    s.pop(ValType.I32);
    s.pop(ValType.I32);
    if (isNew) {
      s.push(reference(s, false));
    } else {
      s.pop(ValType.I32);
      s.pop(reference(s, true));
    }
  }

  private static void copy(final CodeState s) throws CompileException {
    final FieldType to = mutable(s, element(s));
    final FieldType from = element(s, s.reader().index2());
    if (!s.rules().matches(from.storage(), to.storage())) {
      throw s.error("array types do not match");
    }
    s.pop(ValType.I32);
    s.pop(ValType.I32);
    s.pop(RefType.defined(true, s.reader().index2()));
    s.pop(ValType.I32);
    s.pop(reference(s, true));
  }

  /** To the type that the instruction names. */
  private static RefType reference(final CodeState s, final boolean nullable) {
    return RefType.defined(nullable, s.reader().index());
  }

  private static CompositeType type(final CodeState s, final int index) throws InvalidException {
    return s.context().type(index, s.function(), s.reader().offset()).composite();
  }

  private static StructType struct(final CodeState s) throws InvalidException {
    if (type(s, s.reader().index()) instanceof StructType struct) {
      return struct;
    }
    throw s.error("type mismatch: structure type expected");
  }

  private static FieldType field(final CodeState s) throws InvalidException {
    final List<FieldType> fields = struct(s).fields();
    final int index = s.reader().index2();
    if (Integer.compareUnsigned(index, fields.size()) >= 0) {
      throw s.error("unknown field " + Integer.toUnsignedString(index));
    }
    return fields.get(index);
  }

  private static FieldType element(final CodeState s) throws InvalidException {
    return element(s, s.reader().index());
  }

  private static FieldType element(final CodeState s, final int index) throws InvalidException {
    if (type(s, index) instanceof ArrayType array) {
      return array.element();
    }
    throw s.error("type mismatch: array type expected");
  }

  private static FieldType mutable(final CodeState s, final FieldType element)
      throws InvalidException {
    if (!element.mutable()) {
      throw s.error("immutable array");
    }
    return element;
  }

  private static void defaultable(final CodeState s, final FieldType field)
      throws InvalidException {
    if (!field.storage().unpacked().isDefaultable()) {
      throw s.error("type mismatch: field without a default value");
    }
  }

  /** The plain form is for unpacked fields, the signed and unsigned ones for packed fields. */
  private static void packing(final CodeState s, final FieldType field, final boolean plain)
      throws InvalidException {
    if (field.isPacked() == plain) {
      throw s.error("type mismatch: " + (plain ? "packed" : "unpacked") + " field");
    }
  }
}
