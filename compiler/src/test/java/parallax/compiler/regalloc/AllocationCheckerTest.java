package parallax.compiler.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.CompilerBug;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineParser;
import parallax.compiler.mir.MachineVerifier;
import parallax.compiler.mir.RandomMachineFunction;
import parallax.pvm.isa.Register;

class AllocationCheckerTest {
  private static final int FUEL = 300;

  /** Swaps two values in a loop, over calls, and selects at the end. */
  private static final String LOOP =
      """
      function 1 "loop" vregs 16 {
      b0:
        %0:a0, %1:a1, %2:a2 = entry
        %3 = add_64 %0, %1
        jump b1(%0, %1, %2)
      b1(%4, %5, %6):
        %7:a0, %8:a1 = call fn2 %4:a0, %5:a1
        %9 = sub_64 %6, %7
        %10:a0 = call_indirect %8:a0, %9
        branch branch_ne_imm %10, 0, b2, b3
      b2:
        jump b1(%5, %4, %9)
      b3:
        %11~3 = cmov_nz %3, %10, %4
        %12 = xor %11, %5
        store_ind_u64 %12, %3, 8
        %13:a0 = host_call %12:a0, 1024
        return %13:a0
      }
      """;

  private static boolean isAccepted(final MachineFunction function, final Allocation allocation) {
    try {
      AllocationChecker.check(function, allocation);
      return true;
    } catch (final CompilerBug found) {
      assertThat(found).hasMessageContaining("function " + function.index());
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void plantedErrorsAreFound(final PlantedError kind) {
    int certain = 0;
    for (int seed = 0; seed < 250; seed++) {
      final MachineFunction selected =
          seed < 60 ? MachineParser.parse(LOOP) : RandomMachineFunction.small(seed);
      for (final RegisterAllocator allocator :
          List.of(new StackSlotAllocator(), new LinearScanAllocator())) {
        final MachineFunction function = allocator.prepare(selected);
        final Allocation right = allocator.allocate(function);
        final Allocation wrong = kind.plant(function, right, new Random(seed));
        if (wrong == null || isAccepted(function, wrong)) {
          assertThat(wrong == null || isHarmless(kind, function, wrong))
              .as(
                  "%s, %s, seed %d, accepted:%n%s",
                  kind,
                  allocator.name(),
                  seed,
                  wrong == null ? "" : AllocationPrinter.print(function, wrong))
              .isTrue();
        } else {
          certain++;
        }
      }
    }
    assertThat(certain).as("rejected").isGreaterThan(5);
  }

  /** Whether a run sees no difference; what is wrong by rule may not even run. */
  private static boolean isHarmless(
      final PlantedError kind, final MachineFunction function, final Allocation wrong) {
    return !kind.isAlwaysWrong()
        && MachineSimulator.run(function, wrong, FUEL).equals(MachineSimulator.run(function, FUEL));
  }

  /** So that rejecting everything would be noticed: what is rejected does go wrong, mostly. */
  @Test
  void mostRejectedAllocationsMisbehave() {
    int rejected = 0;
    int wrongRuns = 0;
    for (int seed = 0; seed < 400; seed++) {
      final MachineFunction function = MachineParser.parse(LOOP);
      final Allocation right = new StackSlotAllocator().allocate(function);
      for (final PlantedError kind :
          List.of(PlantedError.MISSING_RELOAD, PlantedError.OVERLAPPING_SLOTS)) {
        final Allocation wrong = kind.plant(function, right, new Random(seed));
        if (!isAccepted(function, wrong)) {
          rejected++;
          wrongRuns += isHarmless(kind, function, wrong) ? 0 : 1;
        }
      }
    }
    assertThat(wrongRuns).isGreaterThan(rejected / 2);
  }

  @Test
  void staleValuesOnOneEdgeAreFoundWithThePlace() {
    final MachineFunction function = MachineParser.parse(LOOP);
    final Allocation right = new StackSlotAllocator().allocate(function);
    final List<List<Move>> moves = new ArrayList<>(right.movesBefore());
    // The jump of b2 is instruction 7: without its moves b1 gets what it had the time before.
    assertThat(moves.get(7)).isNotEmpty();
    moves.set(7, List.of());
    final Allocation wrong =
        new Allocation(right.operands(), moves, right.slots(), right.calleeSaved());
    assertThatThrownBy(() -> AllocationChecker.check(function, wrong))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContainingAll("function 1 (loop), b1", "operand 1", "%6", "edge from b1 to b2");
  }

  /** Slots become registers: moves between registers, values in them over blocks and calls. */
  @Test
  void valuesInCalleeSavedRegistersAreAcceptedIfDeclared() {
    int used = 0;
    for (int seed = 0; seed < 1_500; seed++) {
      final MachineFunction function = RandomMachineFunction.small(seed);
      final Allocation slots = new StackSlotAllocator().allocate(function);
      if (slots.slots() < 2) {
        continue;
      }
      final Allocation registers =
          renamed(renamed(slots, 0, Register.S0), slots.slots() - 1, Register.S1);
      used++;
      assertThatCode(() -> AllocationChecker.check(function, registers)).doesNotThrowAnyException();
      assertThat(MachineSimulator.run(function, registers, FUEL))
          .isEqualTo(MachineSimulator.run(function, FUEL));
      final Allocation undeclared =
          new Allocation(
              registers.operands(), registers.movesBefore(), registers.slots(), Set.of());
      assertThat(isAccepted(function, undeclared)).isFalse();
    }
    assertThat(used).isGreaterThan(700);
  }

  private static Allocation renamed(
      final Allocation allocation, final int slot, final Register register) {
    final List<List<Move>> moves = new ArrayList<>();
    for (final List<Move> list : allocation.movesBefore()) {
      moves.add(
          list.stream()
              .map(
                  move ->
                      new Move(
                          renamed(move.from(), slot, register), renamed(move.to(), slot, register)))
              .toList());
    }
    final Set<Register> saved = new java.util.TreeSet<>(allocation.calleeSaved());
    saved.add(register);
    return new Allocation(allocation.operands(), moves, allocation.slots(), saved);
  }

  private static Location renamed(final Location location, final int slot, final Register to) {
    return location.slot() == slot ? Location.of(to) : location;
  }

  @Test
  void hostCallsKeepRaAndCallsDoNot() {
    final String text =
        """
        function 0 "f" vregs 3 {
        b0:
          %0 = load_imm 5
          %1:a0 = host_call 3
          %2:a0 = call fn0
          return %0:a0
        }
        """;
    final MachineFunction kept = MachineParser.parse(text);
    final Location ra = Location.of(Register.RA);
    final Location a0 = Location.of(Register.A0);
    final List<List<Location>> operands =
        List.of(List.of(ra), List.of(a0), List.of(a0), List.of(a0));
    final List<Move> none = List.of();
    final List<Move> fromRa = List.of(new Move(ra, a0));
    assertThat(
            isAccepted(
                kept, new Allocation(operands, List.of(none, none, none, fromRa), 0, Set.of())))
        .isFalse();
    final List<Move> save = List.of(new Move(ra, Location.slot(0)));
    final List<Move> load = List.of(new Move(Location.slot(0), a0));
    assertThat(
            isAccepted(
                kept, new Allocation(operands, List.of(none, none, save, load), 1, Set.of())))
        .isTrue();
  }

  @Test
  void copiesMayShareARegisterWithTheirSource() {
    final MachineFunction function =
        MachineParser.parse(
            """
            function 0 "f" vregs 3 {
            b0:
              %0:a0 = entry
              %1 = copy %0
              %2 = add_64 %0, %1
              jump b1
            b1:
              store_ind_u64 %0, %1, 0
              return %2:a0
            }
            """);
    final Location a0 = Location.of(Register.A0);
    final Location a1 = Location.of(Register.A1);
    final List<Move> none = List.of();
    final Allocation shared =
        new Allocation(
            List.of(
                List.of(a0),
                List.of(a0, a0),
                List.of(a1, a0, a0),
                List.of(),
                List.of(a0, a0),
                List.of(a0)),
            List.of(none, none, none, none, none, List.of(new Move(a1, a0))),
            0,
            Set.of());
    assertThat(isAccepted(function, shared)).isTrue();
  }

  @Test
  void valuesOfAnEarlierIterationAreNotThoseOfThisOne() {
    // t0 holds the %2 of the iteration before while %2 itself is in t1.
    final MachineFunction function =
        MachineParser.parse(
            """
            function 0 "f" vregs 4 {
            b0:
              %0:a0 = entry
              jump b1
            b1:
              %2 = load_ind_u64 %0, 0
              %3 = add_64 %2, %2
              branch branch_ne_imm %3, 0, b1, b2
            b2:
              return %2:a0
            }
            """);
    MachineVerifier.verify(function);
    final Location a0 = Location.of(Register.A0);
    final Location t0 = Location.of(Register.T0);
    final Location t1 = Location.of(Register.T1);
    final List<List<Location>> operands =
        List.of(
            List.of(a0), List.of(), List.of(t1, a0), List.of(t1, t1, t1), List.of(t1), List.of(a0));
    final List<Move> none = List.of();
    final List<Move> keep = List.of(new Move(t1, t0));
    final List<Move> result = List.of(new Move(t0, a0));
    assertThat(
            isAccepted(
                function,
                new Allocation(
                    operands, List.of(none, none, none, keep, none, result), 0, Set.of())))
        .isTrue();
    // Copied at the top of the loop: one iteration too late.
    assertThat(
            isAccepted(
                function,
                new Allocation(
                    operands, List.of(none, none, keep, none, none, result), 0, Set.of())))
        .isFalse();
  }

  @Test
  void everyKindOfInstructionOccursInTheRandomFunctions() {
    final Set<MachineOp> seen = java.util.EnumSet.noneOf(MachineOp.class);
    int loops = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      final MachineFunction function = RandomMachineFunction.small(seed);
      for (final var block : function.blocks()) {
        for (final MachineInst inst : block.instructions()) {
          seen.add(inst.op());
          for (final var target : inst.targets()) {
            loops += target.block().id() <= block.id() && !target.args().isEmpty() ? 1 : 0;
          }
        }
      }
    }
    assertThat(seen).containsExactly(MachineOp.values());
    assertThat(loops).isGreaterThan(300);
  }
}
