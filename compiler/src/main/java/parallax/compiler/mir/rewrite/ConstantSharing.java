package parallax.compiler.mir.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parallax.compiler.graph.LoopNest;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;

/**
 * Gives every constant that an outermost loop uses one register there, which is defined at the end
 * of the block that dominates the loop from outside. An allocator may then keep it in a register
 * for the whole loop; if it has none to spare, it makes the constant where it is used, as before.
 *
 * <p>Constants outside of loops stay where they are: they are used once, and live ranges over many
 * blocks cost time.
 */
final class ConstantSharing {
  private final MachineFunction function;
  private final MachineFunction result;
  private final LoopNest loops;
  private final ConstantDefinitions constants;

  /** By block: outermost loop's header, or {@link LoopNest#NONE}. */
  private final int[] outermost;

  private final Map<Key, VReg> shared = new TreeMap<>();

  /** By block: what is to be defined at its end. */
  private final List<List<MachineInst>> hoisted = new ArrayList<>();

  private final boolean[] stillUsed;

  /** A constant in an outermost loop. */
  private record Key(int loop, MachineOp op, int function, long value) implements Comparable<Key> {
    @Override
    public int compareTo(final Key other) {
      int order = Integer.compare(loop, other.loop);
      order = order != 0 ? order : op.compareTo(other.op);
      order = order != 0 ? order : Integer.compare(function, other.function);
      return order != 0 ? order : Long.compare(value, other.value);
    }
  }

  private ConstantSharing(final MachineFunction function) {
    this.function = function;
    this.result = FunctionCopy.blocks(function);
    this.constants = ConstantDefinitions.of(function);
    this.stillUsed = new boolean[function.vregCount()];
    this.loops = LoopNest.of(function.successors());
    this.outermost = new int[function.blocks().size()];
    for (int block = 0; block < outermost.length; block++) {
      hoisted.add(new ArrayList<>());
    }
  }

  static MachineFunction share(final MachineFunction function) {
    return new ConstantSharing(function).run();
  }

  private MachineFunction run() {
    findOutermost();
    for (final MachineBlock block : function.blocks()) {
      final List<MachineInst> into = result.blocks().get(block.id()).instructions();
      for (final MachineInst inst : block.instructions()) {
        into.add(rewritten(inst, outermost[block.id()]));
      }
    }
    for (final MachineBlock block : result.blocks()) {
      final List<MachineInst> instructions = block.instructions();
      instructions.removeIf(
          inst ->
              ConstantDefinitions.isConstant(inst)
                  && !stillUsed[inst.operands().get(0).reg().id()]);
      instructions.addAll(instructions.size() - 1, hoisted.get(block.id()));
    }
    return result;
  }

  private void findOutermost() {
    for (int block = 0; block < outermost.length; block++) {
      int loop = loops.innermost(block);
      final int around = loop == block ? loops.outer(block) : loop;
      if (around != LoopNest.NONE && around < block) {
        // Known already, so that deep nests are not climbed again and again.
        outermost[block] = outermost[around];
        continue;
      }
      while (loop != LoopNest.NONE && loops.outer(loop) != LoopNest.NONE) {
        loop = loops.outer(loop);
      }
      outermost[block] = loop;
    }
  }

  private MachineInst rewritten(final MachineInst inst, final int loop) {
    final List<Operand> operands = new ArrayList<>(inst.operands().size());
    for (final Operand operand : inst.operands()) {
      final VReg reg = operand.def() ? operand.reg() : replacement(operand.reg(), loop);
      operands.add(new Operand(reg, operand.def(), operand.fixed(), operand.tied()));
    }
    final List<MachineTarget> targets = new ArrayList<>(inst.targets().size());
    for (final MachineTarget target : inst.targets()) {
      targets.add(
          new MachineTarget(
              result.blocks().get(target.block().id()),
              target.args().stream().map(arg -> replacement(arg, loop)).toList()));
    }
    return FunctionCopy.withTargets(FunctionCopy.withOperands(inst, operands), targets);
  }

  private VReg replacement(final VReg reg, final int loop) {
    final MachineInst constant = constants.of(reg);
    if (constant == null) {
      return reg;
    }
    if (loop == LoopNest.NONE || loops.immediateDominator(loop) == LoopNest.NONE) {
      stillUsed[reg.id()] = true;
      return reg;
    }
    final Key key = new Key(loop, constant.op(), constant.function(), constant.imm1());
    return shared.computeIfAbsent(key, any -> hoist(constant, loops.immediateDominator(loop)));
  }

  private VReg hoist(final MachineInst constant, final int block) {
    final VReg made = result.newVReg();
    hoisted.get(block).add(FunctionCopy.withOperands(constant, List.of(Operand.def(made))));
    return made;
  }
}
