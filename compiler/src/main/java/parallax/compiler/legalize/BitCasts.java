package parallax.compiler.legalize;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;

/**
 * Takes reinterpretations out of a function: once floats are their bits, the result is the operand.
 * Must come before types change, so that nothing refers to a result that is no longer defined.
 */
final class BitCasts {
  private final Value[] operandOf;

  private BitCasts(final Function function) {
    operandOf = new Value[function.valueCount()];
  }

  static void remove(final Function function) {
    final BitCasts casts = new BitCasts(function);
    if (casts.collect(function)) {
      casts.rewrite(function);
    }
  }

  private static boolean isCast(final Instruction instruction) {
    return switch (instruction.op()) {
      case I32_REINTERPRET, I64_REINTERPRET, F32_REINTERPRET, F64_REINTERPRET -> true;
      default -> false;
    };
  }

  private boolean collect(final Function function) {
    boolean any = false;
    for (final Block block : function.blocks()) {
      for (final Instruction instruction : block.instructions()) {
        if (isCast(instruction)) {
          operandOf[instruction.result().id()] = instruction.arg(0);
          any = true;
        }
      }
    }
    return any;
  }

  private void rewrite(final Function function) {
    for (final Block block : function.blocks()) {
      block.instructions().removeIf(BitCasts::isCast);
      for (final Instruction instruction : block.instructions()) {
        instruction.setArgs(origins(instruction.args()));
        if (instruction.op().is(Op.Flag.TERMINATOR)) {
          instruction.setTargets(
              instruction.targets().stream()
                  .map(target -> new Target(target.block(), origins(target.args())))
                  .toList());
        }
      }
    }
  }

  private List<Value> origins(final List<Value> values) {
    final List<Value> origins = new ArrayList<>(values.size());
    for (final Value value : values) {
      Value origin = value;
      while (operandOf[origin.id()] != null) {
        origin = operandOf[origin.id()];
      }
      origins.add(origin);
    }
    return origins;
  }
}
