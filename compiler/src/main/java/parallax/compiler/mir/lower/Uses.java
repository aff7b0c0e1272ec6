package parallax.compiler.mir.lower;

import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;

/**
 * Who defines a value and how often it is used: what selection has to know to fold an operation
 * into its only user.
 */
final class Uses {
  private final Instruction[] definitions;
  private final int[] counts;
  private final boolean[] fused;

  Uses(final Function function) {
    definitions = new Instruction[function.valueCount()];
    counts = new int[function.valueCount()];
    fused = new boolean[function.valueCount()];
    for (final Block block : function.blocks()) {
      for (final Instruction instruction : block.instructions()) {
        instruction.results().forEach(result -> definitions[result.id()] = instruction);
        instruction.args().forEach(arg -> counts[arg.id()]++);
        for (final Target target : instruction.targets()) {
          target.args().forEach(arg -> counts[arg.id()]++);
        }
      }
    }
    for (final Block block : function.blocks()) {
      for (final Instruction instruction : block.instructions()) {
        if (instruction.op() == Op.BR_IF || instruction.op() == Op.TRAP_IF) {
          fuse(instruction.arg(0));
        }
      }
    }
  }

  /** The instruction that defines it; null for block parameters. */
  Instruction definition(final Value value) {
    return definitions[value.id()];
  }

  /** True when the value's only user branches on it and its comparison is part of that branch. */
  boolean isFused(final Value value) {
    return fused[value.id()];
  }

  boolean isConstant(final Value value) {
    final Instruction definition = definitions[value.id()];
    return definition != null && definition.op() == Op.CONST;
  }

  /** The constant that the value is; only when {@link #isConstant}. */
  long constant(final Value value) {
    return definitions[value.id()].constant();
  }

  /** True for a constant that an immediate can hold. */
  boolean isImmediate(final Value value) {
    return isConstant(value) && MachineEmitter.fits(constant(value));
  }

  private void fuse(final Value condition) {
    Value value = condition;
    while (counts[value.id()] == 1) {
      final Instruction definition = definitions[value.id()];
      if (definition == null) {
        return;
      }
      if (definition.op() == Op.EQZ) {
        fused[value.id()] = true;
        value = definition.arg(0);
      } else {
        fused[value.id()] = Relation.of(definition.op()) != null;
        return;
      }
    }
  }
}
