package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.ElementSegment;
import parallax.compiler.ir.ModuleIr.MemoryImage;
import parallax.compiler.ir.ModuleIr.TableImage;
import parallax.compiler.ir.Type;

/**
 * Sorts active segments into those whose effect is known before anything runs, and those that init
 * has to apply. Segments are applied in order, elements before data (wasm core 2.0 section 4.5.4):
 * from the first one on that traps, nothing is known any more.
 *
 * <p>What init applies stays readable as a segment; what is known leaves an empty one, as if
 * dropped.
 */
final class SegmentPlan {
  /** An element segment that init applies to a table, then drops. */
  record DynamicElements(int table, int segment, long start, int length) {}

  /** A data segment that init applies to a memory, then drops. */
  record DynamicData(int memory, int segment, long address, int length) {}

  private final List<MemoryImage> memoryImages = new ArrayList<>();
  private final List<TableImage> tableImages = new ArrayList<>();
  private final List<byte[]> dataSegments = new ArrayList<>();
  private final List<ElementSegment> elementSegments = new ArrayList<>();
  private final List<DynamicElements> dynamicElements = new ArrayList<>();
  private final List<DynamicData> dynamicData = new ArrayList<>();
  private boolean known = true;

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
   * @param start first slot, unsigned 32 bits
   * @param tableSize initial size of the table
   */
  void activeElements(
      final int table,
      final Type type,
      final List<Constant> items,
      final long start,
      final long tableSize) {
    known &= start + items.size() <= tableSize;
    if (known) {
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
   * @param address first byte, unsigned 32 bits
   * @param memoryBytes initial size of the memory
   */
  void activeData(
      final int memory, final byte[] bytes, final long address, final long memoryBytes) {
    known &= address + bytes.length <= memoryBytes;
    if (known) {
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

  List<DynamicElements> dynamicElements() {
    return dynamicElements;
  }

  List<DynamicData> dynamicData() {
    return dynamicData;
  }
}
