package parallax.pvm.host.wasi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Arguments, environment, clocks, random bytes, signals. */
final class ProcessCalls {
  private static final int REALTIME = 0;
  private static final int MONOTONIC = 1;
  private static final long RESOLUTION = 1;
  private static final int LAST_SIGNAL = 30;
  private static final int RANDOM_CHUNK = 4_096;

  private final List<byte[]> args;
  private final List<byte[]> environment;
  private final WasiClock clock;
  private final Random random;

  ProcessCalls(WasiContext context) {
    args = terminated(context.args());
    environment = terminated(context.environment());
    clock = context.clock();
    random = context.random();
  }

  private static List<byte[]> terminated(List<String> texts) {
    return texts.stream().map(text -> (text + '\0').getBytes(StandardCharsets.UTF_8)).toList();
  }

  void argsGet(WasiCall call) {
    strings(call, args);
  }

  void environGet(WasiCall call) {
    strings(call, environment);
  }

  /** An array of pointers, and the strings one behind the other. */
  private static void strings(WasiCall call, List<byte[]> strings) {
    long address = call.u32(1);
    ByteBuffer pointers = GuestRange.blank(4 * strings.size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] string : strings) {
      pointers.putInt((int) (address + bytes.size()));
      bytes.writeBytes(string);
    }
    call.memory().require(call.u32(0), pointers.capacity());
    call.memory().write(address, bytes.toByteArray());
    call.memory().write(call.u32(0), GuestRange.bytes(pointers));
  }

  void argsSizesGet(WasiCall call) {
    sizes(call, args);
  }

  void environSizesGet(WasiCall call) {
    sizes(call, environment);
  }

  private static void sizes(WasiCall call, List<byte[]> strings) {
    call.memory().require(call.u32(1), 4);
    call.memory().store32(call.u32(0), strings.size());
    call.memory().store32(call.u32(1), strings.stream().mapToLong(s -> s.length).sum());
  }

  void clockResGet(WasiCall call) {
    requireClock(call.i32(0));
    call.memory().store64(call.u32(1), RESOLUTION);
  }

  void clockTimeGet(WasiCall call) {
    requireClock(call.i32(0));
    call.memory().require(call.u32(2), 8);
    clock.tick();
    call.memory().store64(call.u32(2), time(clock, call.i32(0)));
  }

  private static void requireClock(int id) {
    WasiFailure.unless(isClock(id), Errno.INVAL);
  }

  /** There are no clocks of used processor time. */
  static boolean isClock(int id) {
    return id == REALTIME || id == MONOTONIC;
  }

  static long time(WasiClock clock, int id) {
    return id == REALTIME ? clock.realtime() : clock.monotonic();
  }

  void randomGet(WasiCall call) {
    long length = call.u32(1);
    call.memory().require(call.u32(0), length);
    for (long done = 0; done < length; done += RANDOM_CHUNK) {
      byte[] bytes = new byte[(int) Math.min(RANDOM_CHUNK, length - done)];
      random.nextBytes(bytes);
      call.memory().write(call.u32(0) + done, bytes);
    }
  }

  void procRaise(WasiCall call) {
    int signal = call.i32(0);
    WasiFailure.unless(signal >= 0 && signal <= LAST_SIGNAL, Errno.INVAL);
    WasiFailure.unless(signal == 0, Errno.NOTSUP);
  }
}
