package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** A guest for tests: two pages of memory between two that it must not touch, and a host. */
final class Guest implements GuestMemory, AutoCloseable {
  static final int SIZE = 1 << 17;
  static final int FOLDER = 3;
  private static final int GUARD = 1 << 16;
  private static final int RESULT = 0x1_0000;
  private static final int TEXTS = 0x1_1000;

  private final byte[] bytes = new byte[GUARD + SIZE + GUARD];
  private final ByteBuffer buffer =
      ByteBuffer.wrap(bytes, GUARD, SIZE).slice().order(ByteOrder.LITTLE_ENDIAN);
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final WasiHost host;
  private int texts = TEXTS;

  Guest(String input, Folder... folders) {
    Arrays.fill(bytes, (byte) 0x5A);
    List<WasiContext.Preopen> preopens = new ArrayList<>();
    for (Folder folder : folders) {
      preopens.add(new WasiContext.Preopen("/f" + preopens.size(), folder));
    }
    host =
        new WasiHost(
            new WasiContext(
                List.of("guest", "one", ""),
                List.of("A=1", "LANG=ü"),
                preopens,
                GuestInput.of(input.getBytes(StandardCharsets.UTF_8)),
                output,
                errors,
                false,
                new VirtualClock(),
                new Random(7)));
  }

  static MemoryFolder folder() {
    return MemoryFolder.root(1 << 20, VirtualClock.START);
  }

  @Override
  public long size() {
    return SIZE;
  }

  @Override
  public byte[] read(long address, int length) {
    assertThat(address).isBetween(0L, (long) SIZE - length);
    return Arrays.copyOfRange(bytes, GUARD + (int) address, GUARD + (int) address + length);
  }

  @Override
  public void write(long address, byte[] from) {
    assertThat(address).isBetween(0L, (long) SIZE - from.length);
    System.arraycopy(from, 0, bytes, GUARD + (int) address, from.length);
  }

  /** True if nothing before and behind the memory has changed. */
  boolean isGuarded() {
    for (int i = 0; i < GUARD; i++) {
      if (bytes[i] != 0x5A || bytes[GUARD + SIZE + i] != 0x5A) {
        return false;
      }
    }
    return true;
  }

  /** True if the memory is that. */
  boolean holds(byte[] expected) {
    return Arrays.equals(bytes, GUARD, GUARD + SIZE, expected, 0, SIZE);
  }

  /** True if the memory is that but for these parts. */
  boolean holdsOutside(byte[] expected, List<CallModel.Range> parts) {
    List<CallModel.Range> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparingLong(CallModel.Range::address));
    int from = 0;
    for (CallModel.Range part : sorted) {
      int to = (int) part.address();
      if (from < to && !holds(expected, from, to)) {
        return false;
      }
      from = Math.max(from, (int) (part.address() + part.length()));
    }
    return holds(expected, from, SIZE);
  }

  private boolean holds(byte[] expected, int from, int to) {
    return Arrays.equals(bytes, GUARD + from, GUARD + to, expected, from, to);
  }

  byte[] memory() {
    return read(0, SIZE);
  }

  WasiResult result(WasiFunction function, long... args) {
    return host.call(function, args, this);
  }

  Errno call(WasiFunction function, long... args) {
    return ((WasiResult.Returned) result(function, args)).errno();
  }

  /** Text in memory: its address and its length, for a call's arguments. */
  long[] text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (texts + utf8.length > SIZE) {
      texts = TEXTS;
    }
    write(texts, utf8);
    texts += utf8.length;
    return new long[] {texts - utf8.length, utf8.length};
  }

  int int32(int address) {
    return buffer.getInt(address);
  }

  long int64(int address) {
    return buffer.getLong(address);
  }

  void int32(int address, int value) {
    buffer.putInt(address, value);
  }

  void int64(int address, long value) {
    buffer.putLong(address, value);
  }

  /** A terminated string. */
  String string(int address) {
    int end = address;
    while (buffer.get(end) != 0) {
      end++;
    }
    return new String(read(address, end - address), StandardCharsets.UTF_8);
  }

  /** Opens with all rights that there are; the errno, and the number in {@link #opened}. */
  Errno open(int folder, String path, int openFlags, long rights) {
    long[] at = text(path);
    return call(
        WasiFunction.PATH_OPEN, folder, 1, at[0], at[1], openFlags, rights, rights, 0, RESULT);
  }

  int opened() {
    return int32(RESULT);
  }

  /** Makes a file with contents. */
  void make(int folder, String path, String contents) {
    assertThat(open(folder, path, 1, Rights.FILE)).isEqualTo(Errno.SUCCESS);
    int file = opened();
    assertThat(write(file, contents)).isEqualTo(Errno.SUCCESS);
    assertThat(call(WasiFunction.FD_CLOSE, file)).isEqualTo(Errno.SUCCESS);
  }

  Errno write(int descriptor, String contents) {
    long[] at = text(contents);
    int32(0x8000, (int) at[0]);
    int32(0x8004, (int) at[1]);
    return call(WasiFunction.FD_WRITE, descriptor, 0x8000, 1, RESULT);
  }

  /** Up to 4,096 bytes that fd_read gives. */
  String read(int descriptor) {
    int32(0x8000, 0x9000);
    int32(0x8004, 4_096);
    assertThat(call(WasiFunction.FD_READ, descriptor, 0x8000, 1, RESULT)).isEqualTo(Errno.SUCCESS);
    return new String(read(0x9000, int32(RESULT)), StandardCharsets.UTF_8);
  }

  /** What a file holds, or the errno of opening it. */
  String contents(int folder, String path) {
    Errno errno = open(folder, path, 0, Rights.FD_READ);
    if (errno != Errno.SUCCESS) {
      return errno.name();
    }
    int file = opened();
    String text = read(file);
    call(WasiFunction.FD_CLOSE, file);
    return text;
  }

  /** A call with one path. */
  Errno path(WasiFunction function, int folder, String path) {
    long[] at = text(path);
    return call(function, folder, at[0], at[1]);
  }

  Errno rename(int from, String path, int to, String newPath) {
    long[] first = text(path);
    long[] second = text(newPath);
    return call(WasiFunction.PATH_RENAME, from, first[0], first[1], to, second[0], second[1]);
  }

  Errno link(int from, String path, int to, String newPath) {
    long[] first = text(path);
    long[] second = text(newPath);
    return call(WasiFunction.PATH_LINK, from, 0, first[0], first[1], to, second[0], second[1]);
  }

  Errno symlink(String target, int folder, String path) {
    long[] first = text(target);
    long[] second = text(path);
    return call(WasiFunction.PATH_SYMLINK, first[0], first[1], folder, second[0], second[1]);
  }

  /** The filestat of a path is at 0 then. */
  Errno stat(int folder, String path, boolean follow) {
    long[] at = text(path);
    return call(WasiFunction.PATH_FILESTAT_GET, folder, follow ? 1 : 0, at[0], at[1], 0);
  }

  int resultAddress() {
    return RESULT;
  }

  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    host.close();
  }
}
