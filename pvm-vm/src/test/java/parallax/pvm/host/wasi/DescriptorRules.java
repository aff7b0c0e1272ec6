package parallax.pvm.host.wasi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import parallax.pvm.host.wasi.CallModel.Entry;
import parallax.pvm.host.wasi.CallModel.Kind;
import parallax.pvm.host.wasi.CallModel.Range;

/** What must hold of the arguments of functions on descriptors. */
final class DescriptorRules {
  private static final int MAX_BUFFERS = 1_024;

  private final CallFaults call;
  private final Guest guest;

  DescriptorRules(CallFaults call, Guest guest) {
    this.call = call;
    this.guest = guest;
  }

  /** Whether nothing but the arguments could make it fail. */
  boolean describe() {
    return switch (call.function()) {
      case FD_CLOSE -> {
        call.entry(0);
        // Closing may fail for what is on a disk.
        yield call.entry(0).kind() != Kind.FILE;
      }
      case FD_RENUMBER -> {
        call.entry(0);
        yield call.entry(1).kind() != Kind.FILE;
      }
      case FD_FDSTAT_GET -> {
        call.entry(0);
        call.writes(1, 24);
        yield true;
      }
      case FD_FDSTAT_SET_RIGHTS -> {
        Entry entry = call.entry(0);
        boolean fewer =
            (call.arg(1) & ~entry.rights()) == 0 && (call.arg(2) & ~entry.inheriting()) == 0;
        CallFaults.certainly(fewer, Errno.NOTCAPABLE);
        yield true;
      }
      case FD_FDSTAT_SET_FLAGS -> {
        CallFaults.require(call.entry(0), RightsByName.rights("fd_fdstat_set_flags"));
        call.unless((call.arg(1) & ~0x1FL) == 0, Errno.INVAL);
        yield false;
      }
      case FD_PRESTAT_GET -> {
        CallFaults.certainly(call.entry(0).nameLength() > 0, Errno.BADF);
        call.writes(1, 8);
        yield true;
      }
      case FD_PRESTAT_DIR_NAME -> {
        int length = call.entry(0).nameLength();
        CallFaults.certainly(length > 0, Errno.BADF);
        call.unless(call.u32(2) >= length, Errno.NAMETOOLONG);
        call.writes(1, length);
        yield true;
      }
      case FD_READ, FD_WRITE, FD_PREAD, FD_PWRITE -> stream();
      default -> openFile();
    };
  }

  private boolean stream() {
    boolean reads =
        call.function() == WasiFunction.FD_READ || call.function() == WasiFunction.FD_PREAD;
    boolean atPlace =
        call.function() == WasiFunction.FD_PREAD || call.function() == WasiFunction.FD_PWRITE;
    Entry entry = call.entry(0);
    String right = reads ? "fd_read" : "fd_write";
    boolean isStream = entry.kind() == (reads ? Kind.INPUT : Kind.OUTPUT);
    if (isStream && !atPlace) {
      CallFaults.require(entry, RightsByName.rights(right));
    } else {
      Errno ifStream = isStream ? Errno.SPIPE : Errno.BADF;
      if (atPlace) {
        call.file(ifStream, right, "fd_seek");
        call.unless(call.arg(3) >= 0, Errno.INVAL);
      } else {
        call.file(ifStream, right);
      }
    }
    call.writes(atPlace ? 4 : 3, 4);
    long count = call.u32(2);
    if (count > MAX_BUFFERS) {
      call.wrong(EnumSet.of(Errno.INVAL));
      return false;
    }
    Range buffers = new Range(call.u32(1), 8 * count, false);
    call.reads(buffers);
    if (buffers.isInside()) {
      ByteBuffer list = ByteBuffer.wrap(guest.read(buffers.address(), (int) buffers.length()));
      list.order(ByteOrder.LITTLE_ENDIAN);
      while (list.hasRemaining()) {
        long address = list.getInt() & 0xFFFF_FFFFL;
        call.reads(new Range(address, list.getInt() & 0xFFFF_FFFFL, reads));
      }
    }
    return isStream;
  }

  private boolean openFile() {
    switch (call.function()) {
      case FD_ADVISE -> {
        call.file(Errno.SPIPE, "fd_advise");
        call.unless(call.arg(1) >= 0 && call.arg(2) >= 0, Errno.INVAL);
        call.unless(call.u32(3) <= 5, Errno.INVAL);
        return true;
      }
      case FD_ALLOCATE -> {
        call.file(Errno.INVAL, "fd_allocate");
        call.unless(call.arg(1) >= 0 && call.arg(2) > 0, Errno.INVAL);
      }
      case FD_FILESTAT_SET_SIZE -> {
        call.file(Errno.INVAL, "fd_filestat_set_size");
        call.unless(call.arg(1) >= 0, Errno.INVAL);
      }
      case FD_SYNC, FD_DATASYNC, FD_FILESTAT_SET_TIMES -> {
        Entry entry = call.entry(0);
        CallFaults.certainly(entry.kind() == Kind.FOLDER || entry.kind() == Kind.FILE, Errno.INVAL);
        CallFaults.require(entry, RightsByName.rights(call.function().label()));
        if (call.function() == WasiFunction.FD_FILESTAT_SET_TIMES) {
          times(call, call.u32(3));
        }
      }
      case FD_FILESTAT_GET -> {
        Entry entry = call.entry(0);
        CallFaults.require(entry, RightsByName.rights("fd_filestat_get"));
        call.writes(1, 64);
        return entry.kind() == Kind.INPUT || entry.kind() == Kind.OUTPUT;
      }
      case FD_READDIR -> {
        call.folder(0, "fd_readdir");
        call.writes(1, call.u32(2));
        call.writes(4, 4);
        call.unless(call.arg(3) >= 0, Errno.INVAL);
      }
      case FD_SEEK -> seek();
      case FD_TELL -> {
        call.file(Errno.SPIPE);
        boolean tells = (call.entry(0).rights() & RightsByName.rights("fd_seek", "fd_tell")) != 0;
        CallFaults.certainly(tells, Errno.NOTCAPABLE);
        call.writes(1, 8);
        return true;
      }
      default -> throw new IllegalArgumentException(call.function().label());
    }
    return false;
  }

  /** Where it leads before the beginning only the position tells. */
  private void seek() {
    call.file(Errno.SPIPE);
    Entry entry = call.entry(0);
    long whence = call.u32(2);
    boolean tells =
        whence == 1 && call.arg(1) == 0 && (entry.rights() & RightsByName.rights("fd_tell")) != 0;
    boolean seeks = (entry.rights() & RightsByName.rights("fd_seek")) != 0;
    call.unless(whence <= 2, Errno.INVAL);
    call.unless(seeks || tells, Errno.NOTCAPABLE);
    call.writes(3, 8);
    if (!call.isClean()) {
      return;
    }
    if (whence == 0) {
      CallFaults.certainly(call.arg(1) >= 0, Errno.INVAL);
    } else if (call.arg(1) != 0) {
      // What the sum is only the position or the size tells.
      call.wrong(EnumSet.of(Errno.SUCCESS, Errno.INVAL));
    }
  }

  /** Each time may be given or be now, not both. */
  static void times(CallFaults call, long flags) {
    boolean twice = (flags & 3) == 3 || (flags & 12) == 12;
    call.unless(flags <= 15 && !twice, Errno.INVAL);
  }
}
