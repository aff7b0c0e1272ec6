package parallax.compiler.abi;

import java.util.OptionalInt;

/** What stands behind an imported function that no instance provides. */
public sealed interface ImportBinding {
  /** Calling it traps ({@link TrapKind#TRAPPING_IMPORT}). */
  record Trap() implements ImportBinding {}

  /** It does nothing and returns zeros, null references. */
  record Nop() implements ImportBinding {}

  /**
   * It does nothing and returns a number.
   *
   * @param value every result, all of which are integers; for i32 results it fits 32 bits
   */
  record Const(long value) implements ImportBinding {}

  /**
   * A host call.
   *
   * @param index the immediate of {@code ecalli}; empty for one that the compiler chooses
   */
  record HostCall(OptionalInt index) implements ImportBinding {}

  /** A function of WASI preview 1 of the same name; its module's name in the manifest is WASI's. */
  record Wasi() implements ImportBinding {}
}
