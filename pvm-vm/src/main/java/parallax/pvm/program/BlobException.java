package parallax.pvm.program;

/** Bytes that are not a well-formed blob or standard program. */
public final class BlobException extends Exception {

  private final int offset;

  public BlobException(String message, int offset) {
    super(message + " at byte " + offset);
    this.offset = offset;
  }

  /** Where in the bytes that were read the problem lies. */
  public int offset() {
    return offset;
  }
}
