package parallax.pvm.host.wasi;

/**
 * What is known about a file.
 *
 * @param key equal for the same file, and only for it
 * @param links how many names it has; 1 for a folder
 * @param size in bytes; 0 for a folder
 * @param accessed nanoseconds since 1970, as the other times
 */
record FileStat(
    Object key, FileType type, long links, long size, long accessed, long modified, long changed) {

  boolean isFolder() {
    return type == FileType.DIRECTORY;
  }

  boolean isLink() {
    return type == FileType.SYMBOLIC_LINK;
  }

  boolean isFile() {
    return type == FileType.REGULAR_FILE;
  }
}
