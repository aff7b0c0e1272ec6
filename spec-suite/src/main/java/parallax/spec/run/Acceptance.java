package parallax.spec.run;

/**
 * What a decoder and validator say of a module.
 *
 * @param text their message; empty when they accept it
 */
public record Acceptance(Kind kind, String text) {
  /** The module is right. */
  public static final Acceptance ACCEPTED = new Acceptance(Kind.ACCEPTED, "");

  /** How it was refused. */
  public enum Kind {
    ACCEPTED,
    MALFORMED,
    INVALID,
    /** As malformed or invalid, the engine does not say which. */
    REFUSED,
    /** The module may be right; the text is the feature. */
    UNSUPPORTED
  }
}
