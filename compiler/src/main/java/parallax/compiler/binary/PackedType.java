package parallax.compiler.binary;

/** Types of fields that are narrower than any value (core 3.0 section 2.3). */
public enum PackedType implements StorageType {
  I8(0x78, "i8"),
  I16(0x77, "i16");

  private final int code;
  private final String text;

  PackedType(final int code, final String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  @Override
  public ValType unpacked() {
    return NumType.I32;
  }

  @Override
  public String text() {
    return text;
  }
}
