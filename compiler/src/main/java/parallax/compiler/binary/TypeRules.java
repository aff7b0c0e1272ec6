package parallax.compiler.binary;

import java.util.List;

/**
 * When a type of one module matches another (core 3.0 section 3.3). Types that are compared must be
 * well-formed: every index in them exists.
 */
final class TypeRules {
  private final List<SubType> types;
  private final TypeRegistry registry;
  private final int[] ids;

  /**
   * @param ids of the types in the registry; may be filled later, before the types are compared
   */
  TypeRules(final List<SubType> types, final TypeRegistry registry, final int[] ids) {
    this.types = types;
    this.registry = registry;
    this.ids = ids;
  }

  boolean matches(final ValType lower, final ValType upper) {
    if (lower == upper) {
      return true;
    }
    return lower instanceof RefType reference
        && upper instanceof RefType other
        && (other.nullable() || !reference.nullable())
        && matches(reference.heap(), other.heap());
  }

  boolean matches(final List<ValType> lower, final List<ValType> upper) {
    if (lower.size() != upper.size()) {
      return false;
    }
    for (int i = 0; i < lower.size(); i++) {
      if (!matches(lower.get(i), upper.get(i))) {
        return false;
      }
    }
    return true;
  }

  boolean matches(final HeapType lower, final HeapType upper) {
    final HeapType.Kind kind = lower.kind();
    if (kind == HeapType.Kind.BOTTOM) {
      return true;
    }
    if (kind == HeapType.Kind.DEFINED) {
      return upper.isDefined()
          ? registry.isSubtype(ids[lower.typeIndex()], ids[upper.typeIndex()])
          : isBelow(abstraction(lower), upper.kind());
    }
    if (upper.isDefined()) {
      return kind == bottom(abstraction(upper));
    }
    return isBelow(kind, upper.kind());
  }

  boolean matches(final StorageType lower, final StorageType upper) {
    if (lower instanceof ValType value && upper instanceof ValType other) {
      return matches(value, other);
    }
    return lower == upper;
  }

  /** What can be changed must be the same on both sides. */
  boolean matches(final FieldType lower, final FieldType upper) {
    if (lower.mutable() != upper.mutable() || !matches(lower.storage(), upper.storage())) {
      return false;
    }
    return !lower.mutable() || matches(upper.storage(), lower.storage());
  }

  boolean matches(final CompositeType lower, final CompositeType upper) {
    if (lower instanceof FuncType function && upper instanceof FuncType other) {
      return matches(other.params(), function.params())
          && matches(function.results(), other.results());
    }
    if (lower instanceof ArrayType array && upper instanceof ArrayType other) {
      return matches(array.element(), other.element());
    }
    return lower instanceof StructType struct
        && upper instanceof StructType other
        && matchesFields(struct.fields(), other.fields());
  }

  /** The top of the hierarchy that a heap type belongs to; itself for the bottom of all. */
  HeapType.Kind top(final HeapType heap) {
    return switch (heap.isDefined() ? abstraction(heap) : heap.kind()) {
      case FUNC, NOFUNC -> HeapType.Kind.FUNC;
      case EXTERN, NOEXTERN -> HeapType.Kind.EXTERN;
      case EXN, NOEXN -> HeapType.Kind.EXN;
      case ANY, EQ, I31, STRUCT, ARRAY, NONE -> HeapType.Kind.ANY;
      case BOTTOM, DEFINED -> HeapType.Kind.BOTTOM;
    };
  }

  /** More fields may follow behind those of the supertype. */
  private boolean matchesFields(final List<FieldType> lower, final List<FieldType> upper) {
    if (lower.size() < upper.size()) {
      return false;
    }
    for (int i = 0; i < upper.size(); i++) {
      if (!matches(lower.get(i), upper.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The abstract type right above all defined types of its kind. */
  private HeapType.Kind abstraction(final HeapType defined) {
    final CompositeType type = types.get(defined.typeIndex()).composite();
    if (type instanceof FuncType) {
      return HeapType.Kind.FUNC;
    }
    return type instanceof StructType ? HeapType.Kind.STRUCT : HeapType.Kind.ARRAY;
  }

  private static HeapType.Kind bottom(final HeapType.Kind abstraction) {
    return abstraction == HeapType.Kind.FUNC ? HeapType.Kind.NOFUNC : HeapType.Kind.NONE;
  }

  private static boolean isBelow(final HeapType.Kind lower, final HeapType.Kind upper) {
    return lower == upper
        || switch (lower) {
          case EQ -> upper == HeapType.Kind.ANY;
          case I31, STRUCT, ARRAY -> upper == HeapType.Kind.EQ || upper == HeapType.Kind.ANY;
          case NONE ->
              switch (upper) {
                case ANY, EQ, I31, STRUCT, ARRAY -> true;
                default -> false;
              };
          case NOFUNC -> upper == HeapType.Kind.FUNC;
          case NOEXTERN -> upper == HeapType.Kind.EXTERN;
          case NOEXN -> upper == HeapType.Kind.EXN;
          default -> false;
        };
  }
}
