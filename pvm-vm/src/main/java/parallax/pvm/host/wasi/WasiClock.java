package parallax.pvm.host.wasi;

/** What time it is for a guest, in nanoseconds. */
public interface WasiClock {

  /** Since 1970. */
  long realtime();

  /** Since some moment; never goes back. */
  long monotonic();

  /** Called before the guest is told a time. */
  void tick();

  /**
   * Lets time pass; returns earlier only when interrupted.
   *
   * @param nanoseconds not negative
   * @return false when interrupted
   */
  boolean sleep(long nanoseconds);
}
