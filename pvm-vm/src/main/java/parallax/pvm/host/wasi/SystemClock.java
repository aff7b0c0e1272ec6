package parallax.pvm.host.wasi;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time of the computer. */
public final class SystemClock implements WasiClock {
  private final long start = System.nanoTime();

  @Override
  public long realtime() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  @Override
  public long monotonic() {
    return System.nanoTime() - start;
  }

  @Override
  public void tick() {
    // It passes by itself.
  }

  @Override
  public boolean sleep(long nanoseconds) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanoseconds);
      return true;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
