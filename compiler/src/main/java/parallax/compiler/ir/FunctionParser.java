package parallax.compiler.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.IrLexer.Kind;
import parallax.compiler.ir.IrLexer.Token;

/** Reads the text of a function. */
final class FunctionParser {
  private final IrTokens tokens;
  private Function function;
  private FunctionBuilder builder;
  // By id, made up to the largest that was mentioned.
  private final List<Value> values = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final List<Boolean> valueDefined = new ArrayList<>();
  private final List<Boolean> blockDefined = new ArrayList<>();
  // Where values and blocks were first used before they were defined.
  private final Map<Integer, Token> openValues = new LinkedHashMap<>();
  private final Map<Integer, Token> openBlocks = new LinkedHashMap<>();

  FunctionParser(final IrTokens tokens) {
    this.tokens = tokens;
  }

  Function parse() {
    tokens.expect("function");
    final int index = tokens.index();
    final String name = tokens.expect(Kind.STRING, "name").text();
    function = new Function(index, name, tokens.signature());
    builder = new FunctionBuilder(function);
    tokens.expect("{");
    while (!tokens.accept("}")) {
      if (tokens.atNumbered('b')) {
        block();
      } else if (builder.block() == null) {
        throw tokens.unexpected("block");
      } else {
        instruction();
      }
    }
    requireDefined(openValues);
    requireDefined(openBlocks);
    return function;
  }

  private static void requireDefined(final Map<Integer, Token> open) {
    if (!open.isEmpty()) {
      final Token first = open.values().iterator().next();
      throw IrTokens.fault(first, first.text() + " is not defined");
    }
  }

  private void block() {
    final Token at = tokens.peek();
    final int id = tokens.numbered('b', "block");
    final Block block = blockOf(id);
    if (blockDefined.get(id)) {
      throw IrTokens.fault(at, block + " is defined twice");
    }
    blockDefined.set(id, true);
    openBlocks.remove(id);
    function.blocks().add(block);
    builder.position(block);
    tokens.expect("(");
    while (!tokens.accept(")")) {
      if (!block.params().isEmpty()) {
        tokens.expect(",");
      }
      final Value param = definition();
      tokens.expect(":");
      param.retype(tokens.type());
      block.params().add(param);
    }
    tokens.expect(":");
  }

  private void instruction() {
    final List<Value> results = new ArrayList<>();
    final List<Boolean> typed = new ArrayList<>();
    if (tokens.atNumbered('v')) {
      do {
        final Value result = definition();
        final boolean hasType = tokens.accept(":");
        if (hasType) {
          result.retype(tokens.type());
        }
        results.add(result);
        typed.add(hasType);
      } while (tokens.accept(","));
      tokens.expect("=");
    }
    final Token at = tokens.expect(Kind.WORD, "operation");
    final int dot = at.text().indexOf('.');
    final Op op = op(at, dot < 0 ? at.text() : at.text().substring(0, dot));
    final Type type = dot < 0 ? null : IrTokens.type(at, at.text().substring(dot + 1));
    if (type == null && op.isTyped()) {
      throw IrTokens.fault(at, "'" + at.text() + "' needs a type");
    }
    for (int i = 0; i < results.size(); i++) {
      if (!typed.get(i)) {
        results.get(i).retype(impliedType(at, op, type, results, i));
      }
    }
    final Payload payload = payload(op);
    final List<Value> args = new ArrayList<>();
    final List<Target> targets = new ArrayList<>();
    operands(at, op, args, targets);
    builder.setSourceOffset(sourceOffset());
    builder.appendDefining(op, type, payload, args, targets, results);
  }

  private static Type impliedType(
      final Token at, final Op op, final Type type, final List<Value> results, final int i) {
    final Type implied = IrPrinter.impliedType(op, type, i);
    if (implied == null) {
      throw IrTokens.fault(at, "the type of " + results.get(i) + " is not written");
    }
    return implied;
  }

  private static Op op(final Token at, final String mnemonic) {
    for (final Op op : Op.values()) {
      if (op.mnemonic().equals(mnemonic)) {
        return op;
      }
    }
    throw IrTokens.fault(at, "no operation '" + mnemonic + "'");
  }

  private Payload payload(final Op op) {
    return switch (op.payload()) {
      case NONE -> Payload.NONE;
      case CONSTANT -> new Payload.Constant(tokens.number());
      case INDEX -> new Payload.Index(tokens.index());
      case INDEX_PAIR -> new Payload.IndexPair(tokens.index(), tokens.index());
      case ACCESS -> new Payload.Access(access());
      case TRAP -> new Payload.Trap(trapKind());
      case CALLEE -> {
        tokens.expect("type");
        final int typeId = tokens.index();
        yield new Payload.Callee(tokens.signature(), typeId);
      }
    };
  }

  private MemoryAccess access() {
    final Token at = tokens.peek();
    tokens.expect("memory");
    final int memory = tokens.index();
    tokens.expect("offset");
    final long offset = tokens.number();
    tokens.expect("width");
    final int width = tokens.index();
    final boolean signed = tokens.accept("signed");
    final boolean checked = tokens.accept("checked");
    try {
      return new MemoryAccess(memory, offset, width, signed, checked);
    } catch (final IllegalArgumentException e) {
      throw IrTokens.fault(at, "no such access: " + e.getMessage());
    }
  }

  private TrapKind trapKind() {
    final Token at = tokens.expect(Kind.WORD, "trap kind");
    return TrapKind.byMnemonic(at.text())
        .orElseThrow(() -> IrTokens.fault(at, "no trap kind '" + at.text() + "'"));
  }

  /**
   * Operands, then edges; separated by commas unless the operands are in parentheses. They begin in
   * the line of the operation: what begins the next line is a result or a block.
   */
  private void operands(
      final Token operation, final Op op, final List<Value> args, final List<Target> targets) {
    if (op.operandShape().equals("*")) {
      values(args);
    }
    boolean more =
        tokens.peek().line() == operation.line()
            && (tokens.atNumbered('b') || tokens.atNumbered('v'));
    while (more) {
      if (tokens.atNumbered('b')) {
        final Block to = blockUse();
        final List<Value> carried = new ArrayList<>();
        values(carried);
        targets.add(new Target(to, carried));
      } else if (targets.isEmpty()) {
        args.add(use());
      } else {
        throw tokens.unexpected("block");
      }
      more = tokens.accept(",");
    }
  }

  private void values(final List<Value> into) {
    tokens.expect("(");
    while (!tokens.accept(")")) {
      if (!into.isEmpty()) {
        tokens.expect(",");
      }
      into.add(use());
    }
  }

  private int sourceOffset() {
    if (!tokens.accept("@")) {
      return -1;
    }
    final Token at = tokens.peek();
    final long offset = tokens.number();
    if (offset != (int) offset && offset >>> 32 != 0) {
      throw IrTokens.fault(at, "source offset does not fit into 32 bits");
    }
    return (int) offset;
  }

  private Value definition() {
    final Token at = tokens.peek();
    final int id = tokens.numbered('v', "value");
    final Value value = valueOf(id);
    if (valueDefined.get(id)) {
      throw IrTokens.fault(at, value + " is defined twice");
    }
    valueDefined.set(id, true);
    openValues.remove(id);
    return value;
  }

  private Value use() {
    final Token at = tokens.peek();
    final int id = tokens.numbered('v', "value");
    final Value value = valueOf(id);
    if (!valueDefined.get(id)) {
      openValues.putIfAbsent(id, at);
    }
    return value;
  }

  private Block blockUse() {
    final Token at = tokens.peek();
    final int id = tokens.numbered('b', "block");
    final Block block = blockOf(id);
    if (!blockDefined.get(id)) {
      openBlocks.putIfAbsent(id, at);
    }
    return block;
  }

  private Value valueOf(final int id) {
    while (values.size() <= id) {
      // Gets its type where it is defined.
      values.add(function.newValue(Type.I32));
      valueDefined.add(false);
    }
    return values.get(id);
  }

  private Block blockOf(final int id) {
    while (blocks.size() <= id) {
      blocks.add(function.newBlock());
      blockDefined.add(false);
    }
    return blocks.get(id);
  }
}
