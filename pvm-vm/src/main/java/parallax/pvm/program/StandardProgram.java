package parallax.pvm.program;

import java.util.Arrays;
import java.util.Optional;

/**
 * A program with its initial memory, the form in which services are stored and whole programs run
 * (Gray Paper 0.7.2 A.7). Where the parts lie is said by {@link StandardLayout}. Invariant: they
 * fit the address space. The arrays are handed out uncopied; nobody may change them.
 */
public final class StandardProgram {

  private final Optional<byte[]> metadata;
  private final byte[] roData;
  private final byte[] rwData;
  private final int heapPages;
  private final int stackSize;
  private final ProgramBlob blob;

  /**
   * @param metadata bytes that precede the program in storage and that the machine does not see;
   *     empty means that not even their length is written
   * @param roData initial read-only data, less than 16 MiB
   * @param rwData initial read-write data, less than 16 MiB
   * @param heapPages zero pages behind the read-write data (z), less than 65,536
   * @param stackSize bytes of stack, less than 16 MiB
   * @param blob the code
   */
  public StandardProgram(
      Optional<byte[]> metadata,
      byte[] roData,
      byte[] rwData,
      int heapPages,
      int stackSize,
      ProgramBlob blob) {
    limit("read-only data", roData.length, StandardLayout.SECTION_LIMIT);
    limit("read-write data", rwData.length, StandardLayout.SECTION_LIMIT);
    limit("heap pages", heapPages, StandardLayout.HEAP_PAGES_LIMIT);
    limit("stack size", stackSize, StandardLayout.SECTION_LIMIT);
    if (!StandardLayout.fits(roData.length, rwData.length, heapPages, stackSize)) {
      throw new IllegalArgumentException("the sections do not fit the address space");
    }
    this.metadata = metadata;
    this.roData = roData;
    this.rwData = rwData;
    this.heapPages = heapPages;
    this.stackSize = stackSize;
    this.blob = blob;
  }

  private static void limit(String what, int value, int limit) {
    if (value < 0 || value >= limit) {
      throw new IllegalArgumentException(what + ": " + value + " is not below " + limit);
    }
  }

  public Optional<byte[]> metadata() {
    return metadata;
  }

  public byte[] roData() {
    return roData;
  }

  public byte[] rwData() {
    return rwData;
  }

  public int heapPages() {
    return heapPages;
  }

  public int stackSize() {
    return stackSize;
  }

  public ProgramBlob blob() {
    return blob;
  }

  /** First byte of the read-write data. */
  public long rwBase() {
    return StandardLayout.rwBase(roData.length);
  }

  /** First byte after the initial heap. */
  public long heapEnd() {
    return StandardLayout.heapEnd(roData.length, rwData.length, heapPages);
  }

  /** First byte of the stack. */
  public long stackBase() {
    return StandardLayout.stackBase(stackSize);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StandardProgram that
        && Arrays.equals(metadata.orElse(null), that.metadata.orElse(null))
        && Arrays.equals(roData, that.roData)
        && Arrays.equals(rwData, that.rwData)
        && heapPages == that.heapPages
        && stackSize == that.stackSize
        && blob.equals(that.blob);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(roData) + 31 * Arrays.hashCode(rwData) + 31 * 31 * blob.hashCode();
  }

  @Override
  public String toString() {
    return "StandardProgram["
        + ("ro "
            + roData.length
            + ", rw "
            + rwData.length
            + ", heap pages "
            + heapPages
            + ", stack "
            + stackSize)
        + ", "
        + blob
        + "]";
  }
}
