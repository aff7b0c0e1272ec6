package parallax.pvm.host.wasi;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open regular file of the host. */
final class HostFile implements OpenFile {
  private final FileChannel channel;
  private final HostFolder folder;
  private final String name;
  private final FileStat first;

  /**
   * @param folder where it was found, by which its attributes are asked for
   * @param first what was known when it was opened
   */
  HostFile(FileChannel channel, HostFolder folder, String name, FileStat first) {
    this.channel = channel;
    this.folder = folder;
    this.name = name;
    this.first = first;
  }

  @Override
  public int read(long position, byte[] into) {
    if (position > Long.MAX_VALUE - into.length) {
      return 0;
    }
    return HostFailures.call(
        () -> {
          ByteBuffer buffer = ByteBuffer.wrap(into);
          int length = 1;
          while (buffer.hasRemaining() && length > 0) {
            length = channel.read(buffer, position + buffer.position());
          }
          return buffer.position();
        });
  }

  @Override
  public void write(long position, byte[] bytes) {
    WasiFailure.unless(position <= Long.MAX_VALUE - bytes.length, Errno.FBIG);
    HostFailures.run(
        () -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
          }
        });
  }

  @Override
  public long size() {
    return HostFailures.call(channel::size);
  }

  @Override
  public void setSize(long size) {
    HostFailures.run(
        () -> {
          if (size <= channel.size()) {
            channel.truncate(size);
          } else {
            channel.write(ByteBuffer.allocate(1), size - 1);
          }
        });
  }

  /** True while the name still stands for this file. */
  private boolean isInPlace() {
    try {
      return folder.stat(name).filter(now -> now.key().equals(first.key())).isPresent();
    } catch (WasiFailure moved) {
      return false;
    }
  }

  /** Java asks for attributes by name only: of a file that has moved, old ones are given. */
  @Override
  public FileStat stat() {
    FileStat known = isInPlace() ? folder.stat(name).orElse(first) : first;
    return new FileStat(
        known.key(),
        known.type(),
        known.links(),
        size(),
        known.accessed(),
        known.modified(),
        known.changed());
  }

  @Override
  public void setTimes(FileTimes times) {
    WasiFailure.unless(isInPlace(), Errno.NOENT);
    folder.setTimes(name, times);
  }

  @Override
  public void sync() {
    HostFailures.run(() -> channel.force(true));
  }

  @Override
  public void close() {
    HostFailures.run(channel::close);
  }
}
