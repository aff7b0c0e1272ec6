package parallax.compiler.binary;

/** What a field of a struct or an array can hold (core 3.0 section 2.3). */
public sealed interface StorageType permits ValType, PackedType {
  /** The type of the value that stands for it on the operand stack. */
  ValType unpacked();

  /** The name in the text format. */
  String text();
}
