package parallax.fuzz.check;

/** What the compiler said to some bytes. */
public sealed interface DecoderResult {
  /** It compiled them. */
  record Accepted() implements DecoderResult {}

  /**
   * It refused them as it should: with a CompileException.
   *
   * @param kind one word for counting: {@code malformed}, {@code invalid}, {@code unsupported} or
   *     {@code too large}
   */
  record Refused(String kind, String message) implements DecoderResult {}

  /** It threw something else. */
  record Broken(Throwable thrown) implements DecoderResult {}
}
