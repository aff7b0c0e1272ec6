package parallax.pvm.host.wasi;

/** Kinds of files (typenames.witx, {@code filetype}); the number is the position. */
public enum FileType {
  UNKNOWN,
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  DIRECTORY,
  REGULAR_FILE,
  SOCKET_DGRAM,
  SOCKET_STREAM,
  SYMBOLIC_LINK;

  /** What the guest gets. */
  public int number() {
    return ordinal();
  }
}
