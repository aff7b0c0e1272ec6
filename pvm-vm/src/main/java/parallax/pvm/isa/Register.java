package parallax.pvm.isa;

/**
 * The thirteen 64-bit registers. The names are those of the RISC-V registers that tools map to
 * them; the Gray Paper only numbers them.
 */
public enum Register {
  RA(0),
  SP(1),
  T0(2),
  T1(3),
  T2(4),
  S0(5),
  S1(6),
  A0(7),
  A1(8),
  A2(9),
  A3(10),
  A4(11),
  A5(12);

  /** Number of registers. */
  public static final int COUNT = 13;

  private static final Register[] ALL = values();

  private final int index;
  private final String assemblyName = name().toLowerCase(java.util.Locale.ROOT);

  Register(int index) {
    this.index = index;
  }

  /** The number in the encoding, 0 to 12. */
  public int index() {
    return index;
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
