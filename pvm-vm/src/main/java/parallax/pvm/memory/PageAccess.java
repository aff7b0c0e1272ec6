package parallax.pvm.memory;

/** What the program may do with a page. A writable page is readable too. */
public enum PageAccess {
  NONE,
  READ,
  WRITE
}
