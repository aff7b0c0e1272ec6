package parallax.pvm.isa;

/**
 * What a load or store instruction does to memory.
 *
 * @param store whether memory is written
 * @param bytes width of the access: 1, 2, 4 or 8, little-endian
 * @param signed for loads, whether the value is sign-extended to 64 bits; otherwise zero-extended
 */
public record MemoryAccess(boolean store, int bytes, boolean signed) {

  static MemoryAccess load(int bytes) {
    return new MemoryAccess(false, bytes, false);
  }

  static MemoryAccess loadSigned(int bytes) {
    return new MemoryAccess(false, bytes, true);
  }

  static MemoryAccess store(int bytes) {
    return new MemoryAccess(true, bytes, false);
  }
}
