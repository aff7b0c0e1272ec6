package parallax.oracle.engine;

import parallax.compiler.abi.TrapKind;

/** A trap of an imported function; the reference's program ends with it. */
final class ImportTrap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final TrapKind kind;

  ImportTrap(final TrapKind kind) {
    super(kind.text(), null, false, false);
    this.kind = kind;
  }

  TrapKind kind() {
    return kind;
  }
}
