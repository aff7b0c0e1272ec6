package parallax.compiler.binary;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import parallax.compiler.CompileException;

/**
 * Checks the form of expressions (core 3.0 section 5.4): instructions that can be read, blocks that
 * are closed, an else only in an if. Notes which features they use. Needs one bit per open block.
 */
final class BodyScanner {
  private final Set<Feature> features;
  private final BitSet ifs = new BitSet();

  /** Where in a body the first instruction needs the data count section; -1 for nowhere. */
  private int firstDataUse = -1;

  BodyScanner(final Set<Feature> features) {
    this.features = features;
  }

  int firstDataUse() {
    return firstDataUse;
  }

  /**
   * Reads one expression, its closing end among it.
   *
   * @return where it ends
   */
  int scan(final ByteReader in) throws CompileException {
    final InstructionReader reader = new InstructionReader(in);
    int depth = 0;
    ifs.clear();
    while (true) {
      final WasmOp op = reader.next();
      note(op, reader);
      switch (op) {
        case BLOCK, LOOP, IF, TRY_TABLE -> ifs.set(depth++, op == WasmOp.IF);
        case ELSE -> {
          if (depth == 0 || !ifs.get(depth - 1)) {
            throw in.malformed("END opcode expected: else without if", reader.offset());
          }
          ifs.clear(depth - 1);
        }
        case END -> {
          if (depth == 0) {
            return reader.position();
          }
          depth--;
        }
        default -> {}
      }
    }
  }

  /**
   * Reads one constant expression.
   *
   * @param importedGlobals those that could be read before extended constant expressions
   */
  int scanConstant(final ByteReader in, final int importedGlobals) throws CompileException {
    final int start = in.position();
    final int dataUse = firstDataUse;
    final int end = scan(in);
    // Data segments cannot be named here, which is for the validator to say.
    firstDataUse = dataUse;
    final InstructionReader reader = new InstructionReader(in.bytes(), start, end, -1);
    while (!reader.atEnd()) {
      switch (reader.next()) {
        case GLOBAL_GET -> {
          if (Integer.compareUnsigned(reader.index(), importedGlobals) >= 0) {
            features.add(Feature.EXTENDED_CONST);
          }
        }
        case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL ->
            features.add(Feature.EXTENDED_CONST);
        default -> {}
      }
    }
    return end;
  }

  private void note(final WasmOp op, final InstructionReader reader) {
    if (op.feature() != Feature.CORE) {
      features.add(op.feature());
    }
    switch (op.immediate()) {
      case BLOCK_TYPE, TRY_TABLE -> {
        if (reader.blockType().typeIndex() >= 0) {
          features.add(Feature.MULTI_VALUE);
        }
        note(reader.blockType().result());
      }
      case TYPE_TABLE -> {
        if (reader.index2() != 0) {
          features.add(Feature.REFERENCE_TYPES);
        }
      }
      case REF_TYPE, REF_TYPE_NON_NULL -> note(reader.referenceType());
      case SELECT_TYPES -> reader.types().forEach(this::note);
      case DATA, DATA_MEMORY, TYPE_DATA -> {
        if (firstDataUse < 0) {
          firstDataUse = reader.offset();
        }
      }
      default -> {}
    }
    if (reader.namesMemory()) {
      features.add(Feature.MULTI_MEMORY);
    }
  }

  /** Notes the use of a type; null for none. */
  void note(final ValType type) {
    if (type != null) {
      features.add(Feature.of(type));
    }
  }

  void note(final Feature feature) {
    features.add(feature);
  }

  static Set<Feature> noFeatures() {
    return EnumSet.of(Feature.CORE);
  }
}
