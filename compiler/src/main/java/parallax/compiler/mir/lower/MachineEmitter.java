package parallax.compiler.mir.lower;

import java.util.List;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;

/** Appends machine instructions to a block, one method per operand format. */
final class MachineEmitter {
  private final MachineFunction function;
  private MachineBlock block;
  private int sourceOffset = -1;

  MachineEmitter(final MachineFunction function) {
    this.function = function;
  }

  MachineFunction function() {
    return function;
  }

  void position(final MachineBlock at) {
    block = at;
  }

  void setSourceOffset(final int offset) {
    sourceOffset = offset;
  }

  int sourceOffset() {
    return sourceOffset;
  }

  VReg fresh() {
    return function.newVReg();
  }

  /** True when the value can be an immediate: sign-extended 32 bits. */
  static boolean fits(final long value) {
    return value == (int) value;
  }

  /** {@code d = op(a, b)}. */
  void threeReg(final Opcode opcode, final VReg d, final VReg a, final VReg b) {
    pvm(opcode, List.of(Operand.def(d), Operand.use(a), Operand.use(b)), 0, 0, null);
  }

  /** {@code d = a if the condition on b holds, else old}: cmov_iz, cmov_nz. */
  void conditionalMove(
      final Opcode opcode, final VReg d, final VReg a, final VReg b, final VReg old) {
    pvm(
        opcode,
        List.of(Operand.defTied(d, 3), Operand.use(a), Operand.use(b), Operand.use(old)),
        0,
        0,
        null);
  }

  /** {@code d = op(a)}. */
  void twoReg(final Opcode opcode, final VReg d, final VReg a) {
    pvm(opcode, List.of(Operand.def(d), Operand.use(a)), 0, 0, null);
  }

  /** {@code d = op(b, imm)}. */
  void regImm(final Opcode opcode, final VReg d, final VReg b, final long imm) {
    pvm(opcode, List.of(Operand.def(d), Operand.use(b)), imm, 0, null);
  }

  void loadImm(final VReg d, final long value) {
    pvm(
        fits(value) ? Opcode.LOAD_IMM : Opcode.LOAD_IMM_64,
        List.of(Operand.def(d)),
        value,
        0,
        null);
  }

  /** Loads from a fixed address. */
  void loadAbsolute(final Opcode opcode, final VReg d, final long address) {
    pvm(opcode, List.of(Operand.def(d)), signed32(address), 0, null);
  }

  /** Stores to a fixed address. */
  void storeAbsolute(final Opcode opcode, final VReg value, final long address) {
    pvm(opcode, List.of(Operand.use(value)), signed32(address), 0, null);
  }

  /** Stores an immediate to a fixed address. */
  void storeImmAbsolute(final Opcode opcode, final long address, final long value) {
    pvm(opcode, List.of(), signed32(address), value, null);
  }

  /** Loads from {@code base + address}, the sum modulo 2^32. */
  void loadIndirect(
      final Opcode opcode, final VReg d, final VReg base, final long address, final TrapSite trap) {
    pvm(opcode, List.of(Operand.def(d), Operand.use(base)), signed32(address), 0, trap);
  }

  /** Stores to {@code base + address}, the sum modulo 2^32. */
  void storeIndirect(
      final Opcode opcode,
      final VReg value,
      final VReg base,
      final long address,
      final TrapSite trap) {
    pvm(opcode, List.of(Operand.use(value), Operand.use(base)), signed32(address), 0, trap);
  }

  /** An address as the immediate that stands for it: sign-extended from 32 bits. */
  private static long signed32(final long address) {
    return (int) address;
  }

  void copy(final VReg d, final VReg from) {
    other(MachineOp.COPY, List.of(Operand.def(d), Operand.use(from)), 0, -1);
  }

  void jump(final MachineBlock to, final List<VReg> args) {
    terminator(MachineOp.JUMP, null, List.of(), 0, List.of(new MachineTarget(to, args)), null);
  }

  void branch(final Condition condition, final MachineBlock taken, final MachineBlock notTaken) {
    terminator(
        MachineOp.BRANCH,
        condition.opcode(),
        condition.operands(),
        condition.imm(),
        List.of(MachineTarget.to(taken), MachineTarget.to(notTaken)),
        null);
  }

  void trapBranch(final Condition condition, final TrapSite trap) {
    add(
        new MachineInst(
            MachineOp.TRAP_BRANCH,
            condition.opcode(),
            condition.operands(),
            condition.imm(),
            0,
            -1,
            List.of(),
            trap,
            sourceOffset));
  }

  /** {@code doubled} is twice the number of the target. */
  void branchTable(final VReg doubled, final List<MachineBlock> targets) {
    terminator(
        MachineOp.SWITCH,
        null,
        List.of(Operand.use(doubled)),
        0,
        targets.stream().map(MachineTarget::to).toList(),
        null);
  }

  void leave(final MachineOp op, final List<Operand> uses) {
    terminator(op, null, uses, 0, List.of(), null);
  }

  void trap(final TrapSite trap) {
    terminator(MachineOp.TRAP, null, List.of(), 0, List.of(), trap);
  }

  /** Any instruction that is neither a PVM one nor a terminator. */
  void other(final MachineOp op, final List<Operand> operands, final long imm, final int callee) {
    add(new MachineInst(op, null, operands, imm, 0, callee, List.of(), null, sourceOffset));
  }

  private void terminator(
      final MachineOp op,
      final Opcode opcode,
      final List<Operand> operands,
      final long imm,
      final List<MachineTarget> targets,
      final TrapSite trap) {
    add(new MachineInst(op, opcode, operands, imm, 0, -1, targets, trap, sourceOffset));
  }

  private void pvm(
      final Opcode opcode,
      final List<Operand> operands,
      final long imm1,
      final long imm2,
      final TrapSite trap) {
    add(
        new MachineInst(
            MachineOp.PVM, opcode, operands, imm1, imm2, -1, List.of(), trap, sourceOffset));
  }

  private void add(final MachineInst inst) {
    block.instructions().add(inst);
  }
}
