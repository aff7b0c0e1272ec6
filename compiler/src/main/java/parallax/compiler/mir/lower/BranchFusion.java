package parallax.compiler.mir.lower;

import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Value;

/**
 * Turns an IR condition into that of one PVM branch, together with the comparisons that {@link
 * Uses} found to be part of it.
 */
final class BranchFusion {
  private final FunctionLowering context;
  private final Uses uses;

  BranchFusion(final FunctionLowering context, final Uses uses) {
    this.context = context;
    this.uses = uses;
  }

  /** The condition that holds when the value is not 0. */
  Condition condition(final Value value) {
    Value at = value;
    boolean inverted = false;
    while (uses.isFused(at)) {
      final Instruction definition = uses.definition(at);
      if (definition.op() == Op.EQZ) {
        inverted = !inverted;
        at = definition.arg(0);
        continue;
      }
      final Relation relation = Relation.of(definition.op());
      return compare(
          inverted ? relation.inverted() : relation, definition.arg(0), definition.arg(1));
    }
    return Condition.of((inverted ? Relation.EQ : Relation.NE).immediateForm(), context.reg(at), 0);
  }

  private Condition compare(final Relation relation, final Value a, final Value b) {
    if (uses.isImmediate(b)) {
      return Condition.of(relation.immediateForm(), context.reg(a), uses.constant(b));
    }
    if (uses.isImmediate(a)) {
      return Condition.of(relation.swapped().immediateForm(), context.reg(b), uses.constant(a));
    }
    if (relation.registerForm() == null) {
      return Condition.of(relation.swapped().registerForm(), context.reg(b), context.reg(a));
    }
    return Condition.of(relation.registerForm(), context.reg(a), context.reg(b));
  }
}
