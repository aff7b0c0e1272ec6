package parallax.fuzz.generate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parallax.compiler.binary.Feature;
import parallax.compiler.binary.Immediate;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/** The instructions that the compiler supports, sorted by how they are generated. */
public final class Instructions {
  private static final Set<Feature> FEATURES =
      EnumSet.of(
          Feature.CORE,
          Feature.SIGN_EXTENSION,
          Feature.SATURATING_CONVERSIONS,
          Feature.MULTI_VALUE,
          Feature.REFERENCE_TYPES,
          Feature.BULK_MEMORY);

  /** Everything that is supported: the features of core 2.0 without vectors. */
  private static final List<WasmOp> SUPPORTED = select(op -> true);

  private static final Map<String, String> NAMES = names();

  /** Integer arithmetic, comparisons and conversions, without constants. */
  static final List<WasmOp> NUMERIC =
      select(
          op ->
              op.hasSignature()
                  && op.immediate() == Immediate.NONE
                  && op != WasmOp.NOP
                  && op.results().size() == 1
                  && !hasFloats(op));

  static final List<WasmOp> LOADS =
      select(op -> op.immediate().isMemoryAccess() && op.results().size() == 1 && !hasFloats(op));

  static final List<WasmOp> STORES =
      select(op -> op.immediate().isMemoryAccess() && op.results().isEmpty() && !hasFloats(op));

  /** Float arithmetic, comparisons and conversions, without constants. */
  static final List<WasmOp> FLOAT_NUMERIC =
      select(op -> op.immediate() == Immediate.NONE && hasFloats(op));

  /** Those of them whose NaNs have bits that the specification leaves open. */
  static final List<WasmOp> ARITHMETIC =
      FLOAT_NUMERIC.stream()
          .filter(op -> Code.isFloat(op.results().get(0)) && Code.isFloat(op.params().get(0)))
          .filter(op -> !op.text().matches(".*(abs|neg|copysign)"))
          .toList();

  static final List<WasmOp> FLOAT_LOADS =
      select(op -> op.immediate().isMemoryAccess() && op.results().size() == 1 && hasFloats(op));

  static final List<WasmOp> FLOAT_STORES =
      select(op -> op.immediate().isMemoryAccess() && op.results().isEmpty() && hasFloats(op));

  private Instructions() {}

  /** Everything that is supported, in the order of the table. */
  public static List<WasmOp> supported() {
    return SUPPORTED;
  }

  /**
   * The name in our table of an instruction that the reference names, which sets underscores
   * differently; its own name for what is not in the table.
   */
  public static String named(final String name) {
    return NAMES.getOrDefault(name.replace("_", ""), name);
  }

  private static Map<String, String> names() {
    final Map<String, String> names = new HashMap<>();
    for (final WasmOp op : SUPPORTED) {
      names.put(op.name().replace("_", ""), op.name());
    }
    return names;
  }

  private static List<WasmOp> select(final Predicate<WasmOp> wanted) {
    return Arrays.stream(WasmOp.values())
        .filter(op -> FEATURES.contains(op.feature()))
        .filter(op -> !op.hasSignature() || !hasVectors(op))
        .filter(wanted)
        .toList();
  }

  private static Stream<ValType> types(final WasmOp op) {
    return op.hasSignature()
        ? Stream.concat(op.params().stream(), op.results().stream())
        : Stream.empty();
  }

  private static boolean hasFloats(final WasmOp op) {
    return types(op).anyMatch(Code::isFloat);
  }

  private static boolean hasVectors(final WasmOp op) {
    return types(op).anyMatch(type -> type == ValType.V128);
  }
}
