package parallax.compiler.ir;

import java.util.Locale;

/** The type of a value. After legalization only {@link #I32} and {@link #I64} are left. */
public enum Type {
  I32,
  I64,
  F32,
  F64,
  V128,
  /**
   * A function or null. As an integer: 0 is null, otherwise {@code canonical type id << 32 | code
   * address}.
   */
  FUNCREF,
  /**
   * An opaque host value or null. As an integer: 0 is null, otherwise the host's number plus one.
   */
  EXTERNREF;

  /** True for the two reference types. */
  public boolean isReference() {
    return this == FUNCREF || this == EXTERNREF;
  }

  /** True for f32 and f64. */
  public boolean isFloat() {
    return this == F32 || this == F64;
  }

  /** True for the types that legal IR may use. */
  public boolean isLegal() {
    return this == I32 || this == I64;
  }

  /** The name in texts: the constant in lower case. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }
}
