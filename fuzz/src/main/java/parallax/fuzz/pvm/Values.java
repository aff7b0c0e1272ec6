package parallax.fuzz.pvm;

import parallax.fuzz.entropy.Tape;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.StandardLayout;

/** Numbers that programs can do something with: addresses near mapped pages, borders, jump keys. */
final class Values {
  private static final long[] EDGES = {
    0,
    1,
    2,
    7,
    31,
    32,
    33,
    63,
    64,
    127,
    128,
    255,
    256,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0x7FFFFF,
    0x800000,
    0x7FFFFFFFL,
    0x80000000L,
    0xFFFFFFFFL,
    0x100000000L,
    0x1_8000_0000L,
    0x123456789ABCDEFL,
    0x8000_0000_0000_0080L,
    0xDEADBEEF_80000000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    Integer.MIN_VALUE,
    -32768,
    -129,
    -128,
    -32,
    -2,
    -1
  };

  private final long[] pages;
  private final long[] borders;
  private final int tableLength;

  /**
   * @param pages addresses of pages that are mapped to begin with
   * @param borders addresses where memory of one kind meets another
   * @param tableLength entries of the jump table
   */
  Values(final long[] pages, final long[] borders, final int tableLength) {
    this.pages = pages.clone();
    this.borders = borders.clone();
    this.tableLength = tableLength;
  }

  /** Anything. */
  long any(final Tape tape) {
    return switch (tape.below(8)) {
      case 0 -> tape.below(64);
      case 1, 2 -> EDGES[tape.below(EDGES.length)];
      case 3 -> tape.bits(Long.BYTES);
      case 4 -> jumpAddress(tape);
      case 5 -> pointer(tape) + (tape.bits(4) << 32);
      default -> pointer(tape);
    };
  }

  /** Of 32 bits, with borders of every length. */
  long immediate(final Tape tape) {
    return switch (tape.below(4)) {
      case 0 -> tape.below(16) - 4;
      case 1 -> EDGES[tape.below(EDGES.length)];
      case 2 -> (byte) tape.u8();
      default -> tape.bits(4);
    };
  }

  /** Small, so that a pointer stays near its page. */
  long displacement(final Tape tape) {
    return tape.oneIn(16) ? tape.bits(4) : tape.below(32) - 12;
  }

  /** Near a border of mapped memory, or inside of a page. */
  long pointer(final Tape tape) {
    return tape.oneIn(4)
        ? borders[tape.below(borders.length)] + tape.below(24) - 12
        : pages[tape.below(pages.length)] + 8L * tape.below(PagedMemory.PAGE_SIZE / 8);
  }

  /** The dynamic address of an entry, of halting, or near one. */
  long jumpAddress(final Tape tape) {
    return switch (tape.below(8)) {
      case 0, 1 -> StandardLayout.HALT_ADDRESS;
      case 2 -> tape.below(2 * tableLength + 6);
      default -> 2L * (1 + tape.below(Math.max(1, tableLength)));
    };
  }
}
