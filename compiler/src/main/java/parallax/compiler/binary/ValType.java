package parallax.compiler.binary;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Value types (core 3.0 section 2.3). Immutable. Numbers and vectors, and references to an abstract
 * heap type that come from {@link RefType#of}, exist once, so that they may be compared by
 * identity; references that name a defined type have to be compared with {@code equals}, and mean
 * something only within their module.
 */
public sealed interface ValType extends StorageType permits NumType, RefType {
  // An interface without default methods: it is initialised only when one of these is asked for,
  // and then after the classes that implement it.
  ValType I32 = NumType.I32;
  ValType I64 = NumType.I64;
  ValType F32 = NumType.F32;
  ValType F64 = NumType.F64;
  ValType V128 = NumType.V128;
  ValType FUNCREF = RefType.FUNCREF;
  ValType EXTERNREF = RefType.EXTERNREF;

  /** For {@code switch}: which of the types it is, all references being one. */
  enum Kind {
    I32,
    I64,
    F32,
    F64,
    V128,
    REFERENCE
  }

  Kind kind();

  boolean isReference();

  /** True when locals of this type begin with a value: 0 or null. */
  boolean isDefaultable();

  /**
   * The type with this name in the text format, among the constants of this interface: {@code i32},
   * {@code i64}, {@code f32}, {@code f64}, {@code v128}, {@code funcref}, {@code externref}.
   */
  static Optional<ValType> byText(final String text) {
    return Stream.of(I32, I64, F32, F64, V128, FUNCREF, EXTERNREF)
        .filter(type -> type.text().equals(text))
        .findFirst();
  }
}
