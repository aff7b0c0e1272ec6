package parallax.fuzz.pvm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import parallax.oracle.peer.Peer;

/** The peer for a test; without its file the test is left out, loudly. */
final class PresentPeer {
  private PresentPeer() {}

  /**
   * Loads it.
   *
   * @param leftOut what there is no test of without it
   */
  static Peer load(final String leftOut) throws IOException {
    if (!Peer.isPresent()) {
      System.err.println(Peer.absent(leftOut));
    }
    assumeTrue(Peer.isPresent(), () -> Peer.absent(leftOut));
    return Peer.load();
  }
}
