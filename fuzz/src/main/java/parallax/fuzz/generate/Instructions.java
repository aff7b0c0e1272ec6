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
          Feature.MULTI_VALUE,
          Feature.REFERENCE_TYPES,
          Feature.BULK_MEMORY);

  /** Everything that is supported: the features of core 2.0 without floats and vectors. */
  private static final List<WasmOp> SUPPORTED = select(op -> true);

  private static final Map<String, String> NAMES = names();

  /** Integer arithmetic, comparisons and conversions, without constants. */
  static final List<WasmOp> NUMERIC =
      select(
          op ->
              op.hasSignature()
                  && op.immediate() == Immediate.NONE
                  && op != WasmOp.NOP
                  && op.results().size() == 1);

  static final List<WasmOp> LOADS =
      select(op -> op.immediate().isMemoryAccess() && op.results().size() == 1);

  static final List<WasmOp> STORES =
      select(op -> op.immediate().isMemoryAccess() && op.results().isEmpty());

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
        .filter(op -> op.immediate() != Immediate.F32 && op.immediate() != Immediate.F64)
        .filter(op -> !op.hasSignature() || hasIntegers(op))
        .filter(wanted)
        .toList();
  }

  private static boolean hasIntegers(final WasmOp op) {
    return Stream.concat(op.params().stream(), op.results().stream())
        .allMatch(type -> type == ValType.I32 || type == ValType.I64 || type == ValType.FUNCREF);
  }
}
