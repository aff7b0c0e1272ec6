package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Register;

/** One way to damage an allocation, at a random place. */
enum PlantedError {
  // Values: wrong unless the values happen to be dead or the same.
  WRONG_REGISTER_OF_A_USE(false),
  WRONG_REGISTER_OF_A_DEF(false),
  MISSING_RELOAD(false),
  MISSING_STORE(false),
  MISSING_COPY(false),
  SWAPPED_MOVES(false),
  RELOAD_OF_ANOTHER_SLOT(false),
  STORE_TO_ANOTHER_SLOT(false),
  RELOAD_INTO_ANOTHER_REGISTER(false),
  STORE_OF_ANOTHER_REGISTER(false),
  OVERLAPPING_SLOTS(false),
  RELOAD_AFTER_THE_USE(false),
  CLOBBER_BEFORE_AN_INSTRUCTION(false),
  SPILL_SLOT_OVERWRITTEN(false),
  NO_MOVES_ON_ONE_EDGE(false),
  PARALLEL_MOVE_REVERSED(false),
  ARGUMENT_KEPT_STALE(false),
  KEPT_IN_A_REGISTER_OVER_A_CALL(false),
  ANOTHER_CONSTANT_MADE(false),
  MISSING_CONSTANT(false),
  EDGE_MOVES_ON_THE_WRONG_SIDE(false),
  STORE_BEHIND_THE_RELOAD(false),

  // Rules: always wrong.
  FIXED_OPERAND_ELSEWHERE(true),
  TIED_OPERANDS_APART(true),
  OPERAND_IN_A_SLOT(true),
  MOVE_FROM_SLOT_TO_SLOT(true),
  SLOT_OUT_OF_RANGE(true),
  NEGATIVE_SLOT(true),
  STACK_POINTER_WRITTEN(true),
  STACK_POINTER_READ(true),
  RETURN_ADDRESS_USED_IN_A_LEAF(true),
  CALLEE_SAVED_NOT_DECLARED(true),
  NOT_CALLEE_SAVED_DECLARED(true),
  MOVE_BEFORE_THE_FIRST_INSTRUCTION(true),
  OPERAND_MISSING(true),
  INSTRUCTION_MISSING(true),
  RESULTS_IN_ONE_REGISTER(true),
  CALL_TARGET_IN_RA(true),
  WHAT_IS_NO_CONSTANT_MADE(true),
  CONSTANT_MADE_IN_A_SLOT(true),
  MOVE_INTO_A_CONSTANT(true),
  DEFINITION_LEFT_OUT(true),
  ANOTHER_DEFINITION_LEFT_OUT(true),
  CONSTANT_IN_PLACE_OF_A_USE(true),
  CALLEE_SAVED_FORGOTTEN(true);

  private final boolean alwaysWrong;

  PlantedError(final boolean alwaysWrong) {
    this.alwaysWrong = alwaysWrong;
  }

  /** False when a damaged allocation may still do the right thing. */
  boolean isAlwaysWrong() {
    return alwaysWrong;
  }

  /** A damaged copy, or null when the function has no place for this damage. */
  Allocation plant(final MachineFunction function, final Allocation right, final Random random) {
    final Damage damage = new Damage(function, right, random);
    return damage.apply(this) ? damage.result() : null;
  }

  /** An allocation that can be changed. */
  private static final class Damage {
    private final MachineFunction function;
    private final Random random;
    private final List<MachineInst> instructions = new ArrayList<>();
    private final List<List<Location>> operands = new ArrayList<>();
    private final List<List<Move>> moves = new ArrayList<>();
    private final Set<Register> saved = EnumSet.noneOf(Register.class);
    private final int slots;

    /** The function's constants. */
    private final List<Location> constants = new ArrayList<>();

    Damage(final MachineFunction function, final Allocation right, final Random random) {
      this.function = function;
      this.random = random;
      for (final MachineBlock block : function.blocks()) {
        instructions.addAll(block.instructions());
      }
      instructions.stream()
          .filter(ConstantDefinitions::isConstant)
          .forEach(inst -> constants.add(Location.constant(inst.operands().get(0).reg())));
      right.operands().forEach(list -> operands.add(new ArrayList<>(list)));
      right.movesBefore().forEach(list -> moves.add(new ArrayList<>(list)));
      saved.addAll(right.calleeSaved());
      slots = right.slots();
    }

    Allocation result() {
      return new Allocation(operands, moves, slots, saved);
    }

    boolean apply(final PlantedError kind) {
      return switch (kind) {
        case WRONG_REGISTER_OF_A_USE -> moveOperand(o -> !o.def() && o.fixed() == null);
        case WRONG_REGISTER_OF_A_DEF ->
            moveOperand(o -> o.def() && o.fixed() == null && o.tied() < 0);
        case MISSING_RELOAD -> replace(Damage::isReload, move -> null);
        case MISSING_STORE -> replace(Damage::isStore, move -> null);
        case MISSING_COPY ->
            replace(move -> move.from().isRegister() && move.to().isRegister(), move -> null);
        case SWAPPED_MOVES -> swap();
        case RELOAD_OF_ANOTHER_SLOT ->
            slots > 1 && replace(Damage::isReload, move -> new Move(other(move.from()), move.to()));
        case STORE_TO_ANOTHER_SLOT ->
            slots > 1 && replace(Damage::isStore, move -> new Move(move.from(), other(move.to())));
        case RELOAD_INTO_ANOTHER_REGISTER ->
            replace(Damage::isReload, move -> new Move(move.from(), other(move.to())));
        case STORE_OF_ANOTHER_REGISTER ->
            replace(Damage::isStore, move -> new Move(other(move.from()), move.to()));
        case OVERLAPPING_SLOTS -> overlap();
        case RELOAD_AFTER_THE_USE -> delay();
        case CLOBBER_BEFORE_AN_INSTRUCTION ->
            insert(new Move(other(Location.of(Register.T0)), other(Location.of(Register.SP))));
        case SPILL_SLOT_OVERWRITTEN ->
            slots > 0
                && insert(
                    new Move(
                        other(Location.of(Register.SP)), Location.slot(random.nextInt(slots))));
        case NO_MOVES_ON_ONE_EDGE -> ofJump(List::clear, 1);
        case PARALLEL_MOVE_REVERSED -> ofJump(Collections::reverse, 2);
        case ARGUMENT_KEPT_STALE -> dropBefore(MachineOp::isCall);
        case KEPT_IN_A_REGISTER_OVER_A_CALL -> keepOverCall();
        case FIXED_OPERAND_ELSEWHERE -> moveOperand(o -> o.fixed() != null);
        case TIED_OPERANDS_APART -> moveOperand(o -> o.tied() >= 0);
        case OPERAND_IN_A_SLOT -> placeOperand(o -> true, Location.slot(0));
        case MOVE_FROM_SLOT_TO_SLOT ->
            slots > 1 && insert(new Move(Location.slot(0), Location.slot(1)));
        case SLOT_OUT_OF_RANGE -> insert(new Move(Location.slot(slots), Location.of(Register.T0)));
        case NEGATIVE_SLOT -> insert(new Move(Location.of(Register.T0), Location.slot(-1)));
        case STACK_POINTER_WRITTEN ->
            insert(new Move(Location.of(Register.T0), Location.of(Register.SP)));
        case STACK_POINTER_READ ->
            placeOperand(o -> !o.def() && o.fixed() == null, Location.of(Register.SP));
        case RETURN_ADDRESS_USED_IN_A_LEAF ->
            function.isLeaf()
                && placeOperand(o -> o.def() && o.fixed() == null, Location.of(Register.RA));
        case CALLEE_SAVED_NOT_DECLARED ->
            !saved.contains(Register.S1)
                && placeOperand(o -> o.def() && o.fixed() == null, Location.of(Register.S1));
        case NOT_CALLEE_SAVED_DECLARED -> saved.add(Register.T1);
        case MOVE_BEFORE_THE_FIRST_INSTRUCTION ->
            moves.get(0).add(new Move(Location.of(Register.A1), Location.of(Register.A0)));
        case OPERAND_MISSING -> dropOperand();
        case INSTRUCTION_MISSING -> operands.remove(operands.size() - 1) != null;
        case RESULTS_IN_ONE_REGISTER -> joinResults();
        case CALL_TARGET_IN_RA -> callThroughRa();
        case ANOTHER_CONSTANT_MADE ->
            constants.size() > 1
                && replace(
                    move -> move.from().isConstant(),
                    move -> new Move(otherConstant(move.from()), move.to()));
        case MISSING_CONSTANT -> replace(move -> move.from().isConstant(), move -> null);
        case EDGE_MOVES_ON_THE_WRONG_SIDE -> moveToTarget();
        case STORE_BEHIND_THE_RELOAD -> storeLater();
        case WHAT_IS_NO_CONSTANT_MADE ->
            replace(move -> true, move -> new Move(noConstant(), move.to()));
        case CONSTANT_MADE_IN_A_SLOT ->
            slots > 0
                && !constants.isEmpty()
                && insert(new Move(constants.get(0), Location.slot(slots - 1)));
        case MOVE_INTO_A_CONSTANT ->
            !constants.isEmpty() && insert(new Move(Location.of(Register.T0), constants.get(0)));
        case DEFINITION_LEFT_OUT -> leaveOut(false);
        case ANOTHER_DEFINITION_LEFT_OUT -> constants.size() > 1 && leaveOut(true);
        case CONSTANT_IN_PLACE_OF_A_USE ->
            !constants.isEmpty()
                && placeOperand(o -> !o.def() && o.fixed() == null, constants.get(0));
        case CALLEE_SAVED_FORGOTTEN -> !saved.isEmpty() && saved.remove(saved.iterator().next());
      };
    }

    private static boolean isReload(final Move move) {
      return move.from().slot() >= 0;
    }

    private Location otherConstant(final Location constant) {
      Location other = constant;
      while (other.equals(constant)) {
        other = constants.get(random.nextInt(constants.size()));
      }
      return other;
    }

    /** A register that is no constant, or not of this function. */
    private Location noConstant() {
      for (final MachineInst inst : instructions) {
        for (final Operand operand : inst.operands()) {
          final Location location = Location.constant(operand.reg());
          if (operand.def() && !constants.contains(location)) {
            return location;
          }
        }
      }
      return Location.constant(new VReg(function.vregCount()));
    }

    /** The moves of a jump's edge behind the edge, where they are made for other edges too. */
    private boolean moveToTarget() {
      final int at =
          find(
              moves.size(),
              i -> !moves.get(i).isEmpty() && instructions.get(i).op() == MachineOp.JUMP);
      if (at < 0) {
        return false;
      }
      int first = 0;
      for (final MachineBlock block : function.blocks()) {
        if (block == instructions.get(at).targets().get(0).block()) {
          moves.get(first).addAll(0, moves.get(at));
          moves.set(at, new ArrayList<>());
          return true;
        }
        first += block.instructions().size();
      }
      throw new AssertionError("a jump out of the function");
    }

    /** A store that comes after the next reload of its slot. */
    private boolean storeLater() {
      for (int at = 0; at < moves.size(); at++) {
        for (final Move store : List.copyOf(moves.get(at))) {
          for (int later = at + 1; isStore(store) && later < moves.size(); later++) {
            if (moves.get(later).stream().anyMatch(move -> move.from().equals(store.to()))) {
              moves.get(at).remove(store);
              moves.get(later).add(store);
              return true;
            }
          }
        }
      }
      return false;
    }

    /** A definition is not executed that is no constant, or that of another constant. */
    private boolean leaveOut(final boolean another) {
      final int at =
          find(
              instructions.size(),
              i ->
                  another == ConstantDefinitions.isConstant(instructions.get(i))
                      && !instructions.get(i).operands().isEmpty()
                      && instructions.get(i).operands().get(0).def()
                      && instructions.get(i).operands().get(0).fixed() == null);
      if (at < 0) {
        return false;
      }
      final Location own = Location.constant(instructions.get(at).operands().get(0).reg());
      operands.get(at).set(0, another ? otherConstant(own) : own);
      return true;
    }

    private static boolean isStore(final Move move) {
      return !move.to().isRegister();
    }

    /** A location of the same sort that is not this one. */
    private Location other(final Location location) {
      Location other = location;
      while (other.equals(location) || other.register() == Register.SP) {
        other =
            location.slot() < 0
                ? Location.of(Register.of(2 + random.nextInt(Register.COUNT - 2)))
                : Location.slot(random.nextInt(slots));
      }
      return other;
    }

    /** A random number for which the predicate holds, or -1. */
    private int find(final int count, final Predicate<Integer> predicate) {
      final List<Integer> found = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (predicate.test(i)) {
          found.add(i);
        }
      }
      return found.isEmpty() ? -1 : found.get(random.nextInt(found.size()));
    }

    private boolean onOperand(
        final Predicate<Operand> predicate,
        final java.util.function.UnaryOperator<Location> change) {
      final int at =
          find(
              instructions.size(),
              i -> instructions.get(i).operands().stream().anyMatch(predicate));
      if (at < 0) {
        return false;
      }
      final List<Operand> list = instructions.get(at).operands();
      final int operand = find(list.size(), i -> predicate.test(list.get(i)));
      operands.get(at).set(operand, change.apply(operands.get(at).get(operand)));
      return true;
    }

    private boolean moveOperand(final Predicate<Operand> predicate) {
      return onOperand(predicate, this::other);
    }

    private boolean placeOperand(final Predicate<Operand> predicate, final Location location) {
      return onOperand(predicate, old -> location);
    }

    private boolean replace(
        final Predicate<Move> predicate, final java.util.function.UnaryOperator<Move> change) {
      final int at = find(moves.size(), i -> moves.get(i).stream().anyMatch(predicate));
      if (at < 0) {
        return false;
      }
      final List<Move> list = moves.get(at);
      final int move = find(list.size(), i -> predicate.test(list.get(i)));
      final Move changed = change.apply(list.get(move));
      if (changed == null) {
        list.remove(move);
      } else {
        list.set(move, changed);
      }
      return true;
    }

    private boolean swap() {
      final int at = find(moves.size(), i -> moves.get(i).size() > 1);
      if (at < 0) {
        return false;
      }
      final int move = random.nextInt(moves.get(at).size() - 1);
      Collections.swap(moves.get(at), move, move + 1);
      return true;
    }

    private boolean overlap() {
      if (slots < 2) {
        return false;
      }
      final Location gone = Location.slot(random.nextInt(slots));
      final Location kept = other(gone);
      for (final List<Move> list : moves) {
        list.replaceAll(
            move ->
                new Move(
                    move.from().equals(gone) ? kept : move.from(),
                    move.to().equals(gone) ? kept : move.to()));
      }
      return true;
    }

    private boolean delay() {
      final int at =
          find(
              moves.size() - 1,
              i -> !instructions.get(i).op().isTerminator() && moves.get(i).size() > 0);
      if (at < 0) {
        return false;
      }
      moves.get(at + 1).add(0, moves.get(at).remove(moves.get(at).size() - 1));
      return true;
    }

    private boolean insert(final Move move) {
      if (moves.size() < 2) {
        return false;
      }
      final List<Move> list = moves.get(1 + random.nextInt(moves.size() - 1));
      list.add(list.isEmpty() ? 0 : random.nextInt(list.size() + 1), move);
      return true;
    }

    private boolean ofJump(
        final java.util.function.Consumer<List<Move>> change, final int leastArguments) {
      final int at =
          find(
              moves.size(),
              i ->
                  moves.get(i).size() >= leastArguments
                      && instructions.get(i).op() == MachineOp.JUMP
                      && instructions.get(i).targets().get(0).args().size() >= leastArguments);
      if (at < 0) {
        return false;
      }
      change.accept(moves.get(at));
      return true;
    }

    private boolean dropBefore(final Predicate<MachineOp> predicate) {
      final int at =
          find(
              moves.size(),
              i -> predicate.test(instructions.get(i).op()) && !moves.get(i).isEmpty());
      if (at < 0) {
        return false;
      }
      moves.get(at).remove(moves.get(at).size() - 1);
      return true;
    }

    /** Reads a value where it was before the call. */
    private boolean keepOverCall() {
      for (int at = 1; at < instructions.size(); at++) {
        if (!instructions.get(at - 1).op().isCall()) {
          continue;
        }
        for (int i = 0; i < operands.get(at).size(); i++) {
          final Operand operand = instructions.get(at).operands().get(i);
          final Location location = operands.get(at).get(i);
          if (!operand.def()
              && !isDefined(instructions.get(at - 1), operand.reg())
              && moves.get(at).removeIf(move -> move.to().equals(location))) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean isDefined(final MachineInst inst, final VReg reg) {
      return inst.operands().stream().anyMatch(o -> o.def() && o.reg().equals(reg));
    }

    private boolean dropOperand() {
      final int at = find(operands.size(), i -> !operands.get(i).isEmpty());
      return at >= 0 && operands.get(at).remove(operands.get(at).size() - 1) != null;
    }

    private boolean joinResults() {
      final int at =
          find(
              operands.size(),
              i -> instructions.get(i).operands().stream().filter(Operand::def).count() > 1);
      if (at < 0) {
        return false;
      }
      operands.get(at).set(1, operands.get(at).get(0));
      return true;
    }

    private boolean callThroughRa() {
      final int at =
          find(operands.size(), i -> instructions.get(i).op() == MachineOp.CALL_INDIRECT);
      if (at < 0) {
        return false;
      }
      final int last = operands.get(at).size() - 1;
      moves.get(at).add(new Move(operands.get(at).get(last), Location.of(Register.RA)));
      operands.get(at).set(last, Location.of(Register.RA));
      return true;
    }
  }
}
