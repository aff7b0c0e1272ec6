package parallax.pvm.host.wasi;

import java.util.OptionalLong;

/** Times to give to a file, in nanoseconds since 1970; empty ones stay as they are. */
record FileTimes(OptionalLong accessed, OptionalLong modified) {}
