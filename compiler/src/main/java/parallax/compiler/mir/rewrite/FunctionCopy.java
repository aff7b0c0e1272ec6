package parallax.compiler.mir.rewrite;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;

/** A copy of a function in which instructions and blocks can be others. */
final class FunctionCopy {
  private FunctionCopy() {}

  /** An empty function with the same name and registers. */
  static MachineFunction empty(final MachineFunction function) {
    final MachineFunction copy = new MachineFunction(function.index(), function.name());
    for (int i = 0; i < function.vregCount(); i++) {
      copy.newVReg();
    }
    return copy;
  }

  /** A function with the same blocks and parameters, without instructions. */
  static MachineFunction blocks(final MachineFunction function) {
    final MachineFunction copy = empty(function);
    for (final MachineBlock block : function.blocks()) {
      copy.newBlock().params().addAll(block.params());
    }
    return copy;
  }

  static MachineInst withOperands(final MachineInst inst, final List<Operand> operands) {
    return with(inst, operands, inst.targets());
  }

  static MachineInst withTargets(final MachineInst inst, final List<MachineTarget> targets) {
    return with(inst, inst.operands(), targets);
  }

  private static MachineInst with(
      final MachineInst inst, final List<Operand> operands, final List<MachineTarget> targets) {
    return new MachineInst(
        inst.op(),
        inst.opcode(),
        operands,
        inst.imm1(),
        inst.imm2(),
        inst.function(),
        targets,
        inst.trap(),
        inst.sourceOffset());
  }

  /**
   * The instruction with its uses replaced, in the block's function of that number.
   *
   * @param replacement by number of a register: what stands for it
   */
  static MachineInst renamed(
      final MachineInst inst, final VReg[] replacement, final MachineFunction into) {
    final List<Operand> operands = new ArrayList<>(inst.operands().size());
    for (final Operand operand : inst.operands()) {
      final VReg reg = operand.def() ? operand.reg() : replacement[operand.reg().id()];
      operands.add(new Operand(reg, operand.def(), operand.fixed(), operand.tied()));
    }
    final List<MachineTarget> targets = new ArrayList<>(inst.targets().size());
    for (final MachineTarget target : inst.targets()) {
      targets.add(
          new MachineTarget(
              into.blocks().get(target.block().id()),
              target.args().stream().map(arg -> replacement[arg.id()]).toList()));
    }
    return with(inst, operands, targets);
  }
}
