package parallax.compiler.mir;

import java.util.Arrays;
import java.util.List;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.abi.RegisterConvention;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Register;

/**
 * Checks the invariants of a machine function: block numbers and edges, SSA form (one definition,
 * which dominates every use), and for every instruction the fields that {@link MachineOp} says.
 *
 * <p>Blocks that the entry does not reach are checked too, except that nothing dominates their
 * uses. A memory instruction without a trap site is accepted: its address is one that cannot fault.
 */
public final class MachineVerifier {
  private static final int UNDEFINED = -1;

  private final MachineFunction function;
  private final int[] definingBlock;

  /** Position in the defining block; parameters are at -1. */
  private final int[] definingPosition;

  private BlockDominance dominance;
  private MachineBlock block;
  private int position;

  private MachineVerifier(final MachineFunction function) {
    this.function = function;
    this.definingBlock = new int[function.vregCount()];
    this.definingPosition = new int[function.vregCount()];
    Arrays.fill(definingBlock, UNDEFINED);
  }

  /**
   * Verifies the function.
   *
   * @throws CompilerBug naming function, block and instruction
   */
  public static void verify(final MachineFunction function) {
    new MachineVerifier(function).run();
  }

  private void run() {
    if (function.blocks().isEmpty()) {
      throw new CompilerBug("function " + function.index() + ": no blocks");
    }
    for (int i = 0; i < function.blocks().size(); i++) {
      enter(function.blocks().get(i));
      require(block.id() == i, "block %d has number %d", i, block.id());
      checkShape();
    }
    for (final MachineBlock each : function.blocks()) {
      enter(each);
      checkEdges();
      define();
    }
    dominance = new BlockDominance(function);
    for (final MachineBlock each : function.blocks()) {
      enter(each);
      for (final MachineInst inst : each.instructions()) {
        checkInstruction(inst);
        checkUses(inst);
        position++;
      }
    }
  }

  private void enter(final MachineBlock next) {
    block = next;
    position = 0;
  }

  // Blocks, edges and SSA form.

  private void checkShape() {
    final List<MachineInst> instructions = block.instructions();
    require(!instructions.isEmpty(), "no instructions");
    for (final MachineInst inst : instructions) {
      final boolean last = position == instructions.size() - 1;
      require(inst.op().isTerminator() == last, "a terminator stands last, and only there");
      require(
          inst.op() != MachineOp.ENTRY || (block.id() == 0 && position == 0),
          "entry stands first in the function, and only there");
      require(inst.op().isTerminator() || inst.targets().isEmpty(), "targets without a terminator");
      position++;
    }
  }

  private void checkEdges() {
    position = block.instructions().size() - 1;
    require(block.id() != 0 || block.params().isEmpty(), "the entry block has parameters");
    for (final MachineTarget target : block.terminator().targets()) {
      final int id = target.block().id();
      require(
          id >= 0 && id < function.blocks().size() && function.blocks().get(id) == target.block(),
          "target %s belongs to another function",
          target.block());
      require(id != 0, "an edge to the entry block");
      require(
          block.terminator().op() == MachineOp.JUMP || target.args().isEmpty(),
          "only a jump carries arguments");
      require(
          target.args().size() == target.block().params().size(),
          "%d arguments for %d parameters of %s",
          target.args().size(),
          target.block().params().size(),
          target.block());
    }
    position = 0;
  }

  private void define() {
    position = -1;
    for (final VReg param : block.params()) {
      define(param);
    }
    position = 0;
    for (final MachineInst inst : block.instructions()) {
      for (final Operand operand : inst.operands()) {
        if (operand.def()) {
          define(operand.reg());
        }
      }
      position++;
    }
  }

  private void define(final VReg reg) {
    checkNumber(reg);
    require(definingBlock[reg.id()] == UNDEFINED, "%s is defined twice", reg);
    definingBlock[reg.id()] = block.id();
    definingPosition[reg.id()] = position;
  }

  private void checkUses(final MachineInst inst) {
    for (final Operand operand : inst.operands()) {
      if (!operand.def()) {
        checkUse(operand.reg());
      }
    }
    for (final MachineTarget target : inst.targets()) {
      target.args().forEach(this::checkUse);
    }
  }

  private void checkUse(final VReg reg) {
    checkNumber(reg);
    final int definition = definingBlock[reg.id()];
    require(definition != UNDEFINED, "%s has no definition", reg);
    if (definition == block.id()) {
      require(definingPosition[reg.id()] < position, "%s is used before its definition", reg);
    } else if (dominance.isReachable(block.id())) {
      require(
          dominance.isReachable(definition) && dominance.dominates(definition, block.id()),
          "the definition of %s in b%d does not dominate this use",
          reg,
          definition);
    }
  }

  private void checkNumber(final VReg reg) {
    require(reg.id() >= 0 && reg.id() < function.vregCount(), "%s is not of this function", reg);
  }

  // Instructions.

  private void checkInstruction(final MachineInst inst) {
    checkFields(inst);
    switch (inst.op()) {
      case PVM -> {
        require(OperandRoles.isPlain(inst.opcode()), "an opcode that is no plain instruction");
        require(
            inst.trap() == null || inst.opcode().access() != null,
            "a trap site where nothing can trap");
        checkRoles(inst);
      }
      case TRAP_BRANCH, BRANCH -> {
        require(inst.opcode().isConditional(), "an opcode that is no conditional branch");
        checkRoles(inst);
      }
      case ENTRY -> {
        final int defs = checkArguments(inst, 0, true);
        require(defs == inst.operands().size(), "an entry uses something");
      }
      case COPY -> checkPlainOperands(inst, 1, 1);
      case FUNCTION_ADDRESS, INCOMING_LOAD, OUTGOING_LOAD -> checkPlainOperands(inst, 1, 0);
      case INCOMING_STORE, OUTGOING_STORE, SWITCH -> checkPlainOperands(inst, 0, 1);
      case JUMP, TRAP -> checkPlainOperands(inst, 0, 0);
      case CALL, HOST_CALL -> checkCall(inst, 0);
      case CALL_INDIRECT -> checkCall(inst, 1);
      case RETURN ->
          require(
              checkArguments(inst, 0, false) == inst.operands().size(),
              "a return defines something");
      case HALT -> checkHalt(inst);
    }
  }

  /** The fields beside the operands: present where they mean something, empty elsewhere. */
  private void checkFields(final MachineInst inst) {
    final MachineOp op = inst.op();
    final boolean branch = op == MachineOp.BRANCH || op == MachineOp.TRAP_BRANCH;
    require((inst.opcode() != null) == (op == MachineOp.PVM || branch), "opcode");
    require(
        (inst.function() >= 0) == (op == MachineOp.CALL || op == MachineOp.FUNCTION_ADDRESS)
            && inst.function() >= -1,
        "function %d",
        inst.function());
    final boolean traps = op == MachineOp.TRAP || op == MachineOp.TRAP_BRANCH;
    require(inst.trap() != null ? traps || op == MachineOp.PVM : !traps, "trap site");
    final int targets = inst.targets().size();
    require(
        switch (op) {
          case JUMP -> targets == 1;
          case BRANCH -> targets == 2;
          case SWITCH -> targets > 0;
          default -> targets == 0;
        },
        "%d targets",
        targets);
    checkImmediates(inst);
  }

  private void checkImmediates(final MachineInst inst) {
    final long first = inst.imm1();
    final long second = inst.imm2();
    require(MachinePrinter.hasImm1(inst) || first == 0, "a first immediate without a meaning");
    require(MachinePrinter.hasImm2(inst) || second == 0, "a second immediate without a meaning");
    require(
        first == (int) first || inst.opcode() == Opcode.LOAD_IMM_64,
        "immediate %d does not fit",
        first);
    require(second == (int) second, "immediate %d does not fit", second);
    switch (inst.op()) {
      case INCOMING_LOAD, INCOMING_STORE, OUTGOING_LOAD, OUTGOING_STORE, HOST_CALL ->
          require(first >= 0, "negative number %d", first);
      default -> {}
    }
  }

  private void checkRoles(final MachineInst inst) {
    final OperandRoles roles = OperandRoles.of(inst.opcode());
    require(
        inst.operands().size() == roles.count(),
        "%d operands instead of %d",
        inst.operands().size(),
        roles.count());
    for (int i = 0; i < roles.count(); i++) {
      final Operand operand = inst.operands().get(i);
      require(operand.def() == i < roles.defs(), "role of operand %d", i);
      require(operand.fixed() == null, "operand %d is fixed", i);
      require(operand.tied() == (operand.def() ? roles.tied() : UNDEFINED), "tie of operand %d", i);
    }
  }

  private void checkPlainOperands(final MachineInst inst, final int defs, final int uses) {
    require(inst.operands().size() == defs + uses, "%d operands", inst.operands().size());
    for (int i = 0; i < defs + uses; i++) {
      final Operand operand = inst.operands().get(i);
      require(operand.def() == i < defs, "role of operand %d", i);
      require(operand.fixed() == null && operand.tied() < 0, "constraint of operand %d", i);
    }
  }

  private void checkCall(final MachineInst inst, final int addresses) {
    final int results = checkArguments(inst, 0, true);
    final int arguments = checkArguments(inst, results, false);
    final int rest = inst.operands().size() - results - arguments;
    require(rest == addresses, "operands of a call");
    if (addresses == 1) {
      final Operand address = inst.operands().get(inst.operands().size() - 1);
      require(
          !address.def() && address.fixed() == null && address.tied() < 0,
          "the last operand is not an address");
    }
  }

  /**
   * Counts the operands from {@code first} that are fixed defs (or uses); number k of them must be
   * where {@link CallingConvention} puts value k.
   */
  private int checkArguments(final MachineInst inst, final int first, final boolean defs) {
    int count = 0;
    while (first + count < inst.operands().size()) {
      final Operand operand = inst.operands().get(first + count);
      if (operand.def() != defs || operand.fixed() == null) {
        break;
      }
      require(
          CallingConvention.inRegister(count)
              && operand.fixed() == CallingConvention.register(count)
              && operand.tied() < 0,
          "operand %d is not where the calling convention puts it",
          first + count);
      count++;
    }
    return count;
  }

  private void checkHalt(final MachineInst inst) {
    int taken = 0;
    for (final Operand operand : inst.operands()) {
      final Register fixed = operand.fixed();
      require(!operand.def() && fixed != null && operand.tied() < 0, "a halt has fixed uses, only");
      require(
          RegisterConvention.ARGUMENTS.contains(fixed) && (taken & (1 << fixed.index())) == 0,
          "register %s",
          fixed);
      taken |= 1 << fixed.index();
    }
  }

  private void require(final boolean condition, final String message) {
    if (!condition) {
      fail(message);
    }
  }

  /** The message is made only when it is needed: this runs for every operand. */
  private void require(final boolean condition, final String format, final Object... arguments) {
    if (!condition) {
      fail(String.format(java.util.Locale.ROOT, format, arguments));
    }
  }

  private void fail(final String message) {
    String where = "function " + function.index() + " (" + function.name() + "), " + block;
    if (position >= 0 && position < block.instructions().size()) {
      where +=
          ", instruction "
              + position
              + " ("
              + MachinePrinter.print(block.instructions().get(position))
              + ")";
    }
    throw new CompilerBug(where + ": " + message);
  }
}
