package parallax.pvm.host.wasi;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Attributes of files as guests see them, and the times that they set. */
final class FileStats {
  /** Bytes of a {@code filestat} (typenames.witx). */
  static final int SIZE = 64;

  private static final int ATIM = 1;
  private static final int ATIM_NOW = 1 << 1;
  private static final int MTIM = 1 << 2;
  private static final int MTIM_NOW = 1 << 3;
  private static final int ALL_TIMES = ATIM | ATIM_NOW | MTIM | MTIM_NOW;

  private final FileNumbers numbers = new FileNumbers();
  private final WasiClock clock;

  FileStats(WasiClock clock) {
    this.clock = clock;
  }

  long number(FileStat stat) {
    return numbers.of(stat.key());
  }

  /** A {@code filestat}; all files are on device 0. */
  byte[] encode(FileStat stat) {
    return encode(stat, number(stat));
  }

  /** That of a stream, which has nothing but a type. */
  static byte[] encodeStream(FileType type) {
    return encode(new FileStat(0L, type, 1, 0, 0, 0, 0), 0);
  }

  private static byte[] encode(FileStat stat, long number) {
    ByteBuffer bytes = GuestRange.blank(SIZE);
    bytes.putLong(8, number);
    bytes.put(16, (byte) stat.type().number());
    bytes.putLong(24, stat.links());
    bytes.putLong(32, stat.size());
    bytes.putLong(40, stat.accessed());
    bytes.putLong(48, stat.modified());
    bytes.putLong(56, stat.changed());
    return GuestRange.bytes(bytes);
  }

  /** What {@code fstflags} say. */
  FileTimes times(long accessed, long modified, int flags) {
    WasiFailure.unless((flags & ~ALL_TIMES) == 0, Errno.INVAL);
    return new FileTimes(
        time(accessed, (flags & ATIM) != 0, (flags & ATIM_NOW) != 0),
        time(modified, (flags & MTIM) != 0, (flags & MTIM_NOW) != 0));
  }

  private OptionalLong time(long given, boolean set, boolean now) {
    WasiFailure.unless(!(set && now), Errno.INVAL);
    if (set) {
      return OptionalLong.of(given);
    }
    return now ? OptionalLong.of(clock.realtime()) : OptionalLong.empty();
  }
}
