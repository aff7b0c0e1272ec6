package parallax.compiler.regalloc;

/**
 * Copies 8 bytes, or makes a constant. At least one side is a register, a constant only the source.
 */
public record Move(Location from, Location to) {}
