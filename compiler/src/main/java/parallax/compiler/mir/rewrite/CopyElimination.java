package parallax.compiler.mir.rewrite;

import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.VReg;

/**
 * Uses the source of a copy in place of the copy, which goes: in SSA form both are the same value
 * for ever.
 */
final class CopyElimination {
  private CopyElimination() {}

  static MachineFunction eliminate(final MachineFunction function) {
    final VReg[] replacement = replacements(function);
    final MachineFunction copy = FunctionCopy.blocks(function);
    for (final MachineBlock block : function.blocks()) {
      final MachineBlock into = copy.blocks().get(block.id());
      for (final MachineInst inst : block.instructions()) {
        if (inst.op() != MachineOp.COPY) {
          into.instructions().add(FunctionCopy.renamed(inst, replacement, copy));
        }
      }
    }
    return copy;
  }

  private static VReg[] replacements(final MachineFunction function) {
    final VReg[] source = new VReg[function.vregCount()];
    for (int i = 0; i < source.length; i++) {
      source[i] = new VReg(i);
    }
    for (final MachineBlock block : function.blocks()) {
      for (final MachineInst inst : block.instructions()) {
        if (inst.op() == MachineOp.COPY) {
          source[inst.operands().get(0).reg().id()] = inst.operands().get(1).reg();
        }
      }
    }
    // Chains of copies: to their ends, and shorter each time.
    for (int i = 0; i < source.length; i++) {
      VReg end = source[i];
      while (source[end.id()].id() != end.id()) {
        end = source[end.id()];
      }
      int at = i;
      while (source[at].id() != end.id()) {
        final int next = source[at].id();
        source[at] = end;
        at = next;
      }
    }
    return source;
  }
}
