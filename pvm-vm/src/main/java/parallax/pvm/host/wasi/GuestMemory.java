package parallax.pvm.host.wasi;

/**
 * The memory of a running program. Addresses and sizes are bytes; callers ask only for ranges
 * inside {@link #size}.
 */
public interface GuestMemory {

  /** How long it is now. */
  long size();

  /** A copy of a range. */
  byte[] read(long address, int length);

  /** Changes a range. */
  void write(long address, byte[] bytes);
}
