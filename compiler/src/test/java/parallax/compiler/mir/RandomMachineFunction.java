package parallax.compiler.mir;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.abi.TrapKind;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Register;

/**
 * Random machine functions that are right: SSA with loops, block parameters, calls and ties. The
 * same seed gives the same function. Dominance is computed here by sets, another way than the
 * verifier's.
 */
public final class RandomMachineFunction {
  private static final List<Opcode> PLAIN = plainOpcodes();
  private static final List<Opcode> BRANCHES = branches();

  private final Random random;
  private final MachineFunction function;
  private final int blockCount;
  private final int instructionsPerBlock;

  /** Successors per block; the kind of its terminator follows from their number. */
  private final List<List<Integer>> successors = new ArrayList<>();

  private final List<List<Integer>> predecessors = new ArrayList<>();
  private BitSet[] dominators;
  private BitSet reachable;

  /** What each block defines, in order. */
  private final List<List<VReg>> defined = new ArrayList<>();

  private List<VReg> available;

  private RandomMachineFunction(
      final Random random, final int blockCount, final int instructionsPerBlock) {
    this.random = random;
    this.blockCount = blockCount;
    this.instructionsPerBlock = instructionsPerBlock;
    this.function = new MachineFunction(random.nextInt(100), "random");
  }

  /** A small function. */
  public static MachineFunction small(final long seed) {
    final Random random = new Random(seed);
    return new RandomMachineFunction(random, 1 + random.nextInt(10), 6).build();
  }

  /** A function of so many blocks (about) of so many instructions (about). */
  public static MachineFunction sized(
      final long seed, final int blocks, final int instructionsPerBlock) {
    return new RandomMachineFunction(new Random(seed), blocks, instructionsPerBlock).build();
  }

  private static List<Opcode> plainOpcodes() {
    final List<Opcode> list = new ArrayList<>();
    for (final Opcode opcode : Opcode.values()) {
      if (OperandRoles.isPlain(opcode)) {
        list.add(opcode);
      }
    }
    return list;
  }

  private static List<Opcode> branches() {
    final List<Opcode> list = new ArrayList<>();
    for (final Opcode opcode : Opcode.values()) {
      if (opcode.isConditional()) {
        list.add(opcode);
      }
    }
    return list;
  }

  private MachineFunction build() {
    makeGraph();
    dominators = dominators();
    reachable = reachable();
    for (int i = 0; i < successors.size(); i++) {
      function.newBlock();
      defined.add(new ArrayList<>());
      predecessors.add(new ArrayList<>());
    }
    for (int i = 0; i < successors.size(); i++) {
      for (final int successor : successors.get(i)) {
        predecessors.get(successor).add(i);
      }
    }
    makeParameters();
    // Dominators first: what they define can be used. Unreachable blocks have all as dominators.
    final List<Integer> order = new ArrayList<>();
    for (int i = 0; i < successors.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> dominators[a].cardinality() - dominators[b].cardinality());
    for (final int block : order) {
      fill(function.blocks().get(block));
    }
    for (int i = 0; i < successors.size(); i++) {
      terminate(i);
    }
    return function;
  }

  /** Edges between random blocks, some of those that leave a fork split by a block of their own. */
  private void makeGraph() {
    for (int i = 0; i < blockCount; i++) {
      final List<Integer> next = new ArrayList<>();
      final int kind = random.nextInt(10);
      final int count = kind < 1 ? 0 : kind < 5 ? 1 : kind < 9 ? 2 : 1 + random.nextInt(4);
      for (int k = 0; k < count && blockCount > 1; k++) {
        final boolean forward = i + 1 < blockCount && random.nextInt(3) > 0;
        next.add(
            forward
                ? i + 1 + random.nextInt(Math.min(3, blockCount - i - 1))
                : 1 + random.nextInt(blockCount - 1));
      }
      successors.add(next);
    }
    for (int i = 0; i < blockCount; i++) {
      final List<Integer> next = successors.get(i);
      for (int k = 0; next.size() > 1 && k < next.size(); k++) {
        if (random.nextInt(3) > 0) {
          final int edge = successors.size();
          successors.add(new ArrayList<>(List.of(next.get(k))));
          next.set(k, edge);
        }
      }
    }
  }

  private BitSet[] dominators() {
    final int count = successors.size();
    final BitSet[] sets = new BitSet[count];
    for (int i = 0; i < count; i++) {
      sets[i] = new BitSet(count);
      sets[i].set(0, i == 0 ? 1 : count);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < count; i++) {
        for (final int successor : successors.get(i)) {
          final BitSet narrowed = (BitSet) sets[successor].clone();
          narrowed.and(sets[i]);
          narrowed.set(successor);
          if (!narrowed.equals(sets[successor])) {
            sets[successor] = narrowed;
            changed = true;
          }
        }
      }
    }
    return sets;
  }

  private BitSet reachable() {
    final BitSet seen = new BitSet();
    final List<Integer> stack = new ArrayList<>(List.of(0));
    while (!stack.isEmpty()) {
      final int block = stack.remove(stack.size() - 1);
      if (!seen.get(block)) {
        seen.set(block);
        stack.addAll(successors.get(block));
      }
    }
    return seen;
  }

  /** What dominating blocks define; of many such blocks only some, to save time. */
  private List<VReg> fromAbove(final int block) {
    final List<VReg> registers = new ArrayList<>();
    if (!reachable.get(block)) {
      return registers;
    }
    final BitSet above = dominators[block];
    final int count = above.cardinality();
    for (int i = above.nextSetBit(0); i >= 0; i = above.nextSetBit(i + 1)) {
      if (i != block && (count <= 40 || random.nextInt(count) < 40)) {
        registers.addAll(defined.get(i));
      }
    }
    return registers;
  }

  private void makeParameters() {
    for (int i = 1; i < successors.size(); i++) {
      boolean jumps = !predecessors.get(i).isEmpty();
      for (final int predecessor : predecessors.get(i)) {
        jumps &= successors.get(predecessor).size() == 1;
      }
      final int count = jumps ? random.nextInt(5) : 0;
      for (int k = 0; k < count; k++) {
        final VReg param = function.newVReg();
        function.blocks().get(i).params().add(param);
        defined.get(i).add(param);
      }
    }
  }

  private void fill(final MachineBlock block) {
    available = fromAbove(block.id());
    available.addAll(block.params());
    if (block.id() == 0 && random.nextInt(4) > 0) {
      final int params = random.nextInt(CallingConvention.REGISTERS + 1);
      add(block, MachineOp.ENTRY, null, fixedDefs(block, params), 0, null);
    }
    if (available.isEmpty()) {
      add(block, MachineOp.PVM, Opcode.LOAD_IMM_64, List.of(def(block)), random.nextLong(), null);
    }
    final int count = random.nextInt(2 * instructionsPerBlock);
    for (int i = 0; i < count; i++) {
      addInstruction(block);
    }
  }

  private void addInstruction(final MachineBlock block) {
    final int kind = random.nextInt(40);
    if (kind < 2) {
      addCall(block);
    } else if (kind < 4) {
      final List<Operand> operands = List.of(Operand.use(pick()), def(block));
      add(block, MachineOp.COPY, null, List.of(operands.get(1), operands.get(0)), 0, null);
    } else if (kind < 5) {
      final MachineOp op = random.nextBoolean() ? MachineOp.INCOMING_LOAD : MachineOp.OUTGOING_LOAD;
      add(block, op, null, List.of(def(block)), random.nextInt(3), null);
    } else if (kind < 6) {
      final MachineOp op =
          random.nextBoolean() ? MachineOp.INCOMING_STORE : MachineOp.OUTGOING_STORE;
      add(block, op, null, List.of(Operand.use(pick())), random.nextInt(3), null);
    } else if (kind < 7) {
      addConditional(block, MachineOp.TRAP_BRANCH, List.of());
    } else if (kind < 8) {
      block
          .instructions()
          .add(
              new MachineInst(
                  MachineOp.FUNCTION_ADDRESS,
                  null,
                  List.of(def(block)),
                  random.nextInt(9),
                  0,
                  random.nextInt(9),
                  List.of(),
                  null,
                  -1));
    } else {
      addPlain(block);
    }
  }

  private void addPlain(final MachineBlock block) {
    Opcode opcode = PLAIN.get(random.nextInt(PLAIN.size()));
    if (random.nextInt(10) == 0) {
      opcode = random.nextBoolean() ? Opcode.CMOV_IZ : Opcode.CMOV_NZ_IMM;
    }
    final OperandRoles roles = OperandRoles.of(opcode);
    final List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < roles.uses(); i++) {
      operands.add(Operand.use(pick()));
    }
    if (roles.defs() > 0) {
      operands.add(0, new Operand(def(block).reg(), true, null, roles.tied()));
    }
    final TrapSite trap =
        opcode.access() != null && random.nextBoolean()
            ? new TrapSite(TrapKind.OUT_OF_BOUNDS_MEMORY, random.nextInt(99) - 1)
            : null;
    block
        .instructions()
        .add(
            new MachineInst(
                MachineOp.PVM,
                opcode,
                operands,
                immediate(opcode),
                opcode.format().hasImm2() ? random.nextInt() : 0,
                -1,
                List.of(),
                trap,
                random.nextInt(50) - 1));
  }

  private long immediate(final Opcode opcode) {
    if (opcode == Opcode.LOAD_IMM_64) {
      return random.nextLong();
    }
    if (!opcode.format().hasImm1()) {
      return 0;
    }
    return random.nextBoolean() ? random.nextInt(4) : random.nextInt();
  }

  private void addCall(final MachineBlock block) {
    final MachineOp op =
        List.of(MachineOp.CALL, MachineOp.CALL_INDIRECT, MachineOp.HOST_CALL)
            .get(random.nextInt(3));
    final List<Operand> uses = fixedUses(random.nextInt(CallingConvention.REGISTERS + 1));
    if (op == MachineOp.CALL_INDIRECT) {
      uses.add(Operand.use(pick()));
    }
    final List<Operand> operands =
        new ArrayList<>(fixedDefs(block, random.nextInt(CallingConvention.REGISTERS + 1)));
    operands.addAll(uses);
    block
        .instructions()
        .add(
            new MachineInst(
                op,
                null,
                operands,
                op == MachineOp.HOST_CALL ? random.nextInt(3_000) : 0,
                0,
                op == MachineOp.CALL ? random.nextInt(9) : -1,
                List.of(),
                null,
                random.nextInt(50) - 1));
  }

  private void addConditional(
      final MachineBlock block, final MachineOp op, final List<MachineTarget> targets) {
    final Opcode opcode = BRANCHES.get(random.nextInt(BRANCHES.size()));
    final List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < OperandRoles.of(opcode).uses(); i++) {
      operands.add(Operand.use(pick()));
    }
    final TrapSite trap =
        op == MachineOp.TRAP_BRANCH ? new TrapSite(TrapKind.INTEGER_OVERFLOW, 7) : null;
    block
        .instructions()
        .add(new MachineInst(op, opcode, operands, immediate(opcode), 0, -1, targets, trap, -1));
  }

  private void terminate(final int index) {
    final MachineBlock block = function.blocks().get(index);
    available = fromAbove(index);
    available.addAll(defined.get(index));
    final List<MachineTarget> targets = new ArrayList<>();
    for (final int successor : successors.get(index)) {
      final List<VReg> args = new ArrayList<>();
      final MachineBlock target = function.blocks().get(successor);
      target.params().forEach(param -> args.add(pick()));
      targets.add(new MachineTarget(target, args));
    }
    switch (targets.size()) {
      case 0 -> addExit(block);
      case 1 -> addTerminator(block, MachineOp.JUMP, List.of(), targets, null);
      case 2 -> addConditional(block, MachineOp.BRANCH, targets);
      default ->
          addTerminator(block, MachineOp.SWITCH, List.of(Operand.use(pick())), targets, null);
    }
  }

  private void addExit(final MachineBlock block) {
    switch (random.nextInt(6)) {
      case 0 ->
          addTerminator(
              block,
              MachineOp.TRAP,
              List.of(),
              List.of(),
              new TrapSite(TrapKind.UNREACHABLE, random.nextInt(9) - 1));
      case 1 ->
          addTerminator(
              block,
              MachineOp.HALT,
              List.of(Operand.useFixed(pick(), Register.A1), Operand.useFixed(pick(), Register.A0)),
              List.of(),
              null);
      default ->
          addTerminator(
              block,
              MachineOp.RETURN,
              fixedUses(random.nextInt(CallingConvention.REGISTERS + 1)),
              List.of(),
              null);
    }
  }

  private static void addTerminator(
      final MachineBlock block,
      final MachineOp op,
      final List<Operand> operands,
      final List<MachineTarget> targets,
      final TrapSite trap) {
    block.instructions().add(new MachineInst(op, null, operands, 0, 0, -1, targets, trap, -1));
  }

  private static void add(
      final MachineBlock block,
      final MachineOp op,
      final Opcode opcode,
      final List<Operand> operands,
      final long imm,
      final TrapSite trap) {
    block
        .instructions()
        .add(new MachineInst(op, opcode, operands, imm, 0, -1, List.of(), trap, -1));
  }

  private List<Operand> fixedUses(final int count) {
    final List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operands.add(Operand.useFixed(pick(), RegisterConvention.ARGUMENTS.get(i)));
    }
    return operands;
  }

  private List<Operand> fixedDefs(final MachineBlock block, final int count) {
    final List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operands.add(Operand.defFixed(def(block).reg(), RegisterConvention.ARGUMENTS.get(i)));
    }
    return operands;
  }

  private Operand def(final MachineBlock block) {
    final VReg reg = function.newVReg();
    defined.get(block.id()).add(reg);
    available.add(reg);
    return Operand.def(reg);
  }

  /** A register that is defined here, mostly a young one. */
  private VReg pick() {
    final int size = available.size();
    return available.get(
        random.nextInt(3) == 0
            ? random.nextInt(size)
            : size - 1 - random.nextInt(Math.min(size, 8)));
  }
}
