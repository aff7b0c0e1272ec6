package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.ir.Type;

/** Exports for people and as JSON. */
final class ExportText {
  private ExportText() {}

  /** Such as {@code function add (i32, i32) -> (i32)}. */
  static String of(final Export export) {
    final String kind = export.kind().name().toLowerCase(Locale.ROOT);
    return switch (export.kind()) {
      case FUNCTION -> kind + " " + export.name() + " " + export.signature();
      case GLOBAL ->
          kind
              + " "
              + export.name()
              + " "
              + (export.mutable() ? "mut " : "")
              + export.signature().results().get(0).mnemonic();
      case TABLE, MEMORY -> kind + " " + export.name();
    };
  }

  /** Kind and name, and the type of functions and globals. */
  static ObjectNode json(final Export export) {
    final ObjectNode node = StandardOptions.object();
    node.put("kind", export.kind().name().toLowerCase(Locale.ROOT));
    node.put("name", export.name());
    switch (export.kind()) {
      case FUNCTION -> {
        types(node.putArray("params"), export.signature().params());
        types(node.putArray("results"), export.signature().results());
      }
      case GLOBAL -> {
        node.put("type", export.signature().results().get(0).mnemonic());
        node.put("mutable", export.mutable());
      }
      case TABLE, MEMORY -> {}
    }
    return node;
  }

  private static void types(final ArrayNode array, final Iterable<Type> types) {
    types.forEach(type -> array.add(type.mnemonic()));
  }
}
