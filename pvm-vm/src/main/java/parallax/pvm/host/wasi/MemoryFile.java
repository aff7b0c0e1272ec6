package parallax.pvm.host.wasi;

import java.util.Arrays;

/** A regular file in memory. Lives as long as it has a name or is open. */
final class MemoryFile implements MemoryNode, OpenFile {
  /** As long as an array can be. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private static final long MOST_SPARE = 16L << 20;

  private final MemoryVolume volume;
  private final Long key;
  private final MemoryTimes times;
  private byte[] bytes = new byte[0];
  private int size;
  private long names = 1;
  private long opened;

  MemoryFile(MemoryVolume volume) {
    this.volume = volume;
    this.key = volume.nextKey();
    this.times = new MemoryTimes(volume);
  }

  /** Somebody opens it; {@link #close} is called as often. */
  OpenFile open() {
    opened++;
    return this;
  }

  void addName() {
    names++;
  }

  byte[] contents() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public int read(long position, byte[] into) {
    if (position >= size) {
      return 0;
    }
    int length = Math.min(into.length, size - (int) position);
    System.arraycopy(bytes, (int) position, into, 0, length);
    return length;
  }

  @Override
  public void write(long position, byte[] from) {
    if (from.length == 0) {
      return;
    }
    WasiFailure.unless(position <= LONGEST - from.length, Errno.FBIG);
    int end = (int) position + from.length;
    if (end > size) {
      resize(end);
    }
    System.arraycopy(from, 0, bytes, (int) position, from.length);
    times.modify();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void setSize(long newSize) {
    WasiFailure.unless(newSize <= LONGEST, Errno.FBIG);
    resize((int) newSize);
    times.modify();
  }

  /** Bytes past the end are zero in the array, too. */
  private void resize(int newSize) {
    volume.take((long) newSize - size);
    if (newSize < size) {
      Arrays.fill(bytes, newSize, size, (byte) 0);
    } else if (newSize > bytes.length) {
      long spare = Math.min(newSize, MOST_SPARE);
      bytes = Arrays.copyOf(bytes, (int) Math.min(newSize + spare, LONGEST));
    }
    size = newSize;
  }

  @Override
  public FileStat stat() {
    return times.stat(key, FileType.REGULAR_FILE, names, size);
  }

  @Override
  public void setTimes(FileTimes newTimes) {
    times.set(newTimes);
  }

  @Override
  public void sync() {
    // Memory is all there is.
  }

  @Override
  public void loseName() {
    names--;
    release();
  }

  @Override
  public void close() {
    opened--;
    release();
  }

  private void release() {
    if (names == 0 && opened == 0) {
      volume.take(-size);
      size = 0;
      bytes = new byte[0];
    }
  }
}
