package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import parallax.compiler.CompileException;

/** Reads the type section (core 3.0 sections 5.3 and 5.5), group by group. */
final class TypeSectionReader {
  private static final int REC = 0x4E;
  private static final int SUB_FINAL = 0x4F;
  private static final int SUB = 0x50;
  private static final int ARRAY = 0x5E;
  private static final int STRUCT = 0x5F;
  private static final int FUNC = 0x60;

  private final List<SubType> types = new ArrayList<>();
  private final List<RecGroup> groups = new ArrayList<>();
  private final Consumer<Feature> features;
  private int[] offsets = new int[16];

  /**
   * @param features is told what the types need
   */
  TypeSectionReader(final Consumer<Feature> features) {
    this.features = features;
  }

  List<SubType> types() {
    return types;
  }

  List<RecGroup> groups() {
    return groups;
  }

  /** Where each type begins. */
  int[] offsets() {
    return Arrays.copyOf(offsets, types.size());
  }

  /** One entry of the section: a type that is a group of its own, or a group. */
  void group(final ByteReader in) throws CompileException {
    final int first = types.size();
    if (in.peek() == REC) {
      features.accept(Feature.GC);
      in.u8();
      final long count = in.u32();
      for (long i = 0; i < count; i++) {
        subType(in);
      }
    } else {
      subType(in);
    }
    groups.add(new RecGroup(first, types.size() - first));
  }

  private void subType(final ByteReader in) throws CompileException {
    final int start = in.position();
    if (types.size() == ImplementationLimits.TYPES) {
      throw in.unsupported("more than " + ImplementationLimits.TYPES + " types", start);
    }
    if (types.size() == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    }
    offsets[types.size()] = start;
    final int form = in.peek();
    if (form != SUB && form != SUB_FINAL) {
      types.add(SubType.of(composite(in)));
      return;
    }
    features.accept(Feature.GC);
    in.u8();
    final int at = in.position();
    final long count = in.u32();
    if (count > in.remaining()) {
      throw in.malformed("length out of bounds", at);
    }
    if (count > ImplementationLimits.SUPERTYPES) {
      throw in.unsupported("type with " + count + " supertypes", at);
    }
    final List<Integer> supertypes = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      supertypes.add(in.index());
    }
    types.add(new SubType(form == SUB_FINAL, supertypes, composite(in)));
  }

  private CompositeType composite(final ByteReader in) throws CompileException {
    final int start = in.position();
    switch (in.u8()) {
      case FUNC -> {
        final FuncType type =
            new FuncType(TypeReader.valTypes(in, "parameters"), TypeReader.valTypes(in, "results"));
        type.params().forEach(this::note);
        type.results().forEach(this::note);
        if (type.results().size() > 1) {
          features.accept(Feature.MULTI_VALUE);
        }
        return type;
      }
      case STRUCT -> {
        features.accept(Feature.GC);
        return new StructType(fields(in));
      }
      case ARRAY -> {
        features.accept(Feature.GC);
        return new ArrayType(field(in));
      }
      default ->
          throw in.malformed(
              in.bytes()[start] < 0 ? "integer representation too long" : "malformed type form",
              start);
    }
  }

  private List<FieldType> fields(final ByteReader in) throws CompileException {
    final int start = in.position();
    final long count = in.u32();
    if (count > in.remaining()) {
      throw in.malformed("length out of bounds", start);
    }
    if (count > ImplementationLimits.STRUCT_FIELDS) {
      throw in.unsupported("structure with " + count + " fields", start);
    }
    final List<FieldType> fields = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      fields.add(field(in));
    }
    return fields;
  }

  private FieldType field(final ByteReader in) throws CompileException {
    final StorageType storage = storage(in);
    return new FieldType(storage, TypeReader.mutability(in));
  }

  private StorageType storage(final ByteReader in) throws CompileException {
    for (final PackedType packed : PackedType.values()) {
      if (in.peek() == packed.code()) {
        in.u8();
        return packed;
      }
    }
    final ValType type = TypeReader.valType(in);
    note(type);
    return type;
  }

  private void note(final ValType type) {
    features.accept(Feature.of(type));
  }
}
