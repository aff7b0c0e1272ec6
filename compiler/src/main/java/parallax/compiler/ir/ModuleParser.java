package parallax.compiler.ir;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.compiler.ir.IrLexer.Kind;
import parallax.compiler.ir.IrLexer.Token;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/** Reads the text of a program. A declaration has a body when a function of its index follows. */
final class ModuleParser {
  private final IrTokens tokens;
  private final List<FunctionDeclaration> declarations = new ArrayList<>();
  private final Map<Integer, Function> bodies = new LinkedHashMap<>();
  private final List<ModuleIr.Memory> memories = new ArrayList<>();
  private final List<ModuleIr.Table> tables = new ArrayList<>();
  private final List<ModuleIr.Global> globals = new ArrayList<>();
  private final List<byte[]> dataSegments = new ArrayList<>();
  private final List<ModuleIr.ElementSegment> elementSegments = new ArrayList<>();
  private final List<ModuleIr.MemoryImage> memoryImages = new ArrayList<>();
  private final List<ModuleIr.TableImage> tableImages = new ArrayList<>();
  private final List<Integer> inits = new ArrayList<>();

  ModuleParser(final IrTokens tokens) {
    this.tokens = tokens;
  }

  ModuleIr parse() {
    tokens.expect("module");
    while (!tokens.at(Kind.END)) {
      item();
    }
    final List<FunctionDeclaration> functions = new ArrayList<>();
    for (final FunctionDeclaration declared : declarations) {
      functions.add(
          new FunctionDeclaration(
              declared.index(),
              declared.name(),
              declared.signature(),
              declared.typeId(),
              Optional.ofNullable(bodies.get(declared.index())),
              declared.host(),
              declared.referenced()));
    }
    return new ModuleIr(
        functions,
        memories,
        tables,
        globals,
        dataSegments,
        elementSegments,
        memoryImages,
        tableImages,
        inits);
  }

  private void item() {
    final Token at = tokens.peek();
    if (at.is("function")) {
      final Function function = new FunctionParser(tokens).parse();
      if (function.index() < 0 || function.index() >= declarations.size()) {
        throw IrTokens.fault(at, "function " + function.index() + " is not declared");
      }
      if (bodies.put(function.index(), function) != null) {
        throw IrTokens.fault(at, "function " + function.index() + " has two bodies");
      }
      return;
    }
    tokens.expect(Kind.WORD, "item of a program");
    switch (at.text()) {
      case "declare" -> declaration();
      case "memory" -> memory();
      case "table" -> table();
      case "global" -> global();
      case "data" -> {
        numbered(dataSegments);
        dataSegments.add(bytes());
      }
      case "elements" -> {
        numbered(elementSegments);
        elementSegments.add(new ModuleIr.ElementSegment(tokens.type(), constants()));
      }
      case "memory_image" -> {
        final int memory = tokens.index();
        tokens.expect("at");
        memoryImages.add(new ModuleIr.MemoryImage(memory, tokens.number(), bytes()));
      }
      case "table_image" -> {
        final int table = tokens.index();
        tokens.expect("at");
        tableImages.add(new ModuleIr.TableImage(table, tokens.number(), constants()));
      }
      case "init" -> inits.add(tokens.index());
      default -> throw IrTokens.fault(at, "no item '" + at.text() + "'");
    }
  }

  /** Reads the number of an item, which is its place in its list. */
  private int numbered(final List<?> list) {
    final Token at = tokens.peek();
    final int index = tokens.index();
    if (index != list.size()) {
      throw IrTokens.fault(at, "number " + index + " where " + list.size() + " is next");
    }
    return index;
  }

  private void declaration() {
    final int index = numbered(declarations);
    final String name = tokens.expect(Kind.STRING, "name").text();
    final Signature signature = tokens.signature();
    tokens.expect("type");
    final int typeId = tokens.index();
    final int host = tokens.accept("host") ? tokens.index() : -1;
    final boolean referenced = tokens.accept("referenced");
    declarations.add(
        new FunctionDeclaration(
            index, name, signature, typeId, Optional.empty(), host, referenced));
  }

  private void memory() {
    numbered(memories);
    tokens.expect("min");
    final long min = tokens.number();
    tokens.expect("max");
    memories.add(new ModuleIr.Memory(min, tokens.number()));
  }

  private void table() {
    numbered(tables);
    final Type type = tokens.type();
    tokens.expect("min");
    final long min = tokens.number();
    tokens.expect("max");
    tables.add(new ModuleIr.Table(type, min, tokens.number()));
  }

  private void global() {
    numbered(globals);
    final Type type = tokens.type();
    final boolean mutable = tokens.accept("mutable");
    tokens.expect("=");
    globals.add(new ModuleIr.Global(type, mutable, constant()));
  }

  private Constant constant() {
    return tokens.accept("function")
        ? Constant.ofFunction(tokens.index())
        : Constant.ofBits(tokens.number());
  }

  private List<Constant> constants() {
    final List<Constant> items = new ArrayList<>();
    tokens.expect("[");
    while (!tokens.accept("]")) {
      if (!items.isEmpty()) {
        tokens.expect(",");
      }
      items.add(constant());
    }
    return items;
  }

  private byte[] bytes() {
    final ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (tokens.at(Kind.STRING)) {
      final Token at = tokens.take();
      try {
        all.writeBytes(HexFormat.of().parseHex(at.text()));
      } catch (final IllegalArgumentException e) {
        throw IrTokens.fault(at, "bytes are pairs of hexadecimal digits");
      }
    }
    return all.toByteArray();
  }
}
