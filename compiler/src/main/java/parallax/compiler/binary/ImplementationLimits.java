package parallax.compiler.binary;

/**
 * What a module may have at most (core 3.0 appendix A.3 allows such limits): far above what
 * toolchains make, low enough to bound the time and memory that hostile bytes can cost. A module
 * beyond them is refused as unsupported, never as malformed.
 */
public final class ImplementationLimits {
  /** Bytes of a module. */
  public static final int MODULE_BYTES = 1 << 28;

  /** Entries of the type section. */
  public static final int TYPES = 1_000_000;

  /** Parameters or results of a function type. */
  public static final int TYPE_ARITY = 1_000;

  /** Fields of a structure type. */
  public static final int STRUCT_FIELDS = 10_000;

  /** Supertypes that a type may list; more than one is never valid. */
  public static final int SUPERTYPES = 1_000;

  /** Declared supertypes above a type. */
  public static final int SUBTYPE_DEPTH = 63;

  /** Functions, imported ones among them. */
  public static final int FUNCTIONS = 1_000_000;

  /** Entries of each of the sections import, table, memory, tag, global, export, element, data. */
  public static final int ENTRIES = 1_000_000;

  /** Items of all element segments together. */
  public static final int SEGMENT_ITEMS = 1 << 22;

  /** Entries of the name section; one with more counts as absent. */
  public static final int NAMES = 1_000_000;

  /** Declared locals of a function together with its parameters; also the groups they come in. */
  public static final int LOCALS = 50_000;

  /** Bytes of a function body. */
  public static final int BODY_BYTES = 7_654_321;

  /** Labels of a br_table, the default not counted. */
  public static final int LABELS = 65_520;

  /** Clauses of a try_table. */
  public static final int CATCHES = 10_000;

  /** Operands on the stack of a function; a power of two. */
  public static final int OPERANDS = 1 << 20;

  /**
   * Operands that the block types, labels and calls of a module take and leave, summed over its
   * instructions: two bytes can move a thousand.
   */
  public static final long MOVED_OPERANDS = 1L << 30;

  private ImplementationLimits() {}
}
