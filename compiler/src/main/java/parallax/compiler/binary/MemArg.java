package parallax.compiler.binary;

/**
 * Static part of a memory access.
 *
 * @param align exponent of the alignment hint
 * @param offset unsigned 32 bits
 * @param memory index of the memory
 */
public record MemArg(int align, long offset, int memory) {}
