package parallax.compiler.abi;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a program traps. PVM has one panic; the kind travels from the frontend through IR and MIR
 * into the code map, so that a pc gives it back.
 *
 * <p>{@link #text()} is the text of the official WebAssembly test suite (core 3.0, interpreter's
 * {@code eval.ml}); kinds that WebAssembly does not know ({@link #BAD_ARGUMENTS} and those behind
 * it) have a text of our own.
 */
public enum TrapKind {
  UNREACHABLE("unreachable"),
  INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
  INTEGER_OVERFLOW("integer overflow"),
  INVALID_CONVERSION("invalid conversion to integer"),
  OUT_OF_BOUNDS_MEMORY("out of bounds memory access"),
  OUT_OF_BOUNDS_TABLE("out of bounds table access"),
  UNDEFINED_ELEMENT("undefined element"),
  UNINITIALIZED_ELEMENT("uninitialized element"),
  INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
  CALL_STACK_EXHAUSTED("call stack exhausted"),
  /**
   * The argument area of a program compiled with an entry point has another size than its
   * parameters.
   */
  BAD_ARGUMENTS("bad arguments"),
  /**
   * The host did not do what the host call grow_heap says, and memory that should be there is not.
   */
  HEAP_GROWTH_REFUSED("heap growth refused"),
  /** An imported function was called that is bound to a trap. */
  TRAPPING_IMPORT("call of an import that is bound to a trap"),
  /** The allocator of a service gave no room for its arguments, or room outside of memory. */
  NO_ROOM_FOR_ARGUMENTS("no room for the arguments"),
  /** A service returned a range that is not in its memory. */
  BAD_RESULT("result outside of memory");

  private final String text;

  TrapKind(final String text) {
    this.text = text;
  }

  /** The official suite's text for this trap. */
  public String text() {
    return text;
  }

  /** The name used in IR, MIR and map texts: the constant in lower case. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this {@link #mnemonic()}. */
  public static Optional<TrapKind> byMnemonic(final String mnemonic) {
    for (final TrapKind kind : values()) {
      if (kind.mnemonic().equals(mnemonic)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
