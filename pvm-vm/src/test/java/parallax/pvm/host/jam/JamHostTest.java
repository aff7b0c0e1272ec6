package parallax.pvm.host.jam;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.pvm.host.jam.JamCaller.DATA;
import static parallax.pvm.host.jam.JamCaller.GAS;
import static parallax.pvm.host.jam.JamCaller.NOWHERE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.HostCallNumber.Paragraph;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.HostFunction.Action;

/** What the host for services answers, in the paper's terms: the general functions. */
final class JamHostTest {
  private static final long OUT = DATA + 1_024;
  private static final long SERVICE = 5;

  private JamCaller caller(Profile profile) {
    JamCaller caller = JamCaller.of(profile, Invocation.Kind.ACCUMULATE, SERVICE);
    caller.write(DATA, "keyvalue".getBytes(StandardCharsets.UTF_8));
    return caller;
  }

  private static String out(JamCaller caller, int length) {
    return new String(caller.read(OUT, length), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void each_invocation_has_the_functions_that_the_paper_gives_it(Profile profile) {
    Set<HostCallNumber> always =
        EnumSet.of(HostCallNumber.GAS, HostCallNumber.FETCH, HostCallNumber.LOG);
    for (HostCallNumber call : HostCallNumber.values()) {
      if (call.number(profile) < 0 || call == HostCallNumber.GROW_HEAP) {
        continue;
      }
      for (Invocation.Kind kind : Invocation.Kind.values()) {
        boolean isThere =
            always.contains(call)
                || (kind == Invocation.Kind.REFINE && call.paragraph() == Paragraph.REFINE)
                || (kind == Invocation.Kind.ACCUMULATE && call.paragraph() != Paragraph.REFINE);
        JamCaller caller = JamCaller.of(profile, kind, SERVICE);
        // So that nothing is at the addresses, or everything is empty; WHAT is answered by log
        // alone.
        long result = caller.call(call, 0, 0, 0, 0, 0, 0);
        boolean isUnknown = caller.action() == Action.CONTINUE && result == JamResult.WHAT;
        assertThat(isUnknown)
            .as("%s in %s", call, kind)
            .isEqualTo(!isThere || call == HostCallNumber.LOG);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void write_answers_with_the_length_before_and_an_empty_value_removes(Profile profile) {
    JamCaller caller = caller(profile);
    assertThat(caller.call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5)).isEqualTo(JamResult.NONE);
    assertThat(caller.call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 2)).isEqualTo(5);
    assertThat(caller.call(HostCallNumber.WRITE, DATA, 3, 0, 0)).isEqualTo(2);
    assertThat(caller.call(HostCallNumber.WRITE, DATA, 3, 0, 0)).isEqualTo(JamResult.NONE);
    assertThat(caller.store.storageOf(SERVICE)).isEmpty();
  }

  @Test
  void what_the_balance_does_not_cover_is_not_written() {
    JamCaller caller = caller(Profile.GP_0_7_2);
    // 100 for the account, 10 for the item, 34 + 3 + 5 for its bytes.
    caller.store.account(SERVICE).setBalance(152);
    assertThat(caller.call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5)).isEqualTo(JamResult.NONE);
    assertThat(caller.call(HostCallNumber.WRITE, DATA, 3, DATA, 6)).isEqualTo(JamResult.FULL);
    assertThat(caller.call(HostCallNumber.WRITE, DATA, 2, DATA, 1)).isEqualTo(JamResult.FULL);
    assertThat(caller.store.storageOf(SERVICE)).hasSize(1);
    assertThat(caller.call(HostCallNumber.READ, -1, DATA, 3, OUT, 0, 9)).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void read_writes_the_part_that_is_asked_for_and_answers_with_the_whole_length(Profile profile) {
    JamCaller caller = caller(profile);
    caller.call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5);
    assertThat(caller.call(HostCallNumber.READ, -1, DATA, 3, OUT, 1, 3)).isEqualTo(5);
    assertThat(out(caller, 4)).isEqualTo("alu\0");
    assertThat(caller.call(HostCallNumber.READ, SERVICE, DATA, 3, OUT, 0, 100)).isEqualTo(5);
    assertThat(out(caller, 6)).isEqualTo("value\0");
    assertThat(caller.call(HostCallNumber.READ, SERVICE, DATA, 3, 0, 9, 100)).isEqualTo(5);
    assertThat(caller.call(HostCallNumber.READ, 6, DATA, 3, OUT, 0, 100)).isEqualTo(JamResult.NONE);
    assertThat(caller.call(HostCallNumber.READ, SERVICE, DATA, 2, OUT, 0, 100))
        .isEqualTo(JamResult.NONE);
    assertThat(caller.action()).isEqualTo(Action.CONTINUE);
  }

  @Test
  void memory_that_cannot_be_read_or_written_panics_and_nothing_happens_but_that_it_is_paid() {
    JamCaller caller = caller(Profile.GP_0_7_2);
    caller.call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5);
    caller.call(HostCallNumber.WRITE, NOWHERE, 3, DATA, 5);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    assertThat(caller.charged()).isEqualTo(10);
    caller.call(HostCallNumber.WRITE, DATA, 3, DATA, -1);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    caller.call(HostCallNumber.WRITE, (1L << 32) + DATA, 3, DATA, 5);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    caller.call(HostCallNumber.READ, -1, DATA, 3, NOWHERE, 0, 1);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    assertThat(caller.store.storageOf(SERVICE)).hasSize(1);
  }

  @Test
  void calls_cost_10_in_072_but_for_log_and_by_size_in_080() {
    JamCaller caller = caller(Profile.GP_0_7_2);
    caller.call(HostCallNumber.GAS);
    assertThat(caller.charged()).isEqualTo(10);
    caller.call(HostCallNumber.LOG, 1, DATA, 3, DATA, 8);
    assertThat(caller.charged()).isZero();
    assertThat(caller.host.log()).containsExactly("1 key: keyvalue");
    JamCaller later = caller(Profile.GP_0_8_0);
    assertThat(later.call(HostCallNumber.GAS)).isEqualTo(GAS - 48);
    later.call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5);
    assertThat(later.charged()).isEqualTo(2_442 + 10 + 2);
    later.call(HostCallNumber.READ, -1, DATA, 3, OUT, 0, 5);
    assertThat(later.charged()).isEqualTo(2_407 + 6 + 2);
    later.call(HostCallNumber.WRITE, DATA, -1, DATA + 3, 5);
    assertThat(later.action()).isEqualTo(Action.OUT_OF_GAS);
    later.machine.gas().set(0);
    assertThat(later.host.call(HostCallNumber.GAS.number(Profile.GP_0_8_0), later.machine))
        .isEqualTo(Action.OUT_OF_GAS);
  }

  @Test
  void info_tells_of_an_account() {
    JamCaller caller = caller(Profile.GP_0_7_2);
    caller.call(HostCallNumber.WRITE, DATA, 3, DATA + 3, 5);
    caller.store.account(SERVICE).setBalance(1_000);
    caller.store.account(SERVICE).upgrade(new byte[32], 11, 12);
    assertThat(caller.call(HostCallNumber.INFO, -1, OUT, 31, 200)).isEqualTo(96);
    ByteBuffer info = ByteBuffer.wrap(caller.read(OUT, 65)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(caller.call(HostCallNumber.INFO, 77, OUT, 0, 200)).isEqualTo(JamResult.NONE);
    assertThat(info.get()).isZero();
    assertThat(info.getLong()).isEqualTo(1_000);
    assertThat(info.getLong()).isEqualTo(152);
    assertThat(info.getLong()).isEqualTo(11);
    assertThat(info.getLong()).isEqualTo(12);
    assertThat(info.getLong()).isEqualTo(42);
    assertThat(info.getInt()).isEqualTo(1);
    assertThat(info.getLong()).isZero();
  }

  @Test
  void preimages_and_items() {
    JamCaller caller = caller(Profile.GP_0_7_2);
    caller.store.providePreimage(SERVICE, new byte[32], new byte[] {65, 66, 67});
    assertThat(caller.call(HostCallNumber.LOOKUP, -1, DATA + 64, OUT, 1, 9)).isEqualTo(3);
    assertThat(out(caller, 3)).isEqualTo("BC\0");
    assertThat(caller.call(HostCallNumber.LOOKUP, -1, DATA, OUT, 1, 9)).isEqualTo(JamResult.NONE);
    caller.call(HostCallNumber.LOOKUP, -1, NOWHERE, OUT, 1, 9);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    caller.host.provide(13, 0, 0, new byte[] {70});
    caller.host.provide(13, 2, 0, new byte[] {71, 72});
    assertThat(caller.call(HostCallNumber.FETCH, OUT, 0, 9, 13, 2, 55)).isEqualTo(2);
    assertThat(out(caller, 2)).isEqualTo("GH");
    assertThat(caller.call(HostCallNumber.FETCH, OUT, 0, 9, 13, 1, 0)).isEqualTo(JamResult.NONE);
    assertThat(caller.call(HostCallNumber.FETCH, OUT, 0, 9, 1, 0, 0)).isEqualTo(JamResult.NONE);
    // The constants: 341 cores behind the three deposits.
    assertThat(caller.call(HostCallNumber.FETCH, OUT, 24, 2, 0, 0, 0)).isEqualTo(134);
    assertThat(caller.read(OUT, 2)).containsExactly(0x55, 1);
  }
}
