package parallax.compiler.ir;

import java.util.HexFormat;
import java.util.List;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/**
 * The text of functions and of whole programs, which {@link IrParser} reads back: printing what was
 * parsed gives the same text.
 *
 * <pre>
 * function 3 "name" (i32, i64) -> (i32) {
 * b0(v0: i32, v1: i64):
 *   v2 = const.i32 5 @0x25
 *   v3 = add.i32 v0, v2
 *   v4 = load.i32 memory 0 offset 8 width 1 signed checked v3
 *   trap_if integer_divide_by_zero v3
 *   v5: i32, v6: i64 = call 4 (v1, v2)
 *   br_if v3, b1(v2), b2()
 * }
 * </pre>
 *
 * <p>An instruction reads: results, operation with its type, payload, operands, edges, source
 * offset. Operands are in parentheses where their number is not fixed. A result has its type
 * written where the operation's row does not give it. Values and blocks have their ids as numbers,
 * so a text tells which values a pass removed. Broken functions are printed too, as far as that can
 * be done: the verifier's messages show them.
 */
public final class IrPrinter {
  /** Bytes of data in one string; longer data is cut into lines. */
  private static final int BYTES_PER_LINE = 64;

  private final StringBuilder out = new StringBuilder();

  private IrPrinter() {}

  public static String print(final ModuleIr module) {
    final IrPrinter printer = new IrPrinter();
    printer.module(module);
    return printer.out.toString();
  }

  public static String print(final Function function) {
    final IrPrinter printer = new IrPrinter();
    printer.function(function);
    return printer.out.toString();
  }

  /** One instruction, without line end. */
  public static String print(final Instruction instruction) {
    final IrPrinter printer = new IrPrinter();
    printer.instruction(instruction);
    return printer.out.toString();
  }

  private void module(final ModuleIr module) {
    out.append("module\n");
    module.functions().forEach(this::declaration);
    for (int i = 0; i < module.memories().size(); i++) {
      final ModuleIr.Memory memory = module.memories().get(i);
      out.append("memory ").append(i).append(" min ").append(memory.minPages());
      out.append(" max ").append(memory.maxPages()).append('\n');
    }
    for (int i = 0; i < module.tables().size(); i++) {
      final ModuleIr.Table table = module.tables().get(i);
      out.append("table ").append(i).append(' ').append(table.type().mnemonic());
      out.append(" min ").append(table.minSize()).append(" max ").append(table.maxSize());
      out.append('\n');
    }
    for (int i = 0; i < module.globals().size(); i++) {
      final ModuleIr.Global global = module.globals().get(i);
      out.append("global ").append(i).append(' ').append(global.type().mnemonic());
      out.append(global.mutable() ? " mutable = " : " = ");
      constant(global.initial());
      out.append('\n');
    }
    for (int i = 0; i < module.dataSegments().size(); i++) {
      out.append("data ").append(i);
      bytes(module.dataSegments().get(i));
    }
    for (int i = 0; i < module.elementSegments().size(); i++) {
      final ModuleIr.ElementSegment segment = module.elementSegments().get(i);
      out.append("elements ").append(i).append(' ').append(segment.type().mnemonic());
      constants(segment.items());
    }
    for (final ModuleIr.MemoryImage image : module.memoryImages()) {
      out.append("memory_image ").append(image.memory()).append(" at ").append(image.address());
      bytes(image.bytes());
    }
    for (final ModuleIr.TableImage image : module.tableImages()) {
      out.append("table_image ").append(image.table()).append(" at ").append(image.start());
      constants(image.items());
    }
    module.inits().forEach(init -> out.append("init ").append(init).append('\n'));
    for (final FunctionDeclaration declaration : module.functions()) {
      declaration.body().ifPresent(this::function);
    }
  }

  private void declaration(final FunctionDeclaration declaration) {
    out.append("declare ").append(declaration.index()).append(' ');
    quoted(declaration.name());
    out.append(' ').append(declaration.signature());
    out.append(" type ").append(declaration.typeId());
    if (declaration.host() != -1) {
      out.append(" host ").append(declaration.host());
    }
    if (declaration.referenced()) {
      out.append(" referenced");
    }
    out.append('\n');
  }

  private void bytes(final byte[] bytes) {
    for (int i = 0; i < bytes.length; i += BYTES_PER_LINE) {
      final int end = Math.min(bytes.length, i + BYTES_PER_LINE);
      out.append(bytes.length > BYTES_PER_LINE ? "\n  \"" : " \"");
      out.append(HexFormat.of().formatHex(bytes, i, end)).append('"');
    }
    out.append('\n');
  }

  private void constants(final List<Constant> items) {
    out.append(" [");
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      constant(items.get(i));
    }
    out.append("]\n");
  }

  private void constant(final Constant constant) {
    if (constant.function() >= 0) {
      out.append("function ").append(constant.function());
    } else {
      out.append(constant.bits());
    }
  }

  private void function(final Function function) {
    out.append("function ").append(function.index()).append(' ');
    quoted(function.name());
    out.append(' ').append(function.signature()).append(" {\n");
    for (final Block block : function.blocks()) {
      out.append(block).append('(');
      for (int i = 0; i < block.params().size(); i++) {
        out.append(i == 0 ? "" : ", ");
        typed(block.params().get(i));
      }
      out.append("):\n");
      for (final Instruction instruction : block.instructions()) {
        out.append("  ");
        instruction(instruction);
        out.append('\n');
      }
    }
    out.append("}\n");
  }

  private void instruction(final Instruction instruction) {
    final Op op = instruction.op();
    results(instruction);
    out.append(op.mnemonic());
    if (instruction.type() != null) {
      out.append('.').append(instruction.type().mnemonic());
    }
    payload(instruction.payload());
    String separator = " ";
    if (op.operandShape().equals("*")) {
      out.append(' ');
      values(instruction.args());
    } else {
      for (final Value arg : instruction.args()) {
        out.append(separator).append(arg);
        separator = ", ";
      }
    }
    for (final Target target : instruction.targets()) {
      out.append(separator).append(target.block());
      values(target.args());
      separator = ", ";
    }
    if (instruction.sourceOffset() != -1) {
      out.append(" @0x").append(Integer.toHexString(instruction.sourceOffset()));
    }
  }

  private void results(final Instruction instruction) {
    final List<Value> results = instruction.results();
    if (results.isEmpty()) {
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      if (results.get(i).type() == impliedType(instruction.op(), instruction.type(), i)) {
        out.append(results.get(i));
      } else {
        typed(results.get(i));
      }
    }
    out.append(" = ");
  }

  /** The type that an operation's row gives to a result; null where it gives none. */
  static Type impliedType(final Op op, final Type type, final int result) {
    final String shape = op.resultShape();
    if (result >= shape.length() || shape.charAt(result) == '*') {
      return null;
    }
    return FunctionBuilder.typeOf(shape.charAt(result), type);
  }

  private void payload(final Payload payload) {
    if (payload instanceof Payload.Constant constant) {
      out.append(' ').append(constant.bits());
    } else if (payload instanceof Payload.Index index) {
      out.append(' ').append(index.index());
    } else if (payload instanceof Payload.IndexPair pair) {
      out.append(' ').append(pair.destination()).append(' ').append(pair.source());
    } else if (payload instanceof Payload.Trap trap) {
      out.append(' ').append(trap.trap().mnemonic());
    } else if (payload instanceof Payload.Callee callee) {
      out.append(" type ").append(callee.typeId()).append(' ').append(callee.signature());
    } else if (payload instanceof Payload.Access holder) {
      final MemoryAccess access = holder.access();
      out.append(" memory ").append(access.memory());
      out.append(" offset ").append(access.offset());
      out.append(" width ").append(access.width());
      out.append(access.signed() ? " signed" : "");
      out.append(access.checked() ? " checked" : "");
    }
  }

  private void typed(final Value value) {
    out.append(value).append(": ").append(IrVerifier.name(value.type()));
  }

  private void values(final List<Value> values) {
    out.append('(');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(values.get(i));
    }
    out.append(')');
  }

  private void quoted(final String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
