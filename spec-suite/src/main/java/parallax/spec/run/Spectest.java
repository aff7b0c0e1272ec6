package parallax.spec.run;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

/**
 * The module that scripts import from without defining it: an ordinary module, whose printing
 * functions are the host's and do nothing. What it holds is written in the suite's description of
 * its own host.
 */
final class Spectest {
  static final String NAME = "spectest";

  /** The one export that only engines with tables of 64-bit indices can have. */
  private static final String TABLE64 = "table64";

  private static final int MEMORY_PAGES = 1;
  private static final int TABLE_SLOTS = 10;

  /** Exports by name, as fields of a module. Functions come first: they are imported. */
  private static final Map<String, String> FUNCTIONS =
      new TreeMap<>(
          Map.of(
              "print", "",
              "print_i32", "(param i32)",
              "print_i64", "(param i64)",
              "print_f32", "(param f32)",
              "print_f64", "(param f64)",
              "print_i32_f32", "(param i32 f32)",
              "print_f64_f64", "(param f64 f64)"));

  private static final Map<String, String> STATE =
      new TreeMap<>(
          Map.of(
              "global_i32",
              "(global (export \"global_i32\") i32 (i32.const 666))",
              "global_i64",
              "(global (export \"global_i64\") i64 (i64.const 666))",
              "global_f32",
              "(global (export \"global_f32\") f32 (f32.const 666.6))",
              "global_f64",
              "(global (export \"global_f64\") f64 (f64.const 666.6))",
              "memory",
              "(memory (export \"memory\") " + MEMORY_PAGES + " 2)",
              "table",
              "(table (export \"table\") " + TABLE_SLOTS + " 20 funcref)",
              TABLE64,
              "(table (export \"table64\") i64 " + TABLE_SLOTS + " 20 funcref)"));

  private Spectest() {}

  /** With all its exports. */
  static byte[] whole() {
    final Set<String> names = new TreeSet<>(FUNCTIONS.keySet());
    names.addAll(STATE.keySet());
    return with(names);
  }

  /** For engines with 32-bit indices only. */
  static byte[] narrow() {
    final Set<String> names = new TreeSet<>(FUNCTIONS.keySet());
    names.addAll(STATE.keySet());
    names.remove(TABLE64);
    return with(names);
  }

  /** With those of its exports that are in demand; other names are left out. */
  static byte[] with(final Collection<String> names) {
    final StringBuilder text = new StringBuilder("(module");
    FUNCTIONS.forEach(
        (name, params) -> {
          if (names.contains(name)) {
            text.append(
                "\n(func (export \"%s\") (import \"host\" \"%s\") %s)"
                    .formatted(name, name, params));
          }
        });
    STATE.forEach(
        (name, field) -> {
          if (names.contains(name)) {
            text.append('\n').append(field);
          }
        });
    try {
      return WatParser.parse(text.append(")").toString());
    } catch (final WatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The size that an export begins with: pages or slots; empty for what has none. */
  static OptionalLong size(final String export) {
    return switch (export) {
      case "memory" -> OptionalLong.of(MEMORY_PAGES);
      case "table", TABLE64 -> OptionalLong.of(TABLE_SLOTS);
      default -> OptionalLong.empty();
    };
  }

  /** What a module imports from it; empty when nothing. */
  static Set<String> wanted(final Optional<WasmModule> module) {
    final Set<String> names = new TreeSet<>();
    module.ifPresent(
        decoded ->
            decoded.imports().stream()
                .filter(each -> each.module().equals(NAME))
                .forEach(each -> names.add(each.name())));
    return names;
  }

  /** True for imports of it through which instances can see what others do. */
  static boolean isShared(final WasmModule.Import imported) {
    return imported.module().equals(NAME)
        && (imported.kind() == ExternalKind.MEMORY || imported.kind() == ExternalKind.TABLE);
  }
}
