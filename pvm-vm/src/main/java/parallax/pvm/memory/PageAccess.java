package parallax.pvm.memory;

/** What the program may do with a page. A writable page is readable too. */
public enum PageAccess {
  NONE(0),
  READ(1),
  WRITE(2);

  /** Greater means that more is allowed. */
  final byte level;

  PageAccess(int level) {
    this.level = (byte) level;
  }

  static PageAccess ofLevel(int level) {
    return switch (level) {
      case 0 -> NONE;
      case 1 -> READ;
      default -> WRITE;
    };
  }
}
