package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Arguments, environment, clocks, random bytes, exit, polling. */
final class ProcessCallsTest {
  private final Guest guest = new Guest("in", Guest.folder());

  @Test
  void argumentsAndEnvironmentAreArraysOfPointersToTerminatedStrings() {
    assertThat(guest.call(WasiFunction.ARGS_SIZES_GET, 0, 4)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int32(0)).isEqualTo(3);
    assertThat(guest.int32(4)).isEqualTo("guest_one__".length());
    assertThat(guest.call(WasiFunction.ARGS_GET, 16, 100)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.string(guest.int32(16))).isEqualTo("guest");
    assertThat(guest.string(guest.int32(20))).isEqualTo("one");
    assertThat(guest.string(guest.int32(24))).isEmpty();
    assertThat(guest.call(WasiFunction.ENVIRON_SIZES_GET, 0, 4)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int32(0)).isEqualTo(2);
    assertThat(guest.int32(4)).isEqualTo("A=1_LANG=uu_".length());
    assertThat(guest.call(WasiFunction.ENVIRON_GET, 16, 100)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.string(guest.int32(20))).isEqualTo("LANG=ü");
  }

  @Test
  void timePassesWhenItIsLookedAt() {
    guest.call(WasiFunction.CLOCK_TIME_GET, 0, 0, 0);
    guest.call(WasiFunction.CLOCK_TIME_GET, 1, 0, 8);
    assertThat(guest.int64(0)).isEqualTo(VirtualClock.START + 1_000_000);
    assertThat(guest.int64(8)).isEqualTo(2_000_000);
    assertThat(guest.call(WasiFunction.CLOCK_RES_GET, 1, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int64(0)).isEqualTo(1);
  }

  @Test
  void otherClocksAreInvalidAsTheSpecificationSays() {
    for (int id : new int[] {2, 3, 4, -1}) {
      assertThat(guest.call(WasiFunction.CLOCK_RES_GET, id, 0)).isEqualTo(Errno.INVAL);
      assertThat(guest.call(WasiFunction.CLOCK_TIME_GET, id, 0, 0)).isEqualTo(Errno.INVAL);
    }
  }

  @Test
  void randomBytesFillTheBufferAndNothingElse() {
    byte[] before = guest.memory();
    assertThat(guest.call(WasiFunction.RANDOM_GET, 100, 5_000)).isEqualTo(Errno.SUCCESS);
    byte[] after = guest.memory();
    assertThat(after).isNotEqualTo(before);
    assertThat(Arrays.mismatch(before, after)).isBetween(100, 110);
    System.arraycopy(before, 100, after, 100, 5_000);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void exitIsAResultOfItsOwn() {
    assertThat(guest.result(WasiFunction.PROC_EXIT, -1)).isEqualTo(new WasiResult.Exited(-1));
    assertThat(guest.result(WasiFunction.PROC_EXIT, 7)).isEqualTo(new WasiResult.Exited(7));
  }

  @Test
  void signalsAreNotSupportedAndNoneIsNoSignal() {
    assertThat(guest.call(WasiFunction.PROC_RAISE, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.call(WasiFunction.PROC_RAISE, 6)).isEqualTo(Errno.NOTSUP);
    assertThat(guest.call(WasiFunction.PROC_RAISE, 31)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.SCHED_YIELD)).isEqualTo(Errno.SUCCESS);
  }

  @Test
  void whatIsNoSocketIsNoSocket() {
    assertThat(guest.call(WasiFunction.SOCK_SHUTDOWN, 1, 0)).isEqualTo(Errno.NOTSOCK);
    assertThat(guest.call(WasiFunction.SOCK_ACCEPT, 99, 0, 0)).isEqualTo(Errno.BADF);
  }

  @Test
  void aCallWithTooFewArgumentsIsTheCallersMistake() {
    assertThatThrownBy(() -> guest.result(WasiFunction.FD_CLOSE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void clock(int at, int id, long timeout, int flags) {
    guest.write(at, new byte[48]);
    guest.int64(at, 100 + at);
    guest.int32(at + 16, id);
    guest.int64(at + 24, timeout);
    guest.int32(at + 40, flags);
  }

  private void stream(int at, int type, int descriptor) {
    guest.write(at, new byte[48]);
    guest.int64(at, 100 + at);
    guest.int32(at + 8, type);
    guest.int32(at + 16, descriptor);
  }

  private int poll(int count) {
    assertThat(guest.call(WasiFunction.POLL_ONEOFF, 0, 1_000, count, 2_000))
        .isEqualTo(Errno.SUCCESS);
    return guest.int32(2_000);
  }

  @Test
  void pollingWaitsForTheEarliestClock() {
    clock(0, 0, 5_000_000_000L, 0);
    clock(48, 1, 3_000_000_000L, 0);
    assertThat(poll(2)).isEqualTo(1);
    assertThat(guest.int64(1_000)).isEqualTo(148);
    assertThat(guest.int64(1_008)).isZero();
    guest.call(WasiFunction.CLOCK_TIME_GET, 1, 0, 0);
    assertThat(guest.int64(0)).isEqualTo(3_001_000_000L);
  }

  @Test
  void anAbsoluteTimeThatHasPassedIsAnEventAtOnce() {
    clock(0, 0, VirtualClock.START - 1, 1);
    assertThat(poll(1)).isEqualTo(1);
    guest.call(WasiFunction.CLOCK_TIME_GET, 1, 0, 0);
    assertThat(guest.int64(0)).isEqualTo(1_000_000);
  }

  @Test
  void timeoutsPastTheEndOfTimeDoNotHang() {
    clock(0, 0, -1, 0);
    clock(48, 1, Long.MAX_VALUE, 1);
    assertThat(poll(2)).isBetween(1, 2);
  }

  @Test
  void whatIsReadyComesWithoutWaiting() {
    clock(0, 0, 5_000_000_000L, 0);
    stream(48, 1, 0);
    stream(96, 2, 1);
    stream(144, 1, 99);
    stream(192, 2, 3);
    assertThat(poll(5)).isEqualTo(4);
    assertThat(guest.int64(1_000)).isEqualTo(148);
    assertThat(guest.int64(1_016)).isEqualTo(2);
    assertThat(guest.int32(1_064 + 8) & 0xFFFF).isEqualTo(Errno.BADF.number());
    assertThat(guest.int32(1_096 + 8) & 0xFFFF).isEqualTo(Errno.NOTSUP.number());
  }

  @Test
  void anUnknownClockIsAnErrorOfItsEvent() {
    clock(0, 2, 1, 0);
    assertThat(poll(1)).isEqualTo(1);
    assertThat(guest.int32(1_008) & 0xFFFF).isEqualTo(Errno.INVAL.number());
  }

  @Test
  void pollingForNothingOrForWhatDoesNotExistIsInvalid() {
    assertThat(guest.call(WasiFunction.POLL_ONEOFF, 0, 0, 0, 0)).isEqualTo(Errno.INVAL);
    stream(0, 3, 0);
    assertThat(guest.call(WasiFunction.POLL_ONEOFF, 0, 1_000, 1, 2_000)).isEqualTo(Errno.INVAL);
  }
}
