package parallax.pvm.host.wasi;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parallax.pvm.host.wasi.CallModel.Entry;
import parallax.pvm.host.wasi.CallModel.Expectation;
import parallax.pvm.host.wasi.CallModel.Kind;
import parallax.pvm.host.wasi.CallModel.Range;

/** One call: what of memory it uses, and what is wrong with its arguments. */
final class CallFaults {
  /** The call is to fail with this errno, whatever else is wrong with it. */
  static final class Certain extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Errno errno;

    Certain(Errno errno) {
      super(errno.name(), null, false, false);
      this.errno = errno;
    }

    Errno errno() {
      return errno;
    }
  }

  private final WasiFunction function;
  private final long[] args;
  private final List<Entry> table;
  private final List<Range> ranges = new ArrayList<>();
  private final Set<Errno> wrong = EnumSet.noneOf(Errno.class);

  CallFaults(WasiFunction function, long[] args, List<Entry> table) {
    this.function = function;
    this.args = args;
    this.table = table;
  }

  WasiFunction function() {
    return function;
  }

  long arg(int index) {
    return args[index];
  }

  /** A pointer or a length. */
  long u32(int index) {
    return args[index] & 0xFFFF_FFFFL;
  }

  /** It writes there. */
  void writes(int pointer, long length) {
    ranges.add(new Range(u32(pointer), length, true));
  }

  /** This is wrong, among other things, unless the condition holds. */
  void unless(boolean condition, Errno errno) {
    if (!condition) {
      wrong.add(errno);
    }
  }

  /** This is what is wrong, whatever else is, unless the condition holds. */
  static void certainly(boolean condition, Errno errno) {
    if (!condition) {
      throw new Certain(errno);
    }
  }

  /** What the descriptor of an argument stands for. */
  Entry entry(int index) {
    int number = (int) args[index];
    certainly(number >= 0 && number < table.size() && table.get(number) != null, Errno.BADF);
    return table.get(number);
  }

  /** Rights come before other arguments. */
  static void require(Entry entry, long rights) {
    certainly((entry.rights() & rights) == rights, Errno.NOTCAPABLE);
  }

  /** A folder with these rights. */
  Entry folder(int index, String... rights) {
    Entry entry = entry(index);
    certainly(entry.kind() == Kind.FOLDER, Errno.NOTDIR);
    require(entry, RightsByName.rights(rights));
    return entry;
  }

  /** A regular file, with the right that the function is named after. */
  void file(Errno ifStream, String... rights) {
    Entry entry = entry(0);
    certainly(entry.kind() == Kind.FOLDER || entry.kind() == Kind.FILE, ifStream);
    certainly(entry.kind() == Kind.FILE, Errno.ISDIR);
    require(entry, RightsByName.rights(rights));
  }

  /** It reads there. */
  void reads(Range range) {
    ranges.add(range);
  }

  /** One of these is wrong. */
  void wrong(Set<Errno> errnos) {
    wrong.addAll(errnos);
  }

  /** True when nothing is wrong so far. */
  boolean isClean() {
    return wrong.isEmpty() && isInside();
  }

  /** True when all that it uses of memory is there. */
  boolean isInside() {
    return ranges.stream().allMatch(Range::isInside);
  }

  /**
   * What it may come to.
   *
   * @param certain whether nothing but the arguments could make it fail
   */
  Expectation expectation(boolean certain) {
    List<Range> written = ranges.stream().filter(Range::written).toList();
    if (isClean()) {
      return new Expectation(certain ? Set.of(Errno.SUCCESS) : byFiles(), written);
    }
    if (!isInside()) {
      wrong.add(Errno.FAULT);
      wrong.remove(Errno.SUCCESS);
    }
    return new Expectation(Set.copyOf(wrong), wrong.contains(Errno.SUCCESS) ? written : List.of());
  }

  /** What a call without faults in its arguments may come to, by what the files are. */
  Set<Errno> byFiles() {
    Set<Errno> possible = EnumSet.copyOf(function.errnos());
    possible.removeAll(EnumSet.of(Errno.BADF, Errno.FAULT, Errno.NOTCAPABLE, Errno.ILSEQ));
    if (function.label().startsWith("fd_")) {
      possible.removeAll(EnumSet.of(Errno.ISDIR, Errno.NOTDIR, Errno.SPIPE));
      if (function != WasiFunction.FD_FILESTAT_SET_TIMES) {
        possible.remove(Errno.INVAL);
      }
    }
    return possible;
  }
}
