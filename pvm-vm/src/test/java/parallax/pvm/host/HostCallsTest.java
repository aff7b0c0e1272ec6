package parallax.pvm.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.StandardLayout;

/** Numbers of host calls, growing the heap, and calls that nobody answers. */
final class HostCallsTest {

  private static final long START_PAGE = 0x20 + 2;
  private static final long LIMIT_PAGE =
      (StandardLayout.STACK_TOP - 4096 - StandardLayout.ZONE_SIZE) / 4096;

  private static Machine machine(long a0, long gas) {
    Machine machine =
        Interpreter.of(
            Profile.GP_0_8_0,
            Code.program(
                Code.of(Instruction.imm(Opcode.ECALLI, 1), Instruction.none(Opcode.TRAP)), 2, 4096),
            new byte[0]);
    machine.setRegister(7, a0);
    machine.gas().set(gas);
    return machine;
  }

  /** Calls grow_heap; the block of the call costs 100. */
  private static long grow(long a0, long cost) {
    Machine machine = machine(a0, 100 + cost);
    ExitReason end = machine.run(HostCalls.basic(Profile.GP_0_8_0));
    assertThat(end).isEqualTo(new ExitReason.Panic(2, 0));
    assertThat(machine.gas().remaining()).isZero();
    assertThat(machine.memory().isWritable(0x20000, machine.heapEnd() - 0x20000)).isTrue();
    assertThat(machine.memory().isReadable(machine.heapEnd(), 1)).isFalse();
    return machine.register(7);
  }

  @Test
  void growHeapMapsPagesAndReturnsTheEnd() {
    assertThat(grow(START_PAGE + 3, 275 + 3 * 121)).isEqualTo(START_PAGE + 3);
    assertThat(grow(LIMIT_PAGE, 275 + 121 * (LIMIT_PAGE - START_PAGE))).isEqualTo(LIMIT_PAGE);
  }

  @Test
  void growHeapToWhereItIsOrBelowOrTooFarOnlyReturnsTheEnd() {
    for (long page : new long[] {0, START_PAGE, LIMIT_PAGE + 1, -1, Long.MIN_VALUE, 1L << 60}) {
      assertThat(grow(page, 275)).isEqualTo(START_PAGE);
    }
  }

  @Test
  void growHeapThatCannotBePaidChangesNothing() {
    Machine machine = machine(START_PAGE + 3, 100 + 275 + 3 * 121 - 1);
    assertThat(machine.run(HostCalls.basic(Profile.GP_0_8_0)))
        .isEqualTo(new ExitReason.OutOfGas(0, ExitReason.NO_PREVIOUS));
    assertThat(machine.heapEnd()).isEqualTo(START_PAGE * 4096);
  }

  @Test
  void unansweredCallReturnsWhatAndCostsWhatTheProfileSays() {
    Machine machine = machine(5, 100 + 1000);
    machine.run(HostCalls.none());
    assertThat(machine.register(7)).isEqualTo(HostCalls.WHAT);
    assertThat(machine.gas().remaining()).isZero();
    assertThat(HostCalls.unknownCost(Profile.GP_0_7_2)).isEqualTo(10);
  }

  @Test
  void numbersMoveByOneBetweenTheVersions() {
    for (HostCallNumber call : HostCallNumber.values()) {
      int older = call.number(Profile.GP_0_7_2);
      int newer = call.number(Profile.GP_0_8_0);
      switch (call) {
        case GAS, LOG -> assertThat(newer).isEqualTo(older);
        case GROW_HEAP -> assertThat(newer).isEqualTo(1);
        default -> assertThat(newer).isEqualTo(older + 1);
      }
      assertThat(HostCallNumber.of(Profile.GP_0_8_0, newer)).hasValue(call);
    }
    assertThat(HostCallNumber.of(Profile.GP_0_7_2, 1)).hasValue(HostCallNumber.FETCH);
    assertThat(HostCallNumber.of(Profile.GP_0_7_2, -1)).isEmpty();
    assertThat(HostCallNumber.PROVIDE.number(Profile.GP_0_7_2)).isEqualTo(26);
    assertThat(HostCallNumber.HISTORICAL_LOOKUP.label()).isEqualTo("historical_lookup");
  }
}
