package parallax.cli;

import java.io.InputStream;
import java.io.OutputStream;

/** The streams of the process as bytes, for programs that read and write them. */
record StandardStreams(InputStream in, OutputStream out, OutputStream err) {}
