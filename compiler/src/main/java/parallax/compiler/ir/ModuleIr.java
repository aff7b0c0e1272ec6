package parallax.compiler.ir;

import java.util.List;
import java.util.Optional;

/**
 * All functions and state of a program: the union of its instances. Lists are indexed by
 * program-wide indices, which is what instructions carry.
 *
 * <p>Initial state is what the lists say (global values, {@link #memoryImages()}, {@link
 * #tableImages()}); whatever cannot be known before running is done by the init functions, which
 * are entered once, in order, before anything else.
 *
 * @param functions declared functions, imports among them
 * @param memories linear memories
 * @param tables tables
 * @param globals globals
 * @param dataSegments bytes of data segments that instructions read (passive ones, and active ones
 *     that init applies)
 * @param elementSegments element segments that instructions read; empty likewise
 * @param memoryImages active data known to be in bounds, in the order of application
 * @param tableImages active elements known to be in bounds, in the order of application
 * @param inits indices of the init functions (no parameters, no results), one for each instance, in
 *     order; empty when the only instance needs none
 */
public record ModuleIr(
    List<FunctionDeclaration> functions,
    List<Memory> memories,
    List<Table> tables,
    List<Global> globals,
    List<byte[]> dataSegments,
    List<ElementSegment> elementSegments,
    List<MemoryImage> memoryImages,
    List<TableImage> tableImages,
    List<Integer> inits) {

  /**
   * A function: either a body or an import.
   *
   * @param typeId canonical id of its type over the whole program; -1 for functions that the
   *     compiler adds, which no reference refers to
   * @param body the code; empty for an import
   * @param host the index of the host call that implements an import; -1 for a body
   * @param referenced a reference to it may exist (ref.func, element segment, export)
   */
  public record FunctionDeclaration(
      int index,
      String name,
      Signature signature,
      int typeId,
      Optional<Function> body,
      int host,
      boolean referenced) {
    public boolean isImport() {
      return body.isEmpty();
    }
  }

  /**
   * A linear memory; number 0 is the main one, which the machine bounds.
   *
   * @param minPages initial size in wasm pages of 64 KiB
   * @param maxPages the size that growth never passes: the smaller of the declared maximum and the
   *     cap
   */
  public record Memory(long minPages, long maxPages) {}

  /**
   * A table.
   *
   * @param minSize initial number of slots
   * @param maxSize the number of slots that growth never passes, and for which there is room
   */
  public record Table(Type type, long minSize, long maxSize) {}

  /** A global with its initial value. */
  public record Global(Type type, boolean mutable, Constant initial) {}

  /**
   * A constant: bits, or a reference to a function.
   *
   * @param function index of the referred function, -1 when {@code bits} is the value
   */
  public record Constant(long bits, int function) {
    public static final Constant NULL = new Constant(0, -1);

    public static Constant ofBits(final long bits) {
      return new Constant(bits, -1);
    }

    public static Constant ofFunction(final int function) {
      return new Constant(0, function);
    }
  }

  /** Constants of one reference type. */
  public record ElementSegment(Type type, List<Constant> items) {
    public ElementSegment {
      items = List.copyOf(items);
    }
  }

  /** Bytes at a place of a memory. */
  public record MemoryImage(int memory, long address, byte[] bytes) {}

  /** Constants at a place of a table. */
  public record TableImage(int table, long start, List<Constant> items) {
    public TableImage {
      items = List.copyOf(items);
    }
  }

  public ModuleIr {
    functions = List.copyOf(functions);
    memories = List.copyOf(memories);
    tables = List.copyOf(tables);
    globals = List.copyOf(globals);
    dataSegments = List.copyOf(dataSegments);
    elementSegments = List.copyOf(elementSegments);
    memoryImages = List.copyOf(memoryImages);
    tableImages = List.copyOf(tableImages);
    inits = List.copyOf(inits);
  }
}
