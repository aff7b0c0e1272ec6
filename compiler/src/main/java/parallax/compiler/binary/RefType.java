package parallax.compiler.binary;

/**
 * A reference type (core 3.0 section 2.3). Those to abstract heap types exist once per nullability.
 */
public final class RefType implements ValType {
  private static final RefType[] NULLABLE = all(true);
  private static final RefType[] NON_NULL = all(false);

  public static final RefType FUNCREF = of(true, HeapType.Kind.FUNC);
  public static final RefType EXTERNREF = of(true, HeapType.Kind.EXTERN);
  public static final RefType EXNREF = of(true, HeapType.Kind.EXN);

  /** Not null, and nothing else is known of it. */
  static final RefType BOTTOM = of(false, HeapType.Kind.BOTTOM);

  private final boolean nullable;
  private final HeapType heap;

  private RefType(final boolean nullable, final HeapType heap) {
    this.nullable = nullable;
    this.heap = heap;
  }

  private static RefType[] all(final boolean nullable) {
    final HeapType.Kind[] kinds = HeapType.Kind.values();
    final RefType[] types = new RefType[kinds.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = new RefType(nullable, HeapType.of(kinds[i]));
    }
    return types;
  }

  public static RefType of(final boolean nullable, final HeapType heap) {
    return heap.isDefined() ? new RefType(nullable, heap) : of(nullable, heap.kind());
  }

  /** A reference to an abstract type. */
  public static RefType of(final boolean nullable, final HeapType.Kind kind) {
    return (nullable ? NULLABLE : NON_NULL)[kind.ordinal()];
  }

  /** A reference to a type of the type section. */
  public static RefType defined(final boolean nullable, final int typeIndex) {
    return new RefType(nullable, HeapType.defined(typeIndex));
  }

  public boolean nullable() {
    return nullable;
  }

  public HeapType heap() {
    return heap;
  }

  RefType withNull(final boolean wanted) {
    return wanted == nullable ? this : of(wanted, heap);
  }

  /** True for the types that have a one-byte form, the nullable abstract ones. */
  boolean isShort() {
    return nullable && heap.kind().isAbstract();
  }

  @Override
  public Kind kind() {
    return Kind.REFERENCE;
  }

  @Override
  public boolean isReference() {
    return true;
  }

  @Override
  public boolean isDefaultable() {
    return nullable;
  }

  @Override
  public ValType unpacked() {
    return this;
  }

  @Override
  public String text() {
    if (!isShort()) {
      return "(ref " + (nullable ? "null " : "") + heap.text() + ")";
    }
    return switch (heap.kind()) {
      case NONE -> "nullref";
      case NOFUNC -> "nullfuncref";
      case NOEXTERN -> "nullexternref";
      case NOEXN -> "nullexnref";
      default -> heap.text() + "ref";
    };
  }

  @Override
  public String toString() {
    return text();
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof RefType ref && nullable == ref.nullable && heap.equals(ref.heap);
  }

  @Override
  public int hashCode() {
    return 2 * heap.hashCode() + (nullable ? 1 : 0);
  }
}
