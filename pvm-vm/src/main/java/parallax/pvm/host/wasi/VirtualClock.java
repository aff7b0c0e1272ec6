package parallax.pvm.host.wasi;

/**
 * Time that passes only when it is looked at, a millisecond each time, or slept through, and that
 * takes no time. The same calls see the same times.
 */
public final class VirtualClock implements WasiClock {

  /** When it begins: 2020-01-01T00:00:00Z. */
  public static final long START = 1_577_836_800_000_000_000L;

  private static final long STEP = 1_000_000;

  private long elapsed;

  @Override
  public long realtime() {
    return START + elapsed;
  }

  @Override
  public long monotonic() {
    return elapsed;
  }

  @Override
  public void tick() {
    elapsed = sum(elapsed, STEP);
  }

  @Override
  public boolean sleep(long nanoseconds) {
    elapsed = sum(elapsed, nanoseconds);
    return true;
  }

  /** Ends where realtime would overflow. */
  private static long sum(long time, long more) {
    long limit = Long.MAX_VALUE - START;
    return more > limit - time ? limit : time + more;
  }
}
