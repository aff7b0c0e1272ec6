package parallax.compiler.regalloc;

import java.util.Arrays;
import parallax.compiler.CompilerBug;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;

/**
 * Which virtual registers are alive when a block begins, without its parameters. Each use is walked
 * backward over blocks to its definition, so the time is that of live ranges counted in blocks.
 */
final class BlockLiveness {
  private static final int NONE = -1;

  private final MachineFunction function;
  private final int[] definingBlock;
  private final int[][] predecessors;
  private final int[][] liveIn;

  private BlockLiveness(final MachineFunction function) {
    this.function = function;
    definingBlock = new int[function.vregCount()];
    Arrays.fill(definingBlock, NONE);
    predecessors = predecessors(function);
    liveIn = new int[function.blocks().size()][];
  }

  static BlockLiveness of(final MachineFunction function) {
    final BlockLiveness liveness = new BlockLiveness(function);
    liveness.findDefinitions();
    liveness.walk();
    return liveness;
  }

  /** Numbers of the registers alive when the block begins, ascending. */
  int[] liveIn(final int block) {
    return liveIn[block];
  }

  /** The blocks with an edge to this one, each once. */
  int[] predecessors(final int block) {
    return predecessors[block];
  }

  private static int[][] predecessors(final MachineFunction function) {
    final IntLists lists = new IntLists(function.blocks().size());
    for (final MachineBlock block : function.blocks()) {
      for (final MachineTarget target : block.terminator().targets()) {
        lists.add(target.block().id(), block.id());
      }
    }
    return lists.ascending();
  }

  private void findDefinitions() {
    for (final MachineBlock block : function.blocks()) {
      block.params().forEach(param -> definingBlock[param.id()] = block.id());
      for (final MachineInst inst : block.instructions()) {
        for (final Operand operand : inst.operands()) {
          if (operand.def()) {
            definingBlock[operand.reg().id()] = block.id();
          }
        }
      }
    }
  }

  private void walk() {
    final IntLists uses = new IntLists(function.vregCount());
    for (final MachineBlock block : function.blocks()) {
      for (final MachineInst inst : block.instructions()) {
        for (final Operand operand : inst.operands()) {
          if (!operand.def()) {
            use(operand.reg(), block, uses);
          }
        }
        for (final MachineTarget target : inst.targets()) {
          target.args().forEach(arg -> use(arg, block, uses));
        }
      }
    }
    final IntLists alive = new IntLists(liveIn.length);
    final int[] seenFor = new int[liveIn.length];
    Arrays.fill(seenFor, NONE);
    final int[] stack = new int[liveIn.length];
    for (int reg = 0; reg < definingBlock.length; reg++) {
      for (int use = uses.head(reg); use != NONE; use = uses.next(use)) {
        extend(reg, uses.value(use), alive, seenFor, stack);
      }
    }
    System.arraycopy(alive.ascending(), 0, liveIn, 0, liveIn.length);
  }

  private void use(final VReg reg, final MachineBlock block, final IntLists uses) {
    final int definition = definingBlock[reg.id()];
    if (definition == NONE) {
      throw new CompilerBug(
          "function " + function.index() + ", " + block + ": " + reg + " has no definition");
    }
    if (definition != block.id()) {
      uses.add(reg.id(), block.id());
    }
  }

  private void extend(
      final int reg,
      final int useBlock,
      final IntLists alive,
      final int[] seenFor,
      final int[] stack) {
    int depth = 0;
    if (seenFor[useBlock] != reg) {
      seenFor[useBlock] = reg;
      stack[depth++] = useBlock;
    }
    while (depth > 0) {
      final int block = stack[--depth];
      alive.add(block, reg);
      for (final int predecessor : predecessors[block]) {
        if (predecessor != definingBlock[reg] && seenFor[predecessor] != reg) {
          seenFor[predecessor] = reg;
          stack[depth++] = predecessor;
        }
      }
    }
  }
}
