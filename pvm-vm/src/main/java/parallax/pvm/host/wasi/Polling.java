package parallax.pvm.host.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * poll_oneoff. Regular files, output and input of which something is known are ready at once; else
 * the guest waits for the earliest of its clocks. Input of which nothing is known counts as ready
 * when there is no clock to wait for: reading it will wait.
 */
final class Polling {
  /** As many as a guest can have descriptors, and some clocks. */
  private static final int MAX_SUBSCRIPTIONS = 2 * DescriptorTable.CAPACITY;

  private static final int SUBSCRIPTION_SIZE = 48;
  private static final int EVENT_SIZE = 32;
  private static final int CLOCK = 0;
  private static final int FD_READ = 1;
  private static final int FD_WRITE = 2;
  private static final int ABSOLUTE = 1;
  private static final int HANGUP = 1;

  /** How long one waits before looking at input again: 10 ms. */
  private static final long NAP = 10_000_000;

  private record Event(long userdata, Errno error, int type, long bytes, int flags) {}

  /**
   * A clock to wait for.
   *
   * @param deadline of the monotonic clock, Long.MAX_VALUE for never
   */
  private record Timer(long userdata, long deadline) {}

  private record Waiting(long userdata, GuestInput input) {}

  private final DescriptorTable descriptors;
  private final WasiClock clock;

  Polling(DescriptorTable descriptors, WasiClock clock) {
    this.descriptors = descriptors;
    this.clock = clock;
  }

  void pollOneoff(WasiCall call) {
    long count = call.u32(2);
    WasiFailure.unless(count > 0 && count <= MAX_SUBSCRIPTIONS, Errno.INVAL);
    ByteBuffer subscriptions = call.memory().buffer(call.u32(0), count * SUBSCRIPTION_SIZE);
    call.memory().require(call.u32(1), count * EVENT_SIZE);
    call.memory().require(call.u32(3), 4);
    List<Event> events = new ArrayList<>();
    List<Timer> timers = new ArrayList<>();
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer one = subscriptions.slice(i * SUBSCRIPTION_SIZE, SUBSCRIPTION_SIZE);
      subscribe(one.order(subscriptions.order()), events, timers, waiting);
    }
    waitFor(events, timers, waiting);
    write(call, events);
  }

  private void subscribe(
      ByteBuffer one, List<Event> events, List<Timer> timers, List<Waiting> waiting) {
    long userdata = one.getLong(0);
    int type = one.get(8);
    switch (type) {
      case CLOCK -> {
        int flags = one.getShort(40);
        boolean valid = ProcessCalls.isClock(one.getInt(16)) && (flags & ~ABSOLUTE) == 0;
        if (valid) {
          timers.add(new Timer(userdata, deadline(one, flags == ABSOLUTE)));
        } else {
          events.add(new Event(userdata, Errno.INVAL, CLOCK, 0, 0));
        }
      }
      case FD_READ, FD_WRITE -> {
        try {
          Optional<Event> event = ready(one.getInt(16), userdata, type, waiting);
          event.ifPresent(events::add);
        } catch (WasiFailure failure) {
          events.add(new Event(userdata, failure.errno(), type, 0, 0));
        }
      }
      default -> throw new WasiFailure(Errno.INVAL);
    }
  }

  /** Timeouts are unsigned; those past the end of time never come. */
  private long deadline(ByteBuffer one, boolean absolute) {
    long timeout = one.getLong(24);
    long now = clock.monotonic();
    if (timeout < 0) {
      return Long.MAX_VALUE;
    }
    long left = absolute ? timeout - ProcessCalls.time(clock, one.getInt(16)) : timeout;
    return left > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + Math.max(0, left);
  }

  private Optional<Event> ready(int number, long userdata, int type, List<Waiting> waiting) {
    Descriptor descriptor = descriptors.get(number);
    WasiFailure.unless(!descriptor.isFolder(), Errno.NOTSUP);
    boolean reads = type == FD_READ;
    descriptor.require(Rights.POLL_FD_READWRITE | (reads ? Rights.FD_READ : Rights.FD_WRITE));
    if (descriptor.resource() instanceof Descriptor.Input input) {
      Optional<Event> event = ready(input.stream(), userdata);
      if (event.isEmpty()) {
        waiting.add(new Waiting(userdata, input.stream()));
      }
      return event;
    }
    long bytes = 0;
    if (reads) {
      long size = descriptor.asFile(Errno.NOTSUP).size();
      bytes = Math.max(0, size - descriptor.position());
    }
    return Optional.of(new Event(userdata, Errno.SUCCESS, type, bytes, 0));
  }

  private static Optional<Event> ready(GuestInput input, long userdata) {
    try {
      int available = input.available();
      if (available == 0) {
        return Optional.empty();
      }
      int flags = available < 0 ? HANGUP : 0;
      return Optional.of(
          new Event(userdata, Errno.SUCCESS, FD_READ, Math.max(0, available), flags));
    } catch (IOException broken) {
      return Optional.of(new Event(userdata, HostFailures.errno(broken), FD_READ, 0, 0));
    }
  }

  /** Waits until there is an event. */
  private void waitFor(List<Event> events, List<Timer> timers, List<Waiting> waiting) {
    long first = timers.stream().mapToLong(Timer::deadline).min().orElse(Long.MAX_VALUE);
    while (events.isEmpty() && clock.monotonic() < first) {
      if (timers.isEmpty()) {
        waiting.forEach(
            each -> events.add(new Event(each.userdata(), Errno.SUCCESS, FD_READ, 0, 0)));
        return;
      }
      long before = clock.monotonic();
      long left = first - before;
      boolean slept = clock.sleep(waiting.isEmpty() ? left : Math.min(NAP, left));
      WasiFailure.unless(slept, Errno.INTR);
      for (Waiting each : waiting) {
        ready(each.input(), each.userdata()).ifPresent(events::add);
      }
      if (clock.monotonic() == before) {
        break;
      }
    }
    // Where time has an end, the earliest come then.
    long now = events.isEmpty() ? Math.max(first, clock.monotonic()) : clock.monotonic();
    for (Timer timer : timers) {
      if (timer.deadline() <= now) {
        events.add(new Event(timer.userdata(), Errno.SUCCESS, CLOCK, 0, 0));
      }
    }
  }

  private static void write(WasiCall call, List<Event> events) {
    ByteBuffer bytes = GuestRange.blank(events.size() * EVENT_SIZE);
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      int at = i * EVENT_SIZE;
      bytes.putLong(at, event.userdata());
      bytes.putShort(at + 8, (short) event.error().number());
      bytes.put(at + 10, (byte) event.type());
      bytes.putLong(at + 16, event.bytes());
      bytes.putShort(at + 24, (short) event.flags());
    }
    call.memory().write(call.u32(1), GuestRange.bytes(bytes));
    call.memory().store32(call.u32(3), events.size());
  }
}
