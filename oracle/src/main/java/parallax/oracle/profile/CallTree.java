package parallax.oracle.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Register;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.trace.Step;
import parallax.pvm.trace.StepListener;

/**
 * Listens to a compiled program and keeps its call stack, by the convention of {@link
 * parallax.compiler.abi.CallingConvention}: a jump that sets ra is a call, and a jump through ra to
 * where the last call returns is its return. Gas is counted at the stack that took it.
 *
 * <p>Stacks deeper than {@link #MAX_DEPTH} are counted at that depth, so that a deep recursion does
 * not make a tree of its depth squared.
 *
 * <p>Where blocks are charged (gp-0.8.0), a block's gas is that of the instruction that entered it.
 */
public final class CallTree implements StepListener {
  /** The deepest stack that is told from its beginning. */
  public static final int MAX_DEPTH = 256;

  /** What is not in any function of the map. */
  private static final String UNKNOWN = "?";

  private enum Pending {
    NOTHING,
    CALL,
    RETURN
  }

  /** A call that has not returned: where it does, and the frame it came from. */
  private record Open(int returnPc, CallFrame caller) {}

  private final CodeMap map;
  private final ProgramBlob blob;
  private final CallFrame root = new CallFrame("all");
  private final Deque<Open> open = new ArrayDeque<>();
  private final TreeMap<Integer, Long> gasByPc = new TreeMap<>();
  private CallFrame current = root;
  private Pending pending = Pending.CALL;
  private int returnPc = -1;

  public CallTree(final CodeMap map, final ProgramBlob blob) {
    this.map = map;
    this.blob = blob;
  }

  /** The next step begins a new entry into the program. */
  public void enter() {
    open.clear();
    current = root;
    pending = Pending.CALL;
    returnPc = -1;
  }

  @Override
  public void step(final Step step) {
    arrive(step.pc());
    current.add(step.gas());
    gasByPc.merge(step.pc(), step.gas(), Long::sum);
    leave(step);
  }

  private void arrive(final int pc) {
    if (pending == Pending.CALL) {
      open.push(new Open(returnPc, current));
      // Behind the deepest frame there is only the count of calls.
      if (open.size() <= MAX_DEPTH) {
        current = current.child(name(pc));
      }
      current.call();
    } else if (pending == Pending.RETURN && !open.isEmpty() && open.peek().returnPc() == pc) {
      current = open.pop().caller();
    } else if (current != root && open.size() <= MAX_DEPTH && !current.name().equals(name(pc))) {
      // A jump into another function without a call: from an entry into its thunk.
      current = open.peek().caller().child(name(pc));
    }
    pending = Pending.NOTHING;
  }

  private void leave(final Step step) {
    final Opcode opcode = step.instruction().opcode();
    final int ra = Register.RA.index();
    if (opcode == Opcode.LOAD_IMM_JUMP || opcode == Opcode.LOAD_IMM_JUMP_IND) {
      if (step.instruction().a() == ra) {
        pending = Pending.CALL;
        returnPc = target(step.instruction().imm1());
      }
    } else if (opcode == Opcode.JUMP_IND && step.instruction().a() == ra) {
      pending = Pending.RETURN;
    }
  }

  /** Where a dynamic address leads, -1 if nowhere. */
  private int target(final long address) {
    final long index = address / StandardLayout.JUMP_ALIGNMENT - 1;
    return index >= 0 && index < blob.jumpTableLength() ? blob.jumpTarget((int) index) : -1;
  }

  private String name(final int pc) {
    return map.functionAt(pc).map(CodeMap.FunctionRange::name).orElse(UNKNOWN);
  }

  /** What was counted so far. */
  public Profile profile() {
    return Profile.of(root, gasByPc, map);
  }
}
