package parallax.spec.run;

/**
 * What a decoder and validator say of a module.
 *
 * @param text what is wrong with it, or the feature; empty when they accept it
 * @param message the same with the place
 */
public record Acceptance(Kind kind, String text, String message) {
  /** The module is right. */
  public static final Acceptance ACCEPTED = new Acceptance(Kind.ACCEPTED, "", "");

  /** How it was refused. */
  public enum Kind {
    ACCEPTED,
    MALFORMED,
    INVALID,
    /** As malformed or invalid, the engine does not say which. */
    REFUSED,
    /** A decoder that should decide says that it does not support the module: always wrong. */
    UNDECIDED,
    /** The engine is known not to have the feature; whatever it says would say nothing. */
    ABSENT
  }
}
