package parallax.pvm.host.wasi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The functions of WASI preview 1, with the types that they have as imports (wasi_snapshot_preview1
 * .witx, lowered as its tool conventions say: pointers, sizes, descriptors and flags up to 32 bits
 * are i32), the rights that their descriptor needs, and the errnos that they may give beside {@link
 * Errno#SUCCESS}. All but proc_exit return an errno.
 */
public enum WasiFunction {
  ARGS_GET("ii", Rights.NONE, Errnos.MEMORY),
  ARGS_SIZES_GET("ii", Rights.NONE, Errnos.MEMORY),
  ENVIRON_GET("ii", Rights.NONE, Errnos.MEMORY),
  ENVIRON_SIZES_GET("ii", Rights.NONE, Errnos.MEMORY),
  CLOCK_RES_GET("ii", Rights.NONE, Errnos.MEMORY, Errno.INVAL),
  CLOCK_TIME_GET("ili", Rights.NONE, Errnos.MEMORY, Errno.INVAL),
  FD_ADVISE("illi", Rights.FD_ADVISE, Errnos.DESCRIPTOR, Errno.INVAL, Errno.SPIPE, Errno.ISDIR),
  FD_ALLOCATE("ill", Rights.FD_ALLOCATE, Errnos.GROWING, Errno.INVAL, Errno.ISDIR),
  FD_CLOSE("i", Rights.NONE, Errnos.DESCRIPTOR),
  FD_DATASYNC("i", Rights.FD_DATASYNC, Errnos.DESCRIPTOR, Errno.INVAL),
  FD_FDSTAT_GET("ii", Rights.NONE, Errnos.DESCRIPTOR, Errno.FAULT),
  FD_FDSTAT_SET_FLAGS(
      "ii", Rights.FD_FDSTAT_SET_FLAGS, Errnos.DESCRIPTOR, Errno.INVAL, Errno.NOTSUP),
  FD_FDSTAT_SET_RIGHTS("ill", Rights.NONE, Errnos.DESCRIPTOR),
  FD_FILESTAT_GET(
      "ii", Rights.FD_FILESTAT_GET, Errnos.DESCRIPTOR, Errno.FAULT, Errno.NOENT, Errno.ACCES),
  FD_FILESTAT_SET_SIZE("il", Rights.FD_FILESTAT_SET_SIZE, Errnos.GROWING, Errno.INVAL, Errno.ISDIR),
  FD_FILESTAT_SET_TIMES(
      "illi",
      Rights.FD_FILESTAT_SET_TIMES,
      Errnos.DESCRIPTOR,
      Errno.INVAL,
      Errno.NOENT,
      Errno.ACCES,
      Errno.PERM,
      Errno.ROFS),
  FD_PREAD(
      "iiili",
      Rights.FD_READ | Rights.FD_SEEK,
      Errnos.DESCRIPTOR,
      Errno.FAULT,
      Errno.INVAL,
      Errno.SPIPE,
      Errno.ISDIR),
  FD_PRESTAT_GET("ii", Rights.NONE, Errnos.DESCRIPTOR, Errno.FAULT),
  FD_PRESTAT_DIR_NAME("iii", Rights.NONE, Errnos.DESCRIPTOR, Errno.FAULT, Errno.NAMETOOLONG),
  FD_PWRITE(
      "iiili",
      Rights.FD_WRITE | Rights.FD_SEEK,
      Errnos.GROWING,
      Errno.FAULT,
      Errno.INVAL,
      Errno.SPIPE,
      Errno.ISDIR),
  FD_READ("iiii", Rights.FD_READ, Errnos.DESCRIPTOR, Errno.FAULT, Errno.INVAL, Errno.ISDIR),
  FD_READDIR(
      "iiili",
      Rights.FD_READDIR,
      Errnos.DESCRIPTOR,
      Errno.FAULT,
      Errno.INVAL,
      Errno.NOTDIR,
      Errno.NOENT,
      Errno.ACCES),
  FD_RENUMBER("ii", Rights.NONE, Errnos.DESCRIPTOR),
  FD_SEEK(
      "ilii",
      Rights.FD_SEEK,
      Errnos.DESCRIPTOR,
      Errno.FAULT,
      Errno.INVAL,
      Errno.SPIPE,
      Errno.ISDIR),
  FD_SYNC("i", Rights.FD_SYNC, Errnos.DESCRIPTOR, Errno.INVAL),
  FD_TELL("ii", Rights.FD_TELL, Errnos.DESCRIPTOR, Errno.FAULT, Errno.SPIPE, Errno.ISDIR),
  FD_WRITE(
      "iiii", Rights.FD_WRITE, Errnos.GROWING, Errno.FAULT, Errno.INVAL, Errno.ISDIR, Errno.PIPE),
  PATH_CREATE_DIRECTORY(
      "iii", Rights.PATH_CREATE_DIRECTORY, Errnos.PATH, Errno.EXIST, Errno.NOSPC, Errno.MLINK),
  PATH_FILESTAT_GET("iiiii", Rights.PATH_FILESTAT_GET, Errnos.PATH),
  PATH_FILESTAT_SET_TIMES("iiiilli", Rights.PATH_FILESTAT_SET_TIMES, Errnos.PATH),
  PATH_LINK(
      "iiiiiii",
      Rights.PATH_LINK_SOURCE,
      Errnos.PATH,
      Errno.EXIST,
      Errno.NOSPC,
      Errno.MLINK,
      Errno.XDEV),
  PATH_OPEN(
      "iiiiillii",
      Rights.PATH_OPEN,
      Errnos.PATH,
      Errno.EXIST,
      Errno.NOSPC,
      Errno.ISDIR,
      Errno.MFILE,
      Errno.NFILE,
      Errno.NOTSUP,
      Errno.FBIG,
      Errno.TXTBSY),
  PATH_READLINK("iiiiii", Rights.PATH_READLINK, Errnos.PATH),
  PATH_REMOVE_DIRECTORY(
      "iii", Rights.PATH_REMOVE_DIRECTORY, Errnos.PATH, Errno.NOTEMPTY, Errno.BUSY),
  PATH_RENAME(
      "iiiiii",
      Rights.PATH_RENAME_SOURCE,
      Errnos.PATH,
      Errno.EXIST,
      Errno.NOSPC,
      Errno.MLINK,
      Errno.XDEV,
      Errno.NOTEMPTY,
      Errno.BUSY,
      Errno.ISDIR),
  PATH_SYMLINK("iiiii", Rights.PATH_SYMLINK, Errnos.PATH, Errno.EXIST, Errno.NOSPC, Errno.NOTSUP),
  PATH_UNLINK_FILE("iii", Rights.PATH_UNLINK_FILE, Errnos.PATH, Errno.ISDIR, Errno.BUSY),
  POLL_ONEOFF("iiii", Rights.NONE, Errnos.MEMORY, Errno.INVAL, Errno.INTR),
  PROC_EXIT("i", Rights.NONE, Errnos.NOTHING),
  PROC_RAISE("i", Rights.NONE, Errnos.NOTHING, Errno.INVAL, Errno.NOTSUP),
  RANDOM_GET("ii", Rights.NONE, Errnos.MEMORY),
  SCHED_YIELD("", Rights.NONE, Errnos.NOTHING),
  SOCK_ACCEPT("iii", Rights.NONE, Errnos.DESCRIPTOR, Errno.NOTSOCK),
  SOCK_RECV("iiiiii", Rights.NONE, Errnos.DESCRIPTOR, Errno.NOTSOCK),
  SOCK_SEND("iiiii", Rights.NONE, Errnos.DESCRIPTOR, Errno.NOTSOCK),
  SOCK_SHUTDOWN("ii", Rights.NONE, Errnos.DESCRIPTOR, Errno.NOTSOCK);

  /** The module that the functions are imported from. */
  public static final String MODULE = "wasi_snapshot_preview1";

  /** What functions of the same kind have in common. */
  private static final class Errnos {
    static final Set<Errno> NOTHING = EnumSet.noneOf(Errno.class);
    static final Set<Errno> MEMORY = EnumSet.of(Errno.FAULT);
    static final Set<Errno> DESCRIPTOR = EnumSet.of(Errno.BADF, Errno.NOTCAPABLE, Errno.IO);
    static final Set<Errno> GROWING =
        EnumSet.of(Errno.BADF, Errno.NOTCAPABLE, Errno.IO, Errno.NOSPC, Errno.FBIG);
    static final Set<Errno> PATH =
        EnumSet.of(
            Errno.BADF,
            Errno.NOTCAPABLE,
            Errno.IO,
            Errno.FAULT,
            Errno.INVAL,
            Errno.ILSEQ,
            Errno.NOTDIR,
            Errno.NOENT,
            Errno.PERM,
            Errno.ACCES,
            Errno.LOOP,
            Errno.NAMETOOLONG,
            Errno.ROFS);

    private Errnos() {}
  }

  private final List<String> params;
  private final long rights;
  private final Set<Errno> errnos;

  /**
   * @param types a letter for each parameter: i for i32, l for i64
   */
  WasiFunction(String types, long rights, Set<Errno> common, Errno... more) {
    this.params = types.chars().mapToObj(letter -> letter == 'i' ? "i32" : "i64").toList();
    this.rights = rights;
    Set<Errno> all = EnumSet.of(Errno.SUCCESS);
    all.addAll(common);
    Collections.addAll(all, more);
    this.errnos = Collections.unmodifiableSet(all);
  }

  /** The function that is imported by this name. */
  public static Optional<WasiFunction> byName(String name) {
    for (WasiFunction function : values()) {
      if (function.label().equals(name)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** The name of the import. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the types of its parameters: {@code i32} or {@code i64}. */
  public List<String> params() {
    return params;
  }

  /** Names of the types of its results: an i32, or nothing. */
  public List<String> results() {
    return this == PROC_EXIT ? List.of() : List.of("i32");
  }

  /** The rights that its first descriptor must have. */
  long rights() {
    return rights;
  }

  /** The errnos that it may return. */
  public Set<Errno> errnos() {
    return errnos;
  }

  /** The paragraph of the specification. */
  public String source() {
    return "WASI preview 1, wasi_snapshot_preview1.witx, " + label();
  }
}
