package parallax.compiler.binary;

/** Types of numbers and vectors (core 3.0 sections 2.3 and 5.3). */
public enum NumType implements ValType {
  I32(0x7F, "i32"),
  I64(0x7E, "i64"),
  F32(0x7D, "f32"),
  F64(0x7C, "f64"),
  V128(0x7B, "v128");

  private final int code;
  private final String text;

  NumType(final int code, final String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Kind kind() {
    return Kind.values()[ordinal()];
  }

  @Override
  public boolean isReference() {
    return false;
  }

  @Override
  public boolean isDefaultable() {
    return true;
  }

  @Override
  public ValType unpacked() {
    return this;
  }

  /** The type with this code, or null. */
  static NumType byCode(final int code) {
    return code <= I32.code && code >= V128.code ? values()[I32.code - code] : null;
  }
}
