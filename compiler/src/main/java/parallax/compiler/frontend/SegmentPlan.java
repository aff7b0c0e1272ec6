package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.ElementSegment;
import parallax.compiler.ir.ModuleIr.MemoryImage;
import parallax.compiler.ir.ModuleIr.TableImage;
import parallax.compiler.ir.Type;

/**
 * Sorts active segments into those whose effect may be there before anything runs, and those that
 * the instance's init has to apply. Segments are applied in order, elements before data (wasm core
 * 2.0 section 4.5.4): from the first one on that may trap, nothing is known any more. What other
 * code could see too early is left to init as well.
 *
 * <p>What init applies stays readable as a segment; what is known leaves an empty one, as if
 * dropped.
 */
final class SegmentPlan {
  /** Tables of more slots are filled by init when they do not begin as null. */
  private static final int MAX_STORED_SLOTS = 512;

  /** The initial value of a table's slots, written by init. */
  record Fill(int table, Type type, Constant value, int length) {}

  /** What the init function of one instance has to do, in this order. */
  record Dynamic(List<Fill> fills, List<DynamicElements> elements, List<DynamicData> data) {
    Dynamic {
      fills = List.copyOf(fills);
      elements = List.copyOf(elements);
      data = List.copyOf(data);
    }

    boolean isEmpty() {
      return fills.isEmpty() && elements.isEmpty() && data.isEmpty();
    }
  }

  /** An element segment that init applies to a table, then drops. */
  record DynamicElements(int table, int segment, long start, int length) {}

  /** A data segment that init applies to a memory, then drops. */
  record DynamicData(int memory, int segment, long address, int length) {}

  private final List<MemoryImage> memoryImages = new ArrayList<>();
  private final List<TableImage> tableImages = new ArrayList<>();
  private final List<byte[]> dataSegments = new ArrayList<>();
  private final List<ElementSegment> elementSegments = new ArrayList<>();
  private final BitSet filled = new BitSet();
  private final List<Fill> fills = new ArrayList<>();
  private final List<DynamicElements> dynamicElements = new ArrayList<>();
  private final List<DynamicData> dynamicData = new ArrayList<>();
  private boolean known = true;

  /**
   * A table of the instance whose slots do not begin as null. Many slots are cheaper to write than
   * to store.
   */
  void initialValue(final int table, final Type type, final Constant value, final int size) {
    if (size <= MAX_STORED_SLOTS) {
      tableImages.add(new TableImage(table, 0, Collections.nCopies(size, value)));
    } else {
      filled.set(table);
      fills.add(new Fill(table, type, value, size));
    }
  }

  /** Ends the segments of an instance; those of the next one follow. */
  Dynamic endInstance() {
    final Dynamic dynamic = new Dynamic(fills, dynamicElements, dynamicData);
    fills.clear();
    dynamicElements.clear();
    dynamicData.clear();
    known = true;
    return dynamic;
  }

  /** A passive segment. */
  void passiveElements(final Type type, final List<Constant> items) {
    elementSegments.add(new ElementSegment(type, items));
  }

  /** A segment that nothing can read: declared ones. */
  void droppedElements(final Type type) {
    elementSegments.add(new ElementSegment(type, List.of()));
  }

  /**
   * An active segment.
   *
   * @param unseen no code can look at the table before the instance is initialised
   * @param start first slot, unsigned 32 bits
   * @param tableSize initial size of the table; it never shrinks
   */
  void activeElements(
      final int table,
      final boolean unseen,
      final Type type,
      final List<Constant> items,
      final long start,
      final long tableSize) {
    known &= start + items.size() <= tableSize;
    if (known && unseen && !filled.get(table)) {
      tableImages.add(new TableImage(table, start, items));
      droppedElements(type);
    } else {
      dynamicElements.add(new DynamicElements(table, elementSegments.size(), start, items.size()));
      passiveElements(type, items);
    }
  }

  /** A passive segment. */
  void passiveData(final byte[] bytes) {
    dataSegments.add(bytes);
  }

  /**
   * An active segment; after all elements.
   *
   * @param unseen no code can look at the memory before the instance is initialised
   * @param address first byte, unsigned 32 bits
   * @param memoryBytes initial size of the memory; it never shrinks
   */
  void activeData(
      final int memory,
      final boolean unseen,
      final byte[] bytes,
      final long address,
      final long memoryBytes) {
    known &= address + bytes.length <= memoryBytes;
    if (known && unseen) {
      memoryImages.add(new MemoryImage(memory, address, bytes));
      passiveData(new byte[0]);
    } else {
      dynamicData.add(new DynamicData(memory, dataSegments.size(), address, bytes.length));
      passiveData(bytes);
    }
  }

  List<MemoryImage> memoryImages() {
    return memoryImages;
  }

  List<TableImage> tableImages() {
    return tableImages;
  }

  List<byte[]> dataSegments() {
    return dataSegments;
  }

  List<ElementSegment> elementSegments() {
    return elementSegments;
  }
}
