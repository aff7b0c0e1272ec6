package parallax.pvm.host.jam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.host.HostCalls;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.machine.Machine;

/** What the host for services answers, in the paper's terms. */
final class JamHostTest {
  private static final long GAS = 100_000;
  private static final long DATA = 0x20000;
  private static final long OUT = DATA + 1_024;

  private final ServiceStore store = new ServiceStore();
  private final JamHost host = new JamHost(store, 5);
  private Profile profile = Profile.GP_0_7_2;
  private Machine machine;
  private Action action;

  private long call(HostCallNumber call, long... arguments) {
    if (machine == null || machine.profile() != profile) {
      machine =
          Interpreter.of(
              profile, Code.program(Code.of(Instruction.none(Opcode.TRAP)), 2, 4096), new byte[0]);
      machine.memory().write(DATA, "keyvalue".getBytes(StandardCharsets.UTF_8));
    }
    machine.gas().set(GAS);
    for (int i = 0; i < arguments.length; i++) {
      machine.setRegister(7 + i, arguments[i]);
    }
    action = host.call(call.number(profile), machine);
    return machine.register(7);
  }

  private long charged() {
    return GAS - machine.gas().remaining();
  }

  private String out(int length) {
    return new String(machine.memory().read(OUT, length), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void write_answers_with_the_length_before_and_an_empty_value_removes(Profile each) {
    profile = each;
    assertThat(call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5)).isEqualTo(JamHost.NONE);
    assertThat(call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 2)).isEqualTo(5);
    assertThat(call(HostCallNumber.WRITE, DATA, 3, 0, 0)).isEqualTo(2);
    assertThat(call(HostCallNumber.WRITE, DATA, 3, 0, 0)).isEqualTo(JamHost.NONE);
    assertThat(store.storageOf(5)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void read_writes_the_part_that_is_asked_for_and_answers_with_the_whole_length(Profile each) {
    profile = each;
    call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5);
    assertThat(call(HostCallNumber.READ, -1, DATA, 3, OUT, 1, 3)).isEqualTo(5);
    assertThat(out(4)).isEqualTo("alu\0");
    assertThat(call(HostCallNumber.READ, 5, DATA, 3, OUT, 0, 100)).isEqualTo(5);
    assertThat(out(6)).isEqualTo("value\0");
    assertThat(call(HostCallNumber.READ, 5, DATA, 3, 0, 9, 100)).isEqualTo(5);
    assertThat(call(HostCallNumber.READ, 6, DATA, 3, OUT, 0, 100)).isEqualTo(JamHost.NONE);
    assertThat(call(HostCallNumber.READ, 5, DATA, 2, OUT, 0, 100)).isEqualTo(JamHost.NONE);
    assertThat(action).isEqualTo(Action.CONTINUE);
  }

  @Test
  void memory_that_cannot_be_read_or_written_panics_and_nothing_happens() {
    call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5);
    call(HostCallNumber.WRITE, 0x1000, 3, DATA, 5);
    assertThat(action).isEqualTo(Action.PANIC);
    call(HostCallNumber.WRITE, DATA, 3, DATA, -1);
    assertThat(action).isEqualTo(Action.PANIC);
    call(HostCallNumber.READ, -1, DATA, 3, 0x1000, 0, 1);
    assertThat(action).isEqualTo(Action.PANIC);
    assertThat(store.storageOf(5)).hasSize(1);
  }

  @Test
  void calls_cost_10_in_072_but_for_log_and_by_size_in_080() {
    call(HostCallNumber.GAS);
    assertThat(charged()).isEqualTo(10);
    call(HostCallNumber.LOG, 1, DATA, 3, DATA, 8);
    assertThat(charged()).isZero();
    assertThat(host.log()).containsExactly("1 key: keyvalue");
    profile = Profile.GP_0_8_0;
    assertThat(call(HostCallNumber.GAS)).isEqualTo(GAS - 48);
    call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5);
    assertThat(charged()).isEqualTo(2_442 + 10 + 2);
    call(HostCallNumber.READ, -1, DATA, 3, OUT, 0, 5);
    assertThat(charged()).isEqualTo(2_407 + 6 + 2);
    machine.gas().set(0);
    assertThat(host.call(HostCallNumber.GAS.number(profile), machine)).isEqualTo(Action.OUT_OF_GAS);
  }

  @Test
  void what_needs_a_chain_is_unknown() {
    assertThat(call(HostCallNumber.TRANSFER, 1, 2, 3, DATA)).isEqualTo(HostCalls.WHAT);
    assertThat(charged()).isEqualTo(10);
    profile = Profile.GP_0_8_0;
    assertThat(call(HostCallNumber.TRANSFER, 1, 2, 3, DATA)).isEqualTo(HostCalls.WHAT);
    assertThat(charged()).isEqualTo(1_000);
  }

  @Test
  void preimages_items_segments_and_the_yield() {
    store.providePreimage(5, new byte[32], new byte[] {65, 66, 67});
    assertThat(call(HostCallNumber.LOOKUP, -1, DATA + 64, OUT, 1, 9)).isEqualTo(3);
    assertThat(out(3)).isEqualTo("BC\0");
    host.provide(13, 0, 0, new byte[] {70});
    host.provide(13, 2, 0, new byte[] {71, 72});
    assertThat(call(HostCallNumber.FETCH, OUT, 0, 9, 13, 2, 0)).isEqualTo(2);
    assertThat(out(2)).isEqualTo("GH");
    assertThat(call(HostCallNumber.FETCH, OUT, 0, 9, 1, 0, 0)).isEqualTo(JamHost.NONE);
    assertThat(call(HostCallNumber.EXPORT, DATA, 3)).isZero();
    assertThat(call(HostCallNumber.EXPORT, DATA, 1 << 20)).isEqualTo(1);
    assertThat(host.exports()).hasSize(2).allMatch(segment -> segment.length == 4_104);
    assertThat(host.exports().get(0)).startsWith(107, 101, 121, 0);
    assertThat(call(HostCallNumber.YIELD, DATA + 64)).isZero();
    assertThat(host.yielded()).contains("00".repeat(32));
  }
}
