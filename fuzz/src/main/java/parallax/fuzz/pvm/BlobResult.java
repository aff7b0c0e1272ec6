package parallax.fuzz.pvm;

/** What the readers of programs said to some bytes. */
public sealed interface BlobResult {
  /**
   * They were read, and what was read is the same bytes again.
   *
   * @param isWellFormed whether a machine of gp-0.8.0 would run the code
   */
  record Accepted(boolean isWellFormed) implements BlobResult {}

  /** They were refused as they should be: with a BlobException. */
  record Refused(String message) implements BlobResult {}

  /**
   * Something is wrong.
   *
   * @param rule what: {@code crash}, {@code bytes} (written, they are others), {@code text}
   *     (printed and assembled, it is another program)
   */
  record Broken(String rule, String detail) implements BlobResult {}
}
