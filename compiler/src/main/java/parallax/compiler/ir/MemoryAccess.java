package parallax.compiler.ir;

/**
 * What a {@code load} or {@code store} touches: {@code width} bytes at {@code index + offset} of
 * memory {@code memory}, where the index is the i32 operand read as unsigned and the sum is exact
 * (it never wraps).
 *
 * @param memory index of the memory in the program
 * @param offset static offset in bytes, unsigned 32 bits
 * @param width bytes touched: 1, 2, 4 or 8
 * @param signed for loads narrower than the result: extend the sign (otherwise zeros)
 * @param checked the access traps with {@code out of bounds memory access} when it ends past the
 *     memory; when false something before it has proved that it does not
 */
public record MemoryAccess(int memory, long offset, int width, boolean signed, boolean checked) {
  public MemoryAccess {
    if (width != 1 && width != 2 && width != 4 && width != 8) {
      throw new IllegalArgumentException("width " + width);
    }
    if (offset < 0 || offset > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("offset " + offset);
    }
  }

  /** The same access without its check. */
  public MemoryAccess unchecked() {
    return new MemoryAccess(memory, offset, width, signed, false);
  }
}
