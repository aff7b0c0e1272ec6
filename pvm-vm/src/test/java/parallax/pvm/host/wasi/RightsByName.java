package parallax.pvm.host.wasi;

import java.util.List;

/** Rights by the names of the specification, told by other code than the host's. */
final class RightsByName {
  /** Bits of rights are places in this list (typenames.witx). */
  private static final List<String> NAMES =
      List.of(
          "fd_datasync",
          "fd_read",
          "fd_seek",
          "fd_fdstat_set_flags",
          "fd_sync",
          "fd_tell",
          "fd_write",
          "fd_advise",
          "fd_allocate",
          "path_create_directory",
          "path_create_file",
          "path_link_source",
          "path_link_target",
          "path_open",
          "fd_readdir",
          "path_readlink",
          "path_rename_source",
          "path_rename_target",
          "path_filestat_get",
          "path_filestat_set_size",
          "path_filestat_set_times",
          "fd_filestat_get",
          "fd_filestat_set_size",
          "fd_filestat_set_times",
          "path_symlink",
          "path_remove_directory",
          "path_unlink_file",
          "poll_fd_readwrite");

  private RightsByName() {}

  /** The bits of these. */
  static long rights(String... names) {
    long bits = 0;
    for (String name : names) {
      int bit = NAMES.indexOf(name);
      bits |= 1L << bit;
    }
    return bits;
  }

  /** What can be done with a regular file. */
  static long fileRights() {
    long bits = rights("poll_fd_readwrite");
    for (String name : NAMES) {
      if (name.startsWith("fd_") && !name.equals("fd_readdir")) {
        bits |= rights(name);
      }
    }
    return bits;
  }

  /** What can be done with a folder. */
  static long folderRights() {
    String[] others = {
      "fd_datasync",
      "fd_sync",
      "fd_fdstat_set_flags",
      "fd_readdir",
      "fd_filestat_get",
      "fd_filestat_set_times"
    };
    long bits = rights(others);
    for (String name : NAMES) {
      bits |= name.startsWith("path_") ? rights(name) : 0;
    }
    return bits;
  }
}
