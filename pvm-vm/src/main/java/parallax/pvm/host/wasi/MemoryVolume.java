package parallax.pvm.host.wasi;

/**
 * What the files of one in-memory file system share: how much room there is, what time they get,
 * and numbers that tell them apart. The times are always the same, so that nothing depends on when
 * a file was made.
 */
final class MemoryVolume {
  /** What a name costs beside its length. */
  private static final long NAME_COST = 64;

  private final long capacity;
  private final long time;
  private long used;
  private long keys;

  MemoryVolume(long capacity, long time) {
    this.capacity = capacity;
    this.time = time;
  }

  /** The time of whatever happens to a file. */
  long time() {
    return time;
  }

  Long nextKey() {
    return keys++;
  }

  static long cost(String name) {
    return NAME_COST + name.length();
  }

  /** Takes room, or gives it back if negative. */
  void take(long bytes) {
    WasiFailure.unless(bytes <= capacity - used, Errno.NOSPC);
    used += bytes;
  }
}
