package parallax.compiler.regalloc;

/** Copies 8 bytes; at most one side is a slot. */
public record Move(Location from, Location to) {}
