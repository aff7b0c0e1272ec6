package parallax.compiler.serialize;

import java.util.List;
import parallax.compiler.abi.TrapKind;

/**
 * A function's code before it has an address: all that linking needs. Immutable; holds nothing of
 * the machine function.
 */
public final class EmittedFunction {
  private final int index;
  private final String name;
  private final List<EmittedInst> code;
  private final List<List<Integer>> switches;
  private final List<Trap> traps;

  /**
   * An instruction that may panic or fault.
   *
   * @param position of the instruction in the code
   * @param sourceOffsets ascending, each once; empty when there is none
   */
  record Trap(int position, TrapKind kind, List<Integer> sourceOffsets) {}

  EmittedFunction(
      final int index,
      final String name,
      final List<EmittedInst> code,
      final List<List<Integer>> switches,
      final List<Trap> traps) {
    this.index = index;
    this.name = name;
    this.code = List.copyOf(code);
    this.switches = List.copyOf(switches);
    this.traps = List.copyOf(traps);
  }

  /** Index in the program, -1 for a thunk. */
  public int index() {
    return index;
  }

  public String name() {
    return name;
  }

  /** Number of instructions. */
  public int length() {
    return code.size();
  }

  List<EmittedInst> code() {
    return code;
  }

  /** Per switch, per case: the position of its code. */
  List<List<Integer>> switches() {
    return switches;
  }

  /** Ascending by position. */
  List<Trap> traps() {
    return traps;
  }
}
