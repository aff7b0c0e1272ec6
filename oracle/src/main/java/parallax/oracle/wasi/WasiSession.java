package parallax.oracle.wasi;

import java.io.IOException;
import parallax.oracle.host.HostFunctions;

/** A WASI host for one engine, with what it was given; closed when it is of no more use. */
interface WasiSession extends AutoCloseable {
  HostFunctions host();

  /** What the program has done so far. */
  WasiOutput output() throws IOException;

  @Override
  void close() throws IOException;
}
