package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Value;

/** The enclosing blocks, loops and ifs of the instruction being translated. */
final class ControlStack {
  /** What opened a frame. */
  enum Kind {
    BLOCK,
    LOOP,
    IF,
    ELSE
  }

  /**
   * An enclosing construct.
   *
   * @param kind what opened it
   * @param label where a branch to it goes
   * @param end where it goes on after its end
   * @param labelArity values that a branch to it carries
   * @param results values that it leaves
   * @param height operands below its parameters
   * @param otherwise for IF: the edge taken when the condition is 0
   * @param params for IF: its parameters, which both arms begin with
   */
  record Frame(
      Kind kind,
      Block label,
      Block end,
      int labelArity,
      int results,
      int height,
      Block otherwise,
      List<Value> params) {
    Frame {
      params = List.copyOf(params);
    }
  }

  private final List<Frame> frames = new ArrayList<>();

  void push(final Frame frame) {
    frames.add(frame);
  }

  Frame pop() {
    return frames.remove(frames.size() - 1);
  }

  Frame top() {
    return frames.get(frames.size() - 1);
  }

  /** The frame that a branch of this depth goes to. */
  Frame at(final int depth) {
    return frames.get(frames.size() - 1 - depth);
  }

  /** Depth of the outermost frame: the function's. */
  int outermost() {
    return frames.size() - 1;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }
}
