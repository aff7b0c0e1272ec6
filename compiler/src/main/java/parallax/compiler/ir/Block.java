package parallax.compiler.ir;

import java.util.ArrayList;
import java.util.List;

/** A block: parameters, then instructions of which the last, and only the last, is a terminator. */
public final class Block {
  private final int id;
  private final List<Value> params = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();

  Block(final int id) {
    this.id = id;
  }

  /**
   * Dense number within the function, from 0; the entry block is the first of {@link
   * Function#blocks()}, whatever its number.
   */
  public int id() {
    return id;
  }

  /** The parameters; mutable. */
  public List<Value> params() {
    return params;
  }

  /** The instructions in order; mutable. */
  public List<Instruction> instructions() {
    return instructions;
  }

  /** The last instruction when it is a terminator, otherwise null (a block under construction). */
  public Instruction terminator() {
    if (instructions.isEmpty()) {
      return null;
    }
    final Instruction last = instructions.get(instructions.size() - 1);
    return last.op().isTerminator() ? last : null;
  }

  /** The edges that leave the block, in the terminator's order; empty when it has none. */
  public List<Target> targets() {
    final Instruction last = terminator();
    return last == null ? List.of() : last.targets();
  }

  @Override
  public String toString() {
    return "b" + id;
  }
}
