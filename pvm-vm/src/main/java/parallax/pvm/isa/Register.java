package parallax.pvm.isa;

/**
 * The thirteen 64-bit registers. The ordinal is the register number of the encoding; the names are
 * those of the RISC-V registers that tools map to them (the Gray Paper only numbers them).
 */
public enum Register {
  RA,
  SP,
  T0,
  T1,
  T2,
  S0,
  S1,
  A0,
  A1,
  A2,
  A3,
  A4,
  A5;

  /** Number of registers. */
  public static final int COUNT = 13;

  private static final Register[] ALL = values();

  private final String assemblyName = name().toLowerCase(java.util.Locale.ROOT);

  /** The number in the encoding, 0 to 12. */
  public int index() {
    return ordinal();
  }

  /** The lower-case name used in assembly text. */
  public String assemblyName() {
    return assemblyName;
  }

  /**
   * The register with the given number.
   *
   * @throws IndexOutOfBoundsException unless 0 &lt;= index &lt; 13
   */
  public static Register of(int index) {
    return ALL[index];
  }
}
