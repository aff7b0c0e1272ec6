package parallax.compiler.regalloc;

import java.util.List;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Register;

/**
 * Proves that an allocation is right: on every path, every use reads a location that holds the
 * value of its virtual register. The function itself must be one that {@code MachineVerifier}
 * accepts.
 *
 * <p>The property is that of regalloc2's symbolic checker: a location holds a set of virtual
 * registers; a move copies the set, a definition of {@code v} makes it {@code {v}} and removes
 * {@code v} everywhere else, a call empties the registers that it destroys, an edge with arguments
 * gives what holds an argument the parameter, and where paths meet the sets intersect. Each fact
 * "location L holds v" depends on exactly one fact in front of an instruction or at the end of each
 * predecessor, so instead of computing all facts forward we ask only for those that uses need, and
 * follow each backward ({@link HoldingFacts}) until a definition grants it or something refutes it.
 * That gives the same answer as the greatest fixed point and costs time and memory in proportion to
 * live ranges.
 *
 * <p>Local rules: operands are in registers, fixed and tied ones where they must be, no two
 * definitions of an instruction in one register; {@code sp} is never touched, {@code ra} only in
 * functions that save it (those that call); callee-saved registers are written only if declared;
 * slots exist; moves have at most one slot side; what a move makes anew is a constant, the value of
 * the register that it names, and only the definition of a constant may be left out; nothing moves
 * in front of the first instruction, whose registers are the caller's. Shares no code with the
 * allocators.
 */
public final class AllocationChecker {
  private final MachineFunction function;
  private final Allocation allocation;
  private final HoldingFacts facts;
  private final ConstantDefinitions constants;
  private final boolean savesReturnAddress;

  private MachineBlock block;
  private int position;
  private int index;

  private AllocationChecker(final MachineFunction function, final Allocation allocation) {
    this.function = function;
    this.allocation = allocation;
    this.facts = new HoldingFacts(function, Register.COUNT + allocation.slots());
    this.constants = ConstantDefinitions.of(function);
    this.savesReturnAddress = !function.isLeaf();
  }

  /**
   * Checks the allocation.
   *
   * @throws CompilerBug naming function, block, instruction and operand
   */
  public static void check(final MachineFunction function, final Allocation allocation) {
    if (allocation.slots() < 0) {
      throw new CompilerBug("register allocation of function " + function.index() + ": slots");
    }
    new AllocationChecker(function, allocation).run();
  }

  private void run() {
    final int count = function.blocks().stream().mapToInt(each -> each.instructions().size()).sum();
    block = function.blocks().get(0);
    require(allocation.operands().size() == count, "operands of %d instructions", count);
    require(allocation.movesBefore().size() == count, "moves of %d instructions", count);
    for (final Register register : allocation.calleeSaved()) {
      require(
          RegisterConvention.CALLEE_SAVED.contains(register), "%s is not callee-saved", register);
    }
    for (final MachineBlock each : function.blocks()) {
      block = each;
      facts.enter(each);
      position = 0;
      for (final MachineInst inst : each.instructions()) {
        checkInstruction(inst);
        position++;
        index++;
      }
      facts.leave();
    }
    final HoldingFacts.Refutation refutation = facts.refute();
    if (refutation != null) {
      locate(refutation.instruction());
      fail(
          "operand %d: %s does not hold %s: %s",
          refutation.operand(), name(refutation.location()), refutation.reg(), refutation.reason());
    }
  }

  private void checkInstruction(final MachineInst inst) {
    final List<Move> moves = allocation.movesBefore().get(index);
    require(index > 0 || moves.isEmpty(), "moves in front of the first instruction");
    for (final Move move : moves) {
      checkMove(move);
      if (move.from().isConstant()) {
        facts.constant(move.from().constant(), number(move.to()), index);
      } else {
        facts.move(number(move.from()), number(move.to()), index);
      }
    }
    final List<Location> locations = allocation.operands().get(index);
    require(locations.size() == inst.operands().size(), "%d locations", locations.size());
    for (int i = 0; i < locations.size(); i++) {
      checkOperand(inst, i, locations);
      if (!inst.operands().get(i).def()) {
        use(inst.operands().get(i).reg(), locations.get(i), i);
      }
    }
    final int copied = inst.op() == MachineOp.COPY ? facts.content(number(locations.get(1))) : -1;
    if (inst.op().isCall()) {
      for (final Register register : RegisterConvention.CALLER_SAVED) {
        facts.destroy(register.index(), index);
      }
      if (inst.op() != MachineOp.HOST_CALL) {
        facts.destroy(Register.RA.index(), index);
      }
    }
    for (int i = 0; i < locations.size(); i++) {
      if (inst.operands().get(i).def() && !locations.get(i).isConstant()) {
        facts.define(inst.operands().get(i).reg(), number(locations.get(i)), copied, index);
      }
    }
  }

  private void use(final VReg reg, final Location location, final int operand) {
    final String reason = facts.use(reg, number(location), index, operand);
    require(reason == null, "operand %d: %s does not hold %s: %s", operand, location, reg, reason);
  }

  private void checkMove(final Move move) {
    require(
        (move.from().isRegister() || move.to().isRegister()) && !move.to().isConstant(),
        "a move from %s to %s",
        move.from(),
        move.to());
    if (move.from().isConstant()) {
      checkConstant(move.from());
    } else {
      checkLocation(move.from());
    }
    checkLocation(move.to());
    checkWritten(move.to());
  }

  private void checkOperand(final MachineInst inst, final int i, final List<Location> locations) {
    final Operand operand = inst.operands().get(i);
    final Location location = locations.get(i);
    if (location.isConstant() && operand.def() && location.constant().equals(operand.reg())) {
      checkConstant(location);
      return;
    }
    require(location.isRegister(), "operand %d is in %s", i, location);
    checkLocation(location);
    require(
        operand.fixed() == null || operand.fixed() == location.register(),
        "operand %d is in %s instead of %s",
        i,
        location,
        operand.fixed());
    require(
        operand.tied() < 0 || locations.get(operand.tied()).equals(location),
        "operand %d is not where operand %d is",
        i,
        operand.tied());
    // A call writes the return address before it is certain to have read its target.
    require(
        inst.op() != MachineOp.CALL_INDIRECT || location.register() != Register.RA,
        "operand %d of a call is in ra",
        i);
    if (operand.def()) {
      checkWritten(location);
      for (int other = 0; other < i; other++) {
        require(
            !inst.operands().get(other).def() || !locations.get(other).equals(location),
            "operands %d and %d are both defined in %s",
            other,
            i,
            location);
      }
    }
  }

  /** The register's only definition must be an instruction that makes a constant. */
  private void checkConstant(final Location location) {
    final VReg reg = location.constant();
    require(
        location.register() == null && location.slot() == -1,
        "a constant that is somewhere: %s",
        location);
    require(
        reg.id() >= 0 && reg.id() < function.vregCount() && constants.of(reg) != null,
        "%s is no constant",
        reg);
  }

  private void checkLocation(final Location location) {
    require(location.constant() == null, "a constant where a value has to be");
    if (location.isRegister()) {
      require(location.slot() == -1, "a location that is a register and a slot");
      require(location.register() != Register.SP, "sp is used");
      require(
          location.register() != Register.RA || savesReturnAddress,
          "ra is used, and it is not saved in a function without calls");
    } else {
      require(
          location.slot() >= 0 && location.slot() < allocation.slots(),
          "%s of %d",
          location,
          allocation.slots());
    }
  }

  private void checkWritten(final Location location) {
    require(
        !location.isRegister()
            || !RegisterConvention.CALLEE_SAVED.contains(location.register())
            || allocation.calleeSaved().contains(location.register()),
        "%s is written and not declared as saved",
        location);
  }

  /** Locations are numbered: registers, then slots. */
  private static int number(final Location location) {
    return location.isRegister() ? location.register().index() : Register.COUNT + location.slot();
  }

  static String name(final int location) {
    return (location < Register.COUNT
            ? Location.of(Register.of(location))
            : Location.slot(location - Register.COUNT))
        .toString();
  }

  /** Makes messages speak of this instruction. */
  private void locate(final int instruction) {
    int start = 0;
    for (final MachineBlock each : function.blocks()) {
      if (instruction < start + each.instructions().size()) {
        block = each;
        position = instruction - start;
        index = instruction;
        return;
      }
      start += each.instructions().size();
    }
  }

  private void require(final boolean condition, final String format, final Object... arguments) {
    if (!condition) {
      fail(format, arguments);
    }
  }

  private void fail(final String format, final Object... arguments) {
    throw new CompilerBug(
        "register allocation of function "
            + function.index()
            + " ("
            + function.name()
            + "), "
            + block
            + ", instruction "
            + position
            + " (number "
            + index
            + "): "
            + String.format(java.util.Locale.ROOT, format, arguments));
  }
}
