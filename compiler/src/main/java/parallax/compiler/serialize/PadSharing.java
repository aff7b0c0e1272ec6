package parallax.compiler.serialize;

/** How many trap pads a function has. A pad never stands for two kinds of traps. */
public enum PadSharing {
  /** One per check: the pc of the panic says which check it was. */
  PER_CHECK,
  /** One per kind: smaller; the pc before the panic says which check it was. */
  PER_KIND
}
