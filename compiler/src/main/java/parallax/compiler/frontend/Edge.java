package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;

/**
 * An edge under construction: its arguments grow as its target gets parameters for local variables.
 */
final class Edge {
  private final Block from;
  private final Block to;
  private final List<Value> args;

  Edge(final Block from, final Block to, final List<Value> args) {
    this.from = from;
    this.to = to;
    this.args = new ArrayList<>(args);
  }

  Block from() {
    return from;
  }

  Block to() {
    return to;
  }

  List<Value> args() {
    return args;
  }

  /**
   * The argument for parameter {@code index} of the target; parameters may be filled in any order.
   */
  void setArg(final int index, final Value value) {
    while (args.size() <= index) {
      args.add(null);
    }
    args.set(index, value);
  }

  Target toTarget() {
    return new Target(to, args);
  }
}
