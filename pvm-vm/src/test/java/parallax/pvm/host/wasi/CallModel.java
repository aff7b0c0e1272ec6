package parallax.pvm.host.wasi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a call may come to, told from its arguments, the memory and the descriptors alone, by other
 * code than the host's: which errnos are right, and which bytes of memory may change. It knows
 * nothing of files; where it depends on them how a call ends, all that could be is allowed.
 *
 * <p>A closed descriptor is {@code badf} before all else; then comes what kind of file it is, then
 * rights, then the other arguments, of which a pointer that leads out of memory is {@code fault}.
 * Source: typenames.witx and wasi_snapshot_preview1.witx; for what those leave open, POSIX.
 */
final class CallModel {
  private static final int MAX_SUBSCRIPTIONS = 8_192;

  /** What a descriptor stands for. */
  enum Kind {
    INPUT,
    OUTPUT,
    FOLDER,
    FILE
  }

  /** A descriptor. */
  record Entry(Kind kind, int nameLength, long rights, long inheriting) {}

  /** A part of memory that a call reads, or writes into. */
  record Range(long address, long length, boolean written) {
    boolean isInside() {
      return address + length <= Guest.SIZE;
    }
  }

  /**
   * What is right.
   *
   * @param errnos one of these
   * @param written where memory may change, if it succeeds
   */
  record Expectation(Set<Errno> errnos, List<Range> written) {
    /** True if there is one answer only. */
    boolean isExact() {
      return errnos.size() == 1;
    }
  }

  private final Guest guest;
  private final List<Entry> table = new ArrayList<>();

  /**
   * @param folders how many folders the guest begins with, named by two bytes and a digit
   */
  CallModel(Guest guest, int folders) {
    this.guest = guest;
    long stream =
        RightsByName.rights("fd_fdstat_set_flags", "fd_filestat_get", "poll_fd_readwrite");
    table.add(new Entry(Kind.INPUT, 0, stream | RightsByName.rights("fd_read"), 0));
    table.add(new Entry(Kind.OUTPUT, 0, stream | RightsByName.rights("fd_write"), 0));
    table.add(new Entry(Kind.OUTPUT, 0, stream | RightsByName.rights("fd_write"), 0));
    for (int i = 0; i < folders; i++) {
      table.add(
          new Entry(
              Kind.FOLDER,
              3,
              RightsByName.folderRights(),
              RightsByName.folderRights() | RightsByName.fileRights()));
    }
  }

  /** What the call is to come to; asked before it. */
  Expectation expect(WasiFunction function, long[] args) {
    CallFaults call = new CallFaults(function, args, table);
    try {
      return call.expectation(describe(call));
    } catch (CallFaults.Certain failure) {
      return new Expectation(Set.of(failure.errno()), List.of());
    }
  }

  /**
   * Collects ranges and what is wrong.
   *
   * @return whether nothing but the arguments could make it fail
   */
  private boolean describe(CallFaults call) {
    return switch (call.function()) {
      case ARGS_GET -> strings(call, 3, "guest\0one\0\0");
      case ENVIRON_GET -> strings(call, 2, "A=1\0LANG=\u00fc\0");
      case ARGS_SIZES_GET, ENVIRON_SIZES_GET -> {
        call.writes(0, 4);
        call.writes(1, 4);
        yield true;
      }
      case CLOCK_RES_GET, CLOCK_TIME_GET -> {
        call.unless(call.arg(0) == 0 || call.arg(0) == 1, Errno.INVAL);
        call.writes(call.function() == WasiFunction.CLOCK_RES_GET ? 1 : 2, 8);
        yield true;
      }
      case RANDOM_GET -> {
        call.writes(0, call.u32(1));
        yield true;
      }
      case SCHED_YIELD -> true;
      case PROC_EXIT -> throw new IllegalArgumentException("it does not return");
      case PROC_RAISE -> {
        call.unless(
            call.arg(0) == 0, call.arg(0) > 0 && call.arg(0) <= 30 ? Errno.NOTSUP : Errno.INVAL);
        yield true;
      }
      case POLL_ONEOFF -> poll(call);
      case SOCK_ACCEPT, SOCK_RECV, SOCK_SEND, SOCK_SHUTDOWN -> {
        call.entry(0);
        throw new CallFaults.Certain(Errno.NOTSOCK);
      }
      default -> {
        if (call.function().label().startsWith("fd_")) {
          yield new DescriptorRules(call, guest).describe();
        }
        new PathRules(call, guest).describe();
        yield false;
      }
    };
  }

  private static boolean strings(CallFaults call, int count, String all) {
    call.writes(0, 4L * count);
    call.writes(1, all.getBytes(StandardCharsets.UTF_8).length);
    return true;
  }

  private boolean poll(CallFaults call) {
    long count = call.u32(2);
    CallFaults.certainly(count > 0 && count <= MAX_SUBSCRIPTIONS, Errno.INVAL);
    Range subscriptions = new Range(call.u32(0), 48 * count, false);
    call.reads(subscriptions);
    call.writes(1, 32 * count);
    call.writes(3, 4);
    if (call.isInside()) {
      for (int i = 0; i < count; i++) {
        int type = guest.read(subscriptions.address() + 48L * i + 8, 1)[0];
        call.unless(type >= 0 && type <= 2, Errno.INVAL);
      }
    }
    return true;
  }

  /** The number that the next descriptor gets. */
  int nextFree() {
    int free = table.indexOf(null);
    return free >= 0 ? free : table.size();
  }

  /** A call of path_open has succeeded with what is behind its new descriptor. */
  Entry opened(long[] args, Kind kind) {
    boolean isFolder = kind == Kind.FOLDER;
    long mask = isFolder ? RightsByName.folderRights() : RightsByName.fileRights();
    Entry entry = new Entry(kind, 0, args[5] & mask, args[6]);
    int number = nextFree();
    if (number == table.size()) {
      table.add(entry);
    } else {
      table.set(number, entry);
    }
    return entry;
  }

  /** A call of another function has succeeded. */
  void succeeded(WasiFunction function, long[] args) {
    switch (function) {
      case FD_CLOSE -> table.set((int) args[0], null);
      case FD_RENUMBER -> {
        Entry moved = table.get((int) args[0]);
        table.set((int) args[0], null);
        table.set((int) args[1], moved);
      }
      case FD_FDSTAT_SET_RIGHTS -> {
        Entry old = table.get((int) args[0]);
        Entry fewer = new Entry(old.kind(), old.nameLength(), args[1], args[2]);
        table.set((int) args[0], fewer);
      }
      default -> {
        // Nothing that the model looks at.
      }
    }
  }
}
