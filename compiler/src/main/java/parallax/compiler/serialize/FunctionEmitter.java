package parallax.compiler.serialize;

import static parallax.compiler.serialize.InstructionForm.register;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.Location;
import parallax.compiler.regalloc.Move;
import parallax.compiler.serialize.EmittedInst.Link;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Register;
import parallax.pvm.program.StandardLayout;

/**
 * Turns an allocated machine function into PVM instructions whose targets are still names:
 * prologue, blocks as {@link BlockLayout} has them, trap pads. Uses no state outside the function,
 * so functions may be emitted in parallel.
 *
 * <p>Invariant: the code ends with a terminator, and a position that anything leads to follows a
 * terminator (a {@code fallthrough} where code runs into a target), as GP 0.8.0 A.3 demands of
 * branches.
 */
public final class FunctionEmitter {
  private static final int RA = Register.RA.index();
  private static final int SP = Register.SP.index();
  private static final int T0 = Register.T0.index();

  /** Dynamic addresses count modulo 2^32, so this negative number means 0xFFFF0000. */
  private static final long HALT = StandardLayout.HALT_ADDRESS - StandardLayout.ADDRESS_SPACE;

  private final MachineFunction function;
  private final Allocation allocation;
  private final FramePlan frame;
  private final BlockLayout blocks;
  private final MemoryLayout memory;
  private final CodeBuffer code;
  private final ConstantDefinitions constants;

  private FunctionEmitter(
      final MachineFunction function,
      final Allocation allocation,
      final BlockLayout blocks,
      final MemoryLayout memory,
      final PadSharing pads)
      throws CompileException {
    this.function = function;
    this.allocation = allocation;
    this.blocks = blocks;
    this.memory = memory;
    this.constants = ConstantDefinitions.of(function);
    this.frame = FramePlan.of(function, allocation);
    this.code = new CodeBuffer(function.blocks().size(), pads);
  }

  /** Emits a function with its blocks in their order. */
  public static EmittedFunction emit(
      final MachineFunction function,
      final Allocation allocation,
      final MemoryLayout memory,
      final PadSharing pads)
      throws CompileException {
    return emit(function, allocation, BlockLayout.inOrder(function), memory, pads);
  }

  /**
   * Emits a function.
   *
   * @param function the function, verified
   * @param allocation its allocation, checked
   * @param blocks which blocks to emit, in which order
   * @param memory where the stack ends
   * @param pads how trap pads are shared
   * @throws CompileException if its frame is larger than any stack
   */
  public static EmittedFunction emit(
      final MachineFunction function,
      final Allocation allocation,
      final BlockLayout blocks,
      final MemoryLayout memory,
      final PadSharing pads)
      throws CompileException {
    return new FunctionEmitter(function, allocation, blocks, memory, pads).emit();
  }

  private EmittedFunction emit() {
    final BranchTargets targets = BranchTargets.of(function, blocks);
    final int[] first = new int[function.blocks().size() + 1];
    for (final MachineBlock block : function.blocks()) {
      first[block.id() + 1] = first[block.id()] + block.instructions().size();
    }
    prologue();
    for (final int id : blocks.order()) {
      final MachineBlock block = function.blocks().get(id);
      code.beginBlock(id, targets.contains(id));
      int number = first[id];
      for (final MachineInst inst : block.instructions()) {
        try {
          code.source(inst.sourceOffset());
          moves(allocation.movesBefore().get(number));
          instruction(block, inst, allocation.operands().get(number));
        } catch (final IllegalArgumentException e) {
          throw new CompilerBug("function " + function.index() + ", " + block + ": " + inst, e);
        }
        number++;
      }
    }
    return code.finish(function.index(), function.name());
  }

  private void prologue() {
    if (frame.isEmpty()) {
      return;
    }
    final boolean large = frame.size() > MemoryLayout.LARGE_FRAME;
    if (large) {
      // Both sides are zero-extended addresses; a branch immediate would be sign-extended.
      code.add(Instruction.regImm64(Opcode.LOAD_IMM_64, T0, memory.stackLow() + frame.size()));
      code.addToPad(
          Instruction.regRegOffset(Opcode.BRANCH_LT_U, SP, T0, 0),
          new TrapSite(TrapKind.CALL_STACK_EXHAUSTED, -1));
    }
    code.add(Instruction.regRegImm(Opcode.ADD_IMM_64, SP, SP, -frame.size()));
    if (!large) {
      code.markTrap(new TrapSite(TrapKind.CALL_STACK_EXHAUSTED, -1));
    }
    store(RA, 0);
    for (int i = 0; i < frame.saved().size(); i++) {
      store(frame.saved().get(i).index(), frame.save(i));
    }
  }

  private void epilogue() {
    for (int i = 0; i < frame.saved().size(); i++) {
      load(frame.saved().get(i).index(), frame.save(i));
    }
    if (frame.reloadsRa()) {
      load(RA, 0);
    }
    if (!frame.isEmpty()) {
      code.add(Instruction.regRegImm(Opcode.ADD_IMM_64, SP, SP, frame.size()));
    }
    code.add(Instruction.regImm(Opcode.JUMP_IND, RA, 0));
  }

  private void store(final int register, final int offset) {
    code.add(Instruction.regRegImm(Opcode.STORE_IND_U64, register, SP, offset));
  }

  private void load(final int register, final int offset) {
    code.add(Instruction.regRegImm(Opcode.LOAD_IND_U64, register, SP, offset));
  }

  private void copy(final int to, final int from) {
    if (to != from) {
      code.add(Instruction.regReg(Opcode.MOVE_REG, to, from));
    }
  }

  private void moves(final List<Move> moves) {
    for (final Move move : moves) {
      final Location from = move.from();
      final Location to = move.to();
      if (from.isConstant()) {
        constant(constants.of(from.constant()), to);
      } else if (from.isRegister() && to.isRegister()) {
        copy(to.register().index(), from.register().index());
      } else if (from.isRegister()) {
        store(from.register().index(), frame.spill(to.slot()));
      } else if (to.isRegister()) {
        load(to.register().index(), frame.spill(from.slot()));
      } else if (!from.equals(to)) {
        throw new CompilerBug("a move from slot to slot: " + move);
      }
    }
  }

  /** Makes the constant of its definition in a register. */
  private void constant(final MachineInst definition, final Location to) {
    if (definition.op() == MachineOp.FUNCTION_ADDRESS) {
      code.add(
          Instruction.regImm64(Opcode.LOAD_IMM_64, register(List.of(to), 0), definition.imm1()),
          Link.REFERENCE,
          definition.function());
    } else {
      code.add(InstructionForm.plain(definition, List.of(to)));
    }
  }

  private void instruction(
      final MachineBlock block, final MachineInst inst, final List<Location> at) {
    if (inst.trap() != null && inst.op() != MachineOp.TRAP_BRANCH) {
      code.markTrap(inst.trap());
    }
    switch (inst.op()) {
      case PVM -> {
        if (!isLeftOut(at)) {
          code.add(InstructionForm.plain(inst, at));
        }
      }
      case ENTRY -> {}
      case COPY -> copy(register(at, 0), register(at, 1));
      case FUNCTION_ADDRESS -> {
        if (!isLeftOut(at)) {
          constant(inst, at.get(0));
        }
      }
      case CALL ->
          code.add(
              Instruction.regImmOffset(Opcode.LOAD_IMM_JUMP, RA, 0, 0), Link.CALL, inst.function());
      case CALL_INDIRECT ->
          code.add(
              Instruction.regRegImmImm(
                  Opcode.LOAD_IMM_JUMP_IND, RA, register(at, at.size() - 1), 0, 0),
              Link.RETURN_POINT,
              -1);
      case HOST_CALL -> code.add(Instruction.imm(Opcode.ECALLI, inst.imm1()));
      case INCOMING_LOAD -> load(register(at, 0), frame.incoming(inst.imm1()));
      case INCOMING_STORE -> store(register(at, 0), frame.incoming(inst.imm1()));
      case OUTGOING_LOAD -> load(register(at, 0), FramePlan.outgoing(inst.imm1()));
      case OUTGOING_STORE -> store(register(at, 0), FramePlan.outgoing(inst.imm1()));
      case TRAP_BRANCH ->
          code.addToPad(InstructionForm.branch(inst.opcode(), inst, at), inst.trap());
      case JUMP -> jump(block, blocks.destination(inst.targets().get(0)));
      case BRANCH -> branch(block, inst, at);
      case SWITCH -> {
        final int cases = code.newSwitch(inst.targets().stream().map(blocks::destination).toList());
        code.add(Instruction.regImm(Opcode.JUMP_IND, register(at, 0), 0), Link.SWITCH, cases);
      }
      case RETURN -> epilogue();
      case HALT -> halt(at);
      case TRAP -> code.add(Instruction.none(Opcode.TRAP));
    }
  }

  /** True for the definition of a constant that is made where it is used. */
  private static boolean isLeftOut(final List<Location> at) {
    return at.size() == 1 && at.get(0).isConstant();
  }

  private void jump(final MachineBlock from, final int to) {
    if (to != blocks.next(from.id())) {
      code.addToBlock(Instruction.offset(Opcode.JUMP, 0), to);
    }
  }

  private void branch(final MachineBlock block, final MachineInst inst, final List<Location> at) {
    final int taken = blocks.destination(inst.targets().get(0));
    final int other = blocks.destination(inst.targets().get(1));
    if (taken == other) {
      jump(block, taken);
    } else if (taken == blocks.next(block.id())) {
      final Opcode inverse = InstructionForm.inverse(inst.opcode());
      code.addToBlock(InstructionForm.branch(inverse, inst, at), other);
    } else {
      code.addToBlock(InstructionForm.branch(inst.opcode(), inst, at), taken);
      jump(block, other);
    }
  }

  private void halt(final List<Location> at) {
    for (final Location location : at) {
      if (location.register() == Register.T0) {
        throw new CompilerBug("t0 does not survive halting");
      }
    }
    code.add(Instruction.regImm(Opcode.LOAD_IMM, T0, HALT));
    code.add(Instruction.regImm(Opcode.JUMP_IND, T0, 0));
  }

  /** Blocks that something else than the end of the block before leads to. */
  private static final class BranchTargets {
    private final boolean[] targets;

    private BranchTargets(final int blocks) {
      targets = new boolean[blocks];
    }

    static BranchTargets of(final MachineFunction function, final BlockLayout blocks) {
      final BranchTargets found = new BranchTargets(function.blocks().size());
      for (final int block : blocks.order()) {
        found.add(function.blocks().get(block), blocks);
      }
      return found;
    }

    private void add(final MachineBlock block, final BlockLayout blocks) {
      final MachineInst last = block.terminator();
      for (final MachineTarget target : last.targets()) {
        final int to = blocks.destination(target);
        // The next block is reached by falling into it, and a branch ends its block anyway.
        targets[to] |= to != blocks.next(block.id()) || last.op() == MachineOp.SWITCH;
      }
    }

    boolean contains(final int block) {
      return targets[block];
    }
  }
}
