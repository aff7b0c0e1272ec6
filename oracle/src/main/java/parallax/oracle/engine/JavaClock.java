package parallax.oracle.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import parallax.pvm.host.wasi.WasiClock;

/** A clock of WASI as Chicory wants it. */
final class JavaClock extends Clock {
  private final WasiClock clock;

  JavaClock(final WasiClock clock) {
    this.clock = clock;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(final ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plus(clock.realtime(), ChronoUnit.NANOS);
  }
}
