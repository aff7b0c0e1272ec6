package parallax.pvm.host.wasi;

/** Input that is known beforehand. */
final class FixedInput implements GuestInput {
  private final byte[] bytes;
  private int position;

  FixedInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(byte[] into) {
    int length = Math.min(into.length, bytes.length - position);
    if (length == 0) {
      return into.length == 0 ? 0 : -1;
    }
    System.arraycopy(bytes, position, into, 0, length);
    position += length;
    return length;
  }

  @Override
  public int available() {
    return position == bytes.length ? -1 : bytes.length - position;
  }
}
