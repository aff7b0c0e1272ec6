package parallax.compiler.ir;

import java.util.List;

/** An edge to a block with the values for its parameters. */
public record Target(Block block, List<Value> args) {
  public Target {
    args = List.copyOf(args);
  }
}
