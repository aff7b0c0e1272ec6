package parallax.pvm.host.wasi;

/** How a call of a WASI function ended. */
public sealed interface WasiResult {

  /** The guest goes on with this errno. */
  record Returned(Errno errno) implements WasiResult {}

  /**
   * The guest is over, by its own wish.
   *
   * @param code its exit code, an unsigned number of 32 bits
   */
  record Exited(int code) implements WasiResult {}
}
