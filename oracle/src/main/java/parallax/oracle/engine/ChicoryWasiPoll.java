package parallax.oracle.engine;

import com.dylibso.chicory.runtime.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import parallax.pvm.host.wasi.VirtualClock;

/** Makes Chicory's poll_oneoff wait by virtual time ({@link ChicoryWasiFault#POLL_CLOCK}). */
final class ChicoryWasiPoll {
  private static final int SIZE = 48;
  private static final int CLOCK = 0;
  private static final int FD_READ = 1;
  private static final int FAR = 3_600;

  private ChicoryWasiPoll() {}

  /**
   * Gives the earliest clocks a timeout of 0 and the others one that does not come, and lets the
   * virtual time pass if there is nothing but clocks.
   *
   * @return the subscriptions as they were
   */
  static byte[] shorten(final Memory memory, final long[] args, final VirtualClock clock) {
    final int count = (int) args[2];
    final byte[] before = memory.readBytes((int) args[0], Math.max(0, count) * SIZE);
    final byte[] changed = before.clone();
    final ByteBuffer all = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    long earliest = Long.MAX_VALUE;
    boolean onlyClocks = true;
    for (int at = 0; at < changed.length; at += SIZE) {
      if (changed[at + 8] == CLOCK) {
        earliest = Math.min(earliest, timeout(all, at, clock));
      } else {
        onlyClocks = false;
        if (changed[at + 8] == FD_READ && all.getInt(at + 16) == 0) {
          throw new KnownFault(ChicoryWasiFault.POLL_INPUT);
        }
      }
    }
    for (int at = 0; at < changed.length; at += SIZE) {
      if (changed[at + 8] == CLOCK) {
        final boolean first = onlyClocks && timeout(all, at, clock) == earliest;
        final boolean past = timeout(all, at, clock) == 0;
        all.putLong(at + 24, first || past ? 0 : FAR * 1_000_000_000L);
        all.putShort(at + 40, (short) 0);
      }
    }
    if (onlyClocks && changed.length > 0) {
      clock.sleep(earliest);
    }
    memory.write((int) args[0], changed);
    return before;
  }

  /** How long a clock has still to wait. */
  private static long timeout(final ByteBuffer all, final int at, final VirtualClock clock) {
    final long timeout = all.getLong(at + 24);
    if (timeout < 0) {
      return Long.MAX_VALUE;
    }
    if (all.getShort(at + 40) == 0) {
      return timeout;
    }
    return Math.max(0, timeout - (all.getInt(at + 16) == 0 ? clock.realtime() : clock.monotonic()));
  }
}
