package parallax.compiler.regalloc;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import parallax.compiler.CompilerBug;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;

/**
 * One spill slot for every virtual register that is used, few slots in all.
 *
 * <p>A register that lives inside one block has its slot from its definition to its last use. Every
 * other register, and every block parameter, has its slot in all blocks from the first to the last
 * (in layout order) in which it is live or defined. So two registers that are live at the same
 * point never share a slot: both own theirs in the block of that point. A jump writes the slots of
 * parameters at the end of the block before; what is still live there is live into the target too,
 * and therefore has another slot.
 */
final class SlotAssignment {
  /** The slot of a register that nothing uses. */
  static final int NONE = -1;

  /** In place of the last use once the slot has been given back. */
  private static final int RELEASED = -2;

  private final MachineFunction function;
  private final int[] slot;
  private final int[] definingBlock;
  private final int[] lastUse;

  /** First and last block of the registers that live across blocks; -1 for the others. */
  private final int[] first;

  private final int[] last;

  private final Deque<Integer> free = new ArrayDeque<>();
  private int count;

  private SlotAssignment(final MachineFunction function) {
    this.function = function;
    final int registers = function.vregCount();
    slot = filled(registers);
    definingBlock = filled(registers);
    lastUse = filled(registers);
    first = filled(registers);
    last = filled(registers);
  }

  private static int[] filled(final int length) {
    final int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  static SlotAssignment of(final MachineFunction function) {
    final SlotAssignment assignment = new SlotAssignment(function);
    assignment.findDefinitions();
    assignment.findLiveBlocks();
    assignment.assign();
    return assignment;
  }

  /** The slot of the register, or {@link #NONE} when nothing uses it. */
  int slot(final VReg reg) {
    return slot[reg.id()];
  }

  /** Number of slots. */
  int count() {
    return count;
  }

  private void findDefinitions() {
    for (final MachineBlock block : function.blocks()) {
      for (final VReg param : block.params()) {
        definingBlock[param.id()] = block.id();
        first[param.id()] = block.id();
        last[param.id()] = block.id();
      }
      for (final MachineInst inst : block.instructions()) {
        for (final Operand operand : inst.operands()) {
          if (operand.def()) {
            definingBlock[operand.reg().id()] = block.id();
          }
        }
      }
    }
  }

  /** Finds the last use of each register, and walks from uses in other blocks up to definitions. */
  private void findLiveBlocks() {
    final IntLists uses = new IntLists(function.vregCount());
    int position = 0;
    for (final MachineBlock block : function.blocks()) {
      for (final MachineInst inst : block.instructions()) {
        for (final Operand operand : inst.operands()) {
          if (!operand.def()) {
            use(operand.reg(), block, position, uses);
          }
        }
        for (final MachineTarget target : inst.targets()) {
          for (final VReg arg : target.args()) {
            use(arg, block, position, uses);
          }
        }
        position++;
      }
    }
    final int[][] predecessors = predecessors();
    final int[] seenFor = filled(predecessors.length);
    final int[] stack = new int[predecessors.length];
    for (int reg = 0; reg < slot.length; reg++) {
      for (int use = uses.head(reg); use != NONE; use = uses.next(use)) {
        extend(reg, uses.value(use), predecessors, seenFor, stack);
      }
    }
  }

  private void use(
      final VReg reg, final MachineBlock block, final int position, final IntLists uses) {
    final int definition = definingBlock[reg.id()];
    if (definition == NONE) {
      throw new CompilerBug(
          "function " + function.index() + ", " + block + ": " + reg + " has no definition");
    }
    lastUse[reg.id()] = position;
    if (definition != block.id()) {
      uses.add(reg.id(), block.id());
    }
  }

  /** Stretches the blocks of a register over all in which it is live because of this use. */
  private void extend(
      final int reg,
      final int useBlock,
      final int[][] predecessors,
      final int[] seenFor,
      final int[] stack) {
    if (first[reg] == NONE) {
      first[reg] = definingBlock[reg];
      last[reg] = definingBlock[reg];
    }
    int depth = 0;
    if (seenFor[useBlock] != reg) {
      seenFor[useBlock] = reg;
      stack[depth++] = useBlock;
    }
    while (depth > 0) {
      final int block = stack[--depth];
      first[reg] = Math.min(first[reg], block);
      last[reg] = Math.max(last[reg], block);
      for (final int predecessor : predecessors[block]) {
        if (predecessor != definingBlock[reg] && seenFor[predecessor] != reg) {
          seenFor[predecessor] = reg;
          stack[depth++] = predecessor;
        }
      }
    }
  }

  private int[][] predecessors() {
    final int[] counts = new int[function.blocks().size()];
    for (final MachineBlock block : function.blocks()) {
      for (final MachineTarget target : block.terminator().targets()) {
        counts[target.block().id()]++;
      }
    }
    final int[][] predecessors = new int[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      predecessors[i] = new int[counts[i]];
    }
    for (final MachineBlock block : function.blocks()) {
      for (final MachineTarget target : block.terminator().targets()) {
        final int id = target.block().id();
        predecessors[id][--counts[id]] = block.id();
      }
    }
    return predecessors;
  }

  /** Hands out slots in one walk through the blocks. */
  private void assign() {
    final IntLists beginning = new IntLists(function.blocks().size());
    final IntLists ending = new IntLists(function.blocks().size());
    for (int reg = slot.length - 1; reg >= 0; reg--) {
      if (first[reg] != NONE && lastUse[reg] != NONE) {
        beginning.add(first[reg], reg);
        ending.add(last[reg], reg);
      }
    }
    int position = 0;
    for (final MachineBlock block : function.blocks()) {
      for (int i = beginning.head(block.id()); i != NONE; i = beginning.next(i)) {
        take(beginning.value(i));
      }
      for (final MachineInst inst : block.instructions()) {
        releaseUses(inst, position);
        for (final Operand operand : inst.operands()) {
          final int reg = operand.reg().id();
          if (operand.def() && first[reg] == NONE && lastUse[reg] != NONE) {
            take(reg);
          }
        }
        position++;
      }
      for (int i = ending.head(block.id()); i != NONE; i = ending.next(i)) {
        free.push(slot[ending.value(i)]);
      }
    }
  }

  private void releaseUses(final MachineInst inst, final int position) {
    for (final Operand operand : inst.operands()) {
      if (!operand.def()) {
        release(operand.reg(), position);
      }
    }
    for (final MachineTarget target : inst.targets()) {
      for (final VReg arg : target.args()) {
        release(arg, position);
      }
    }
  }

  private void take(final int reg) {
    slot[reg] = free.isEmpty() ? count++ : free.pop();
  }

  /** Frees the slot of a register of one block after its last use, once. */
  private void release(final VReg reg, final int position) {
    final int id = reg.id();
    if (first[id] == NONE && lastUse[id] == position) {
      free.push(slot[id]);
      lastUse[id] = RELEASED;
    }
  }
}
