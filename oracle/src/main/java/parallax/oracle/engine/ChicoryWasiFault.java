package parallax.oracle.engine;

/**
 * What Chicory's WASI 1.7.5 does other than the specification says, or decides by the computer that
 * it runs on. Where {@link ChicoryWasi} does not make up for it, the reference's outcome is a
 * {@code known-fault} and nothing is compared. Paragraphs are those of wasi_snapshot_preview1.witx
 * and typenames.witx.
 */
enum ChicoryWasiFault {
  /** clock_time_get: the monotonic clock is the computer's. Corrected: answered here. */
  MONOTONIC_CLOCK(true),
  /** clock_res_get, clock_time_get: clocks that are not supported are {@code inval}. Corrected. */
  CPU_CLOCK_ERRNO(true),
  /**
   * poll_oneoff: waits by the computer's clock. Corrected: the earliest clocks get a timeout of 0,
   * and the virtual time passes.
   */
  POLL_CLOCK(true),
  /** poll_oneoff: standard input at its end is never ready, and the call does not return. */
  POLL_INPUT(false),
  /**
   * fd_fdstat_get: streams have too few rights for what can be done with them, and an opened folder
   * always all. Corrected: what path_open was asked for.
   */
  DESCRIPTOR_RIGHTS(true),
  /** fd_filestat_get: a stream is a character device, which fd_fdstat_get denies. Corrected. */
  STREAM_TYPE(true),
  /**
   * filestat: device, inodes, links and sizes of folders, and times of changes are the computer's.
   * Corrected: as {@code host.wasi} gives them.
   */
  HOST_ATTRIBUTES(true),
  /** fd_readdir: the order is the computer's, and what is behind {@code ..} is told. Corrected. */
  READDIR_ORDER(true),
  /**
   * A path that leads out is {@code acces} but for path_open, where it is {@code perm}. Corrected.
   */
  ESCAPE_ERRNO(true),
  /** errno: a pointer that does not lie in memory traps, where there is {@code fault}. */
  BAD_ADDRESS(false),
  /** errno: {@code io} for whatever Java throws and Chicory does not look at. */
  UNSPECIFIC_ERRNO(false),
  /** fd_filestat_get: fails by an exception for a folder that was open from the beginning. */
  FILESTAT_OF_PREOPEN(false),
  /** fd_fdstat_set_rights and fd_fdstat_set_flags: not supported. */
  DESCRIPTOR_CHANGES(false),
  /** fd_sync, fd_datasync: not for folders, which have the right to it. */
  FOLDER_SYNC(false),
  /**
   * path_symlink, path_readlink: a link holds its target's path on the computer, and the last name
   * of it is all that is read. Relative links are followed from where Java was started.
   */
  SYMBOLIC_LINKS(false),
  /** path_rename: not supported, since Java refuses the options with which it is tried. */
  RENAME(false),
  /** rights: asking path_open for more than the folder may give is not {@code notcapable}. */
  RIGHTS_ARE_IGNORED(false),
  /** An empty path is the folder itself. */
  EMPTY_PATH(false),
  /** path_open: {@code creat} and {@code trunc} open folders. */
  CREATED_FOLDER(false),
  /** path_open: {@code append} cannot be combined with reading or {@code trunc}. */
  APPEND(false),
  /** proc_raise and sockets throw exceptions. */
  NOT_IMPLEMENTED(false);

  private final boolean corrected;

  ChicoryWasiFault(final boolean corrected) {
    this.corrected = corrected;
  }

  /** True when the engine makes up for it. */
  boolean isCorrected() {
    return corrected;
  }
}
