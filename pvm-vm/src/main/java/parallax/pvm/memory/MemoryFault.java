package parallax.pvm.memory;

/**
 * A load or store that the pages do not allow. Nothing of the access has happened. Without stack
 * trace, because it is how the machine learns of the fault, not a report of a mistake in Java code.
 */
public final class MemoryFault extends RuntimeException {

  private final long address;

  MemoryFault(long address) {
    super(null, null, false, false);
    this.address = address;
  }

  /** The first byte of the access that is not allowed, as an address below 2^32. */
  public long address() {
    return address;
  }

  /** Whether the machine panics; otherwise it reports a page fault (Gray Paper 0.7.2 A.4). */
  public boolean isPanic() {
    return address < PagedMemory.LOWEST_ADDRESS;
  }

  /** First byte of the page of {@link #address}. */
  public long pageBase() {
    return address & -PagedMemory.PAGE_SIZE;
  }

  @Override
  public String getMessage() {
    return "access to 0x" + Long.toHexString(address);
  }
}
