package parallax.compiler.binary;

/**
 * Static part of a memory access.
 *
 * @param align exponent of the alignment hint
 * @param offset unsigned 64 bits; a memory with 32-bit addresses admits only 32
 * @param memory index of the memory
 */
public record MemArg(int align, long offset, int memory) {}
