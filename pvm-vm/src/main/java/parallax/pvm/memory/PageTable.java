package parallax.pvm.memory;

import java.util.Arrays;

/**
 * The access of all pages, and the contents of those that have contents here. Pages are counted
 * from address 0. Nothing is allocated for pages that were never stored to.
 *
 * <p>Invariants: the page of an entry in {@code readable} may be read by the program; the page of
 * an entry in {@code writable} may be written and is the same array as in {@code readable}; an
 * absent entry says nothing, then the access decides.
 */
final class PageTable {

  // A row holds 1024 pages, 4 MiB; there are 1024 rows.
  static final int ROW_LENGTH = 1024;
  static final int ROW_BITS = 22;

  static final byte[] ZERO_PAGE = new byte[PagedMemory.PAGE_SIZE];

  private static final int PAGE_COUNT = ROW_LENGTH * ROW_LENGTH;

  // Shared and never written: rows are copied before the first change, and the zero page is never
  // writable.
  private static final byte[][] EMPTY_ROW = new byte[ROW_LENGTH][];
  private static final byte[][] UNIFORM_ACCESS = uniformAccess();

  private final byte[][][] readable = new byte[ROW_LENGTH][][];
  private final byte[][][] writable = new byte[ROW_LENGTH][][];
  private final byte[][] access = new byte[ROW_LENGTH][];

  PageTable() {
    Arrays.fill(readable, EMPTY_ROW);
    Arrays.fill(writable, EMPTY_ROW);
    Arrays.fill(access, UNIFORM_ACCESS[0]);
  }

  private static byte[][] uniformAccess() {
    byte[][] rows = new byte[PageAccess.values().length][ROW_LENGTH];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(rows[i], (byte) i);
    }
    return rows;
  }

  /** The contents of pages by row and place in the row, null where not known to be readable. */
  byte[][][] readable() {
    return readable;
  }

  /** The same for pages known to be writable. */
  byte[][][] writable() {
    return writable;
  }

  // ---- access

  /**
   * Gives the pages from the first to the last an access; pages without any lose their contents.
   */
  void setAccess(int first, int last, PageAccess newAccess) {
    for (int row = first / ROW_LENGTH; row <= last / ROW_LENGTH; row++) {
      int from = Math.max(first, row * ROW_LENGTH) % ROW_LENGTH;
      int to = Math.min(last, (row + 1) * ROW_LENGTH - 1) % ROW_LENGTH;
      setRowAccess(row, from, to, newAccess);
    }
  }

  private void setRowAccess(int row, int from, int to, PageAccess newAccess) {
    if (from == 0 && to == ROW_LENGTH - 1) {
      access[row] = UNIFORM_ACCESS[newAccess.level];
    } else {
      byte[] changed = access[row].clone();
      Arrays.fill(changed, from, to + 1, newAccess.level);
      access[row] = changed;
    }
    if (readable[row] == EMPTY_ROW) {
      return;
    }
    for (int page = from; page <= to; page++) {
      byte[] contents = readable[row][page];
      if (contents != null) {
        byte[] writableContents =
            newAccess == PageAccess.WRITE && contents != ZERO_PAGE ? contents : null;
        setEntry(writable, row, page, writableContents);
        setEntry(readable, row, page, newAccess == PageAccess.NONE ? null : contents);
      }
    }
  }

  private static void setEntry(byte[][][] table, int row, int page, byte[] contents) {
    if (table[row][page] != contents) {
      if (table[row] == EMPTY_ROW) {
        table[row] = new byte[ROW_LENGTH][];
      }
      table[row][page] = contents;
    }
  }

  /** The level of {@link PageAccess} of a page. */
  byte level(long page) {
    return access[(int) (page / ROW_LENGTH)][(int) (page % ROW_LENGTH)];
  }

  /** The first page from the first one on that lacks the access, at most the end. */
  long endOfAccess(long first, long end, PageAccess needed) {
    long page = first;
    while (page < end && level(page) >= needed.level) {
      byte[] row = access[(int) (page / ROW_LENGTH)];
      boolean uniform = row == UNIFORM_ACCESS[row[0]];
      page = uniform ? (page / ROW_LENGTH + 1) * ROW_LENGTH : page + 1;
    }
    return Math.min(page, end);
  }

  /** The first page from this one on that may be read, or one past all pages. */
  int nextAccessible(int first) {
    for (int row = first / ROW_LENGTH; row < access.length; row++) {
      byte[] levels = access[row];
      if (levels != UNIFORM_ACCESS[PageAccess.NONE.level]) {
        for (int i = Math.max(0, first - row * ROW_LENGTH); i < ROW_LENGTH; i++) {
          if (levels[i] != PageAccess.NONE.level) {
            return row * ROW_LENGTH + i;
          }
        }
      }
    }
    return PAGE_COUNT;
  }

  // ---- contents

  /** The contents of an accessible page. */
  byte[] forReading(int page) {
    int row = page / ROW_LENGTH;
    if (readable[row][page % ROW_LENGTH] == null) {
      setEntry(readable, row, page % ROW_LENGTH, ZERO_PAGE);
    }
    return readable[row][page % ROW_LENGTH];
  }

  /** The contents of an accessible page, in an array that may be changed. */
  byte[] forWriting(int page) {
    int row = page / ROW_LENGTH;
    byte[] contents = readable[row][page % ROW_LENGTH];
    if (contents == null || contents == ZERO_PAGE) {
      contents = new byte[PagedMemory.PAGE_SIZE];
      setEntry(readable, row, page % ROW_LENGTH, contents);
    }
    if (level(page) == PageAccess.WRITE.level) {
      setEntry(writable, row, page % ROW_LENGTH, contents);
    }
    return contents;
  }

  /** The first page from this one on with contents, or one past all pages. */
  long next(long first) {
    long page = first;
    while (page < PAGE_COUNT) {
      byte[][] row = readable[(int) (page / ROW_LENGTH)];
      if (row == EMPTY_ROW) {
        page = (page / ROW_LENGTH + 1) * ROW_LENGTH;
      } else if (row[(int) (page % ROW_LENGTH)] == null) {
        page++;
      } else {
        return page;
      }
    }
    return Long.MAX_VALUE;
  }

  /** The same, leaving out pages that were only read. */
  long nextTouched(long first) {
    long page = next(first);
    while (page < PAGE_COUNT
        && readable[(int) (page / ROW_LENGTH)][(int) (page % ROW_LENGTH)] == ZERO_PAGE) {
      page = next(page + 1);
    }
    return page;
  }

  /** Takes the contents of a page away. */
  byte[] remove(long page) {
    int row = (int) (page / ROW_LENGTH);
    int place = (int) (page % ROW_LENGTH);
    byte[] contents = readable[row][place];
    setEntry(readable, row, place, null);
    setEntry(writable, row, place, null);
    return contents;
  }
}
