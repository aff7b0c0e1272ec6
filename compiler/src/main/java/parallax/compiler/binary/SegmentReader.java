package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.ConstExpr;
import parallax.compiler.binary.WasmModule.DataSegment;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.SegmentMode;

/** Reads constant expressions, element and data segments (core 3.0 section 5.5). */
final class SegmentReader {
  private final Set<Feature> features;
  private final BodyScanner scanner;
  private final int importedGlobals;

  /** Of all element segments so far. */
  private long items;

  SegmentReader(final Set<Feature> features, final BodyScanner scanner, final int importedGlobals) {
    this.features = features;
    this.scanner = scanner;
    this.importedGlobals = importedGlobals;
  }

  ConstExpr constExpr(final ByteReader in) throws CompileException {
    final int offset = in.position();
    return new ConstExpr(offset, scanner.scanConstant(in, importedGlobals));
  }

  /** Bit 0: passive or declared; bit 1: explicit table, or declared; bit 2: expressions. */
  ElementSegment element(final ByteReader in) throws CompileException {
    final int offset = in.position();
    final long flags = in.u32();
    if (flags > 7) {
      throw in.malformed("malformed elements segment kind", offset);
    }
    if (flags != 0) {
      features.add(Feature.BULK_MEMORY);
    }
    final boolean active = (flags & 1) == 0;
    final boolean explicit = (flags & 2) != 0;
    final boolean expressions = (flags & 4) != 0;
    final int table = active && explicit ? in.index() : 0;
    final ConstExpr placement = active ? constExpr(in) : null;
    final RefType type = itemType(in, expressions, active && !explicit);
    final List<Integer> indices = new ArrayList<>();
    final List<ConstExpr> expressionItems = new ArrayList<>();
    final int at = in.position();
    final long count = in.u32();
    if (count <= in.remaining()) {
      items += count;
      if (items > ImplementationLimits.SEGMENT_ITEMS) {
        throw in.unsupported("element segments with " + items + " items", at);
      }
    }
    for (long i = 0; i < count; i++) {
      if (expressions) {
        expressionItems.add(constExpr(in));
      } else {
        indices.add(in.index());
      }
    }
    return new ElementSegment(
        mode(active, explicit),
        table,
        placement,
        type,
        expressions,
        indices,
        expressionItems,
        offset);
  }

  /**
   * The type of the items.
   *
   * @param implied whether nothing is written about it
   */
  private RefType itemType(final ByteReader in, final boolean expressions, final boolean implied)
      throws CompileException {
    if (!expressions) {
      final int at = in.position();
      if (!implied && in.u8() != 0) {
        throw in.malformed("malformed element kind", at);
      }
      return RefType.of(false, HeapType.Kind.FUNC);
    }
    if (implied) {
      return RefType.FUNCREF;
    }
    final RefType type = TypeReader.refType(in);
    if (!type.equals(RefType.FUNCREF)) {
      scanner.note(type);
    }
    return type;
  }

  private static SegmentMode mode(final boolean active, final boolean explicit) {
    if (active) {
      return SegmentMode.ACTIVE;
    }
    return explicit ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
  }

  DataSegment data(final ByteReader in) throws CompileException {
    final int offset = in.position();
    final long flags = in.u32();
    if (flags > 2) {
      throw in.malformed("malformed data segment kind", offset);
    }
    if (flags == 1) {
      features.add(Feature.BULK_MEMORY);
    }
    final int memory = flags == 2 ? in.index() : 0;
    if (memory != 0) {
      features.add(Feature.MULTI_MEMORY);
    }
    final ConstExpr placement = flags == 1 ? null : constExpr(in);
    final int at = in.position();
    final long length = in.u32();
    if (length > in.remaining()) {
      throw in.malformed("unexpected end of section or function: length out of bounds", at);
    }
    final int start = in.position();
    in.skip(length);
    final SegmentMode mode = flags == 1 ? SegmentMode.PASSIVE : SegmentMode.ACTIVE;
    return new DataSegment(mode, memory, placement, start, (int) length, offset);
  }
}
