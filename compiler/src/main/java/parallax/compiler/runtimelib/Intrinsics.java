package parallax.compiler.runtimelib;

import java.util.List;
import java.util.Map;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * What routines import: operations of the IR that WebAssembly has no instruction for.
 *
 * <p>Module {@code pvm}: an operation on two operands of the same type, i64 or, with {@code _32}
 * behind its name, i32, by its name in IR. Divisions are total; an instruction of WebAssembly would
 * bring its traps along.
 */
final class Intrinsics {
  private static final Map<String, Op> OPERATIONS =
      Map.of(
          "mul_upper_u", Op.MUL_UPPER_U,
          "div_s", Op.DIV_S,
          "div_u", Op.DIV_U,
          "min_s", Op.MIN_S,
          "min_u", Op.MIN_U,
          "max_s", Op.MAX_S,
          "max_u", Op.MAX_U);

  private static final String MODULE = "pvm";
  private static final String NARROW = "_32";

  private Intrinsics() {}

  /**
   * Appends the operation that a call of an import stands for.
   *
   * @param args the call's operands
   * @param results what the operation shall define
   */
  static void append(
      final FunctionBuilder builder,
      final HostCall imported,
      final List<Value> args,
      final List<Value> results) {
    final boolean narrow = imported.name().endsWith(NARROW);
    final String name =
        imported.name().substring(0, imported.name().length() - (narrow ? NARROW.length() : 0));
    final Op op = OPERATIONS.get(name);
    if (op == null || !imported.module().equals(MODULE)) {
      throw new CompilerBug(
          "routines import "
              + imported.module()
              + "."
              + imported.name()
              + ", which is no operation");
    }
    final Type wide = op.isTyped() ? Type.I64 : null;
    final Type type = narrow ? Type.I32 : wide;
    builder.appendDefining(op, type, Payload.NONE, args, List.of(), results);
  }
}
