package parallax.pvm.host.wasi;

import java.io.IOException;
import java.io.InputStream;

/** What a guest reads from standard input. */
public interface GuestInput {

  /**
   * Reads into the whole array or less, waiting for at least one byte.
   *
   * @return how many bytes, -1 at the end; 0 for an empty array
   */
  int read(byte[] into) throws IOException;

  /** Bytes that can be read without waiting; -1 when it is known that there are no more. */
  int available() throws IOException;

  /** Bytes that are there already. */
  static GuestInput of(byte[] bytes) {
    return new FixedInput(bytes.clone());
  }

  /** A stream, of which nobody knows when it ends. */
  static GuestInput of(InputStream stream) {
    return new GuestInput() {
      @Override
      public int read(byte[] into) throws IOException {
        return stream.read(into);
      }

      @Override
      public int available() throws IOException {
        return stream.available();
      }
    };
  }
}
