package parallax.compiler.frontend;

import java.util.List;
import java.util.stream.Collectors;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/** Types of imports and exports as the text format writes them; for messages. */
final class ExternalText {
  private ExternalText() {}

  static String of(final WasmModule module, final ExternalKind kind, final int index) {
    return switch (kind) {
      case FUNCTION -> "(func" + signature(module.functionType(index)) + ")";
      case TABLE -> {
        final TableType type = module.tables().get(index);
        yield "(table " + sizes(type.limits(), type.is64()) + " " + type.element().text() + ")";
      }
      case MEMORY -> {
        final MemoryType type = module.memories().get(index);
        yield "(memory " + sizes(type.limits(), type.is64()) + ")";
      }
      case GLOBAL -> {
        final GlobalType type = module.globals().get(index);
        final String value = type.type().text();
        yield "(global " + (type.mutable() ? "(mut " + value + ")" : value) + ")";
      }
      case TAG -> "(tag" + signature(module.tagType(index)) + ")";
    };
  }

  private static String sizes(final Limits limits, final boolean is64) {
    return (is64 ? "i64 " : "")
        + Long.toUnsignedString(limits.min())
        + (limits.hasMax() ? " " + Long.toUnsignedString(limits.max()) : "");
  }

  private static String signature(final FuncType type) {
    return list("param", type.params()) + list("result", type.results());
  }

  private static String list(final String keyword, final List<ValType> types) {
    return types.isEmpty()
        ? ""
        : types.stream()
            .map(ValType::text)
            .collect(Collectors.joining(" ", " (" + keyword + " ", ")"));
  }
}
