package parallax.spec.report;

import java.util.Comparator;
import java.util.List;

/** Families of scripts, and which of them are WebAssembly 3.0. */
final class Families {
  /** In the order in which features came. */
  private static final List<String> STANDARD =
      List.of(
          "core",
          "floats",
          "bulk memory",
          "reference types",
          "SIMD",
          "relaxed SIMD",
          "tail call",
          "multi-memory",
          "memory64/table64",
          "exception handling",
          "typed references and GC",
          "annotations/custom");

  /** The standard first, then the others by name. */
  static final Comparator<String> ORDER =
      Comparator.<String>comparingInt(
              family -> isStandard(family) ? STANDARD.indexOf(family) : STANDARD.size())
          .thenComparing(Comparator.naturalOrder());

  /** What the standard's families are together. */
  static final String ALL_OF_STANDARD = "WebAssembly 3.0";

  private Families() {}

  static boolean isStandard(final String family) {
    return STANDARD.contains(family);
  }
}
