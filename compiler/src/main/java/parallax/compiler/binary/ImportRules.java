package parallax.compiler.binary;

import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/**
 * When what one module defines may be imported by another (core 3.0 section 3.3.10, matching of
 * external types). The types of both modules are in one registry.
 *
 * <p>Of a size that can grow, the one that it begins with counts, or any that it may come to.
 */
public final class ImportRules {
  /**
   * A module with the registry's ids of its types.
   *
   * @param ids by type index; not copied, not changed
   */
  public record Side(WasmModule module, int[] ids) {
    private TypeRules rules(final TypeRegistry registry) {
      return new TypeRules(module.types(), registry, ids);
    }
  }

  private final TypeRegistry registry;
  private final Side actual;
  private final Side wanted;
  private final TypeRules actualRules;
  private final TypeRules wantedRules;
  private final boolean grown;

  /**
   * @param actual the module that defines
   * @param wanted the module that imports
   */
  public ImportRules(final TypeRegistry registry, final Side actual, final Side wanted) {
    this(registry, actual, wanted, false);
  }

  private ImportRules(
      final TypeRegistry registry, final Side actual, final Side wanted, final boolean grown) {
    this.registry = registry;
    this.actual = actual;
    this.wanted = wanted;
    this.actualRules = actual.rules(registry);
    this.wantedRules = wanted.rules(registry);
    this.grown = grown;
  }

  /** The same rules for objects that may have grown as far as their limits let them. */
  public ImportRules grown() {
    return new ImportRules(registry, actual, wanted, true);
  }

  /**
   * Whether an object of the defining module is what the importing one asks for.
   *
   * @param kind of both
   * @param defined index in the defining module
   * @param imported index in the importing module
   */
  public boolean matches(final ExternalKind kind, final int defined, final int imported) {
    final WasmModule from = actual.module();
    final WasmModule to = wanted.module();
    return switch (kind) {
      case FUNCTION ->
          registry.isSubtype(
              actual.ids()[from.functions().get(defined)],
              wanted.ids()[to.functions().get(imported)]);
      case TABLE -> matches(from.tables().get(defined), to.tables().get(imported));
      case MEMORY -> matches(from.memories().get(defined), to.memories().get(imported));
      case GLOBAL -> matches(from.globals().get(defined), to.globals().get(imported));
      case TAG -> actual.ids()[from.tags().get(defined)] == wanted.ids()[to.tags().get(imported)];
    };
  }

  private boolean matches(final TableType defined, final TableType imported) {
    return defined.addressType() == imported.addressType()
        && matches(defined.limits(), imported.limits())
        && same(defined.element(), imported.element());
  }

  private boolean matches(final MemoryType defined, final MemoryType imported) {
    return defined.addressType() == imported.addressType()
        && matches(defined.limits(), imported.limits());
  }

  private boolean matches(final GlobalType defined, final GlobalType imported) {
    if (defined.mutable() != imported.mutable()) {
      return false;
    }
    return defined.mutable()
        ? same(defined.type(), imported.type())
        : isBelow(defined.type(), imported.type());
  }

  private boolean matches(final Limits defined, final Limits imported) {
    // Without a maximum that is -1, the largest number.
    final long size = grown ? defined.max() : defined.min();
    return Long.compareUnsigned(size, imported.min()) >= 0
        && (!imported.hasMax()
            || (defined.hasMax() && Long.compareUnsigned(defined.max(), imported.max()) <= 0));
  }

  private boolean isBelow(final ValType lower, final ValType upper) {
    if (lower instanceof RefType reference && upper instanceof RefType other) {
      return (other.nullable() || !reference.nullable()) && isBelow(reference.heap(), other.heap());
    }
    return lower == upper;
  }

  private boolean isBelow(final HeapType lower, final HeapType upper) {
    if (lower.isDefined() && upper.isDefined()) {
      return registry.isSubtype(actual.ids()[lower.typeIndex()], wanted.ids()[upper.typeIndex()]);
    }
    return lower.isDefined()
        ? actualRules.matches(lower, upper)
        : wantedRules.matches(lower, upper);
  }

  /** Each is below the other: defined types with the same id, otherwise equal ones. */
  private boolean same(final ValType a, final ValType b) {
    if (a instanceof RefType first && b instanceof RefType second) {
      final HeapType left = first.heap();
      final HeapType right = second.heap();
      final boolean sameHeap =
          (left.isDefined() && right.isDefined())
              ? actual.ids()[left.typeIndex()] == wanted.ids()[right.typeIndex()]
              : left.equals(right);
      return sameHeap && first.nullable() == second.nullable();
    }
    return a == b;
  }
}
