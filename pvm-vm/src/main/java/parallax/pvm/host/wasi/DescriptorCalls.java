package parallax.pvm.host.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is done with a descriptor, but for reading and writing. */
final class DescriptorCalls {
  private static final int FDSTAT_SIZE = 24;
  private static final int DIRENT_SIZE = 24;
  private static final int LAST_ADVICE = 5;
  private static final int SET = 0;
  private static final int CURRENT = 1;
  private static final int END = 2;
  private static final List<String> SPECIAL = List.of(".", "..");

  private final DescriptorTable descriptors;
  private final FileStats stats;

  DescriptorCalls(DescriptorTable descriptors, FileStats stats) {
    this.descriptors = descriptors;
    this.stats = stats;
  }

  /** The file behind argument 0, with the rights that the call needs. */
  private OpenFile file(WasiCall call, Errno ifStream) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    OpenFile file = descriptor.asFile(ifStream);
    descriptor.require(call.function().rights());
    return file;
  }

  void advise(WasiCall call) {
    file(call, Errno.SPIPE);
    boolean valid = call.i64(1) >= 0 && call.i64(2) >= 0;
    WasiFailure.unless(valid, Errno.INVAL);
    WasiFailure.unless(call.i32(3) >= 0 && call.i32(3) <= LAST_ADVICE, Errno.INVAL);
  }

  void allocate(WasiCall call) {
    OpenFile file = file(call, Errno.INVAL);
    long offset = call.i64(1);
    long length = call.i64(2);
    WasiFailure.unless(offset >= 0 && length > 0, Errno.INVAL);
    WasiFailure.unless(length <= Long.MAX_VALUE - offset, Errno.FBIG);
    if (offset + length > file.size()) {
      file.setSize(offset + length);
    }
  }

  /** Folders are always in order. */
  void sync(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    WasiFailure.unless(!descriptor.isStream(), Errno.INVAL);
    descriptor.require(call.function().rights());
    if (!descriptor.isFolder()) {
      descriptor.asFile(Errno.INVAL).sync();
    }
  }

  void fdstatGet(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    ByteBuffer stat = GuestRange.blank(FDSTAT_SIZE);
    stat.put(0, (byte) descriptor.type().number());
    stat.putShort(2, (short) descriptor.flags());
    stat.putLong(8, descriptor.rights());
    stat.putLong(16, descriptor.inheriting());
    call.memory().write(call.u32(1), GuestRange.bytes(stat));
  }

  /** How often data reaches the disk is decided when a file is opened. */
  void fdstatSetFlags(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    descriptor.require(call.function().rights());
    int flags = call.i32(1);
    WasiFailure.unless((flags & ~Descriptor.ALL_FLAGS) == 0, Errno.INVAL);
    int fixed = Descriptor.DSYNC | Descriptor.RSYNC | Descriptor.SYNC;
    WasiFailure.unless((flags & fixed) == (descriptor.flags() & fixed), Errno.NOTSUP);
    descriptor.setFlags(flags);
  }

  void fdstatSetRights(WasiCall call) {
    descriptors.get(call.i32(0)).restrict(call.i64(1), call.i64(2));
  }

  void filestatGet(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    descriptor.require(call.function().rights());
    call.memory().require(call.u32(1), FileStats.SIZE);
    call.memory().write(call.u32(1), filestat(descriptor));
  }

  private byte[] filestat(Descriptor descriptor) {
    if (descriptor.isStream()) {
      return FileStats.encodeStream(descriptor.type());
    }
    return stats.encode(
        descriptor.isFolder()
            ? descriptor.asFolder().stat()
            : descriptor.asFile(Errno.BADF).stat());
  }

  void filestatSetSize(WasiCall call) {
    OpenFile file = file(call, Errno.INVAL);
    WasiFailure.unless(call.i64(1) >= 0, Errno.INVAL);
    file.setSize(call.i64(1));
  }

  void filestatSetTimes(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    WasiFailure.unless(!descriptor.isStream(), Errno.INVAL);
    descriptor.require(call.function().rights());
    FileTimes times = stats.times(call.i64(1), call.i64(2), call.i32(3));
    if (descriptor.isFolder()) {
      descriptor.asFolder().setTimes(times);
    } else {
      descriptor.asFile(Errno.INVAL).setTimes(times);
    }
  }

  void prestatGet(WasiCall call) {
    ByteBuffer prestat = GuestRange.blank(8);
    prestat.putInt(4, preopenName(call).length);
    call.memory().write(call.u32(1), GuestRange.bytes(prestat));
  }

  /** The name is not terminated. */
  void prestatDirName(WasiCall call) {
    byte[] name = preopenName(call);
    WasiFailure.unless(call.u32(2) >= name.length, Errno.NAMETOOLONG);
    call.memory().write(call.u32(1), name);
  }

  private byte[] preopenName(WasiCall call) {
    String name = descriptors.get(call.i32(0)).preopenName();
    WasiFailure.unless(name != null, Errno.BADF);
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Fills the buffer with entries, the last one cut off where it ends. A cookie is the number of
   * entries before; the first two are the folder itself and, with the same number, its parent.
   */
  void readdir(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    Folder folder = descriptor.asFolder();
    descriptor.require(call.function().rights());
    long length = call.u32(2);
    call.memory().require(call.u32(1), length);
    call.memory().require(call.u32(4), 4);
    long cookie = call.i64(3);
    WasiFailure.unless(cookie >= 0, Errno.INVAL);
    List<String> names = descriptor.listing(cookie == 0);
    long used = 0;
    for (long next = cookie; next < names.size() + SPECIAL.size() && used < length; next++) {
      byte[] entry = dirent(folder, names, (int) next);
      int part = (int) Math.min(entry.length, length - used);
      call.memory().write(call.u32(1) + used, Arrays.copyOf(entry, part));
      used += part;
    }
    call.memory().store32(call.u32(4), used);
  }

  /** One entry; empty when there is no such file any more. */
  private byte[] dirent(Folder folder, List<String> names, int index) {
    boolean special = index < SPECIAL.size();
    String name = special ? SPECIAL.get(index) : names.get(index - SPECIAL.size());
    Optional<FileStat> stat = special ? Optional.of(folder.stat()) : folder.stat(name);
    if (stat.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer entry = GuestRange.blank(DIRENT_SIZE + bytes.length);
    entry.putLong(0, index + 1L);
    entry.putLong(8, stats.number(stat.get()));
    entry.putInt(16, bytes.length);
    entry.put(20, (byte) stat.get().type().number());
    entry.put(DIRENT_SIZE, bytes);
    return GuestRange.bytes(entry);
  }

  void seek(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    OpenFile file = descriptor.asFile(Errno.SPIPE);
    int whence = call.i32(2);
    WasiFailure.unless(whence >= SET && whence <= END, Errno.INVAL);
    boolean tells = whence == CURRENT && call.i64(1) == 0;
    descriptor.require(
        tells && Rights.includes(descriptor.rights(), Rights.FD_TELL)
            ? Rights.FD_TELL
            : Rights.FD_SEEK);
    call.memory().require(call.u32(3), 8);
    long base =
        switch (whence) {
          case SET -> 0;
          case CURRENT -> descriptor.position();
          default -> file.size();
        };
    long position = base + call.i64(1);
    // A sum that overflows is negative, since the base is not.
    WasiFailure.unless(position >= 0, Errno.INVAL);
    descriptor.setPosition(position);
    call.memory().store64(call.u32(3), position);
  }

  /** The right to seek includes this one. */
  void tell(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    descriptor.asFile(Errno.SPIPE);
    long right =
        Rights.includes(descriptor.rights(), Rights.FD_SEEK) ? Rights.FD_SEEK : Rights.FD_TELL;
    descriptor.require(right);
    call.memory().store64(call.u32(1), descriptor.position());
  }
}
