package parallax.compiler.binary;

/** A field of a struct, or the elements of an array (core 3.0 section 2.3). */
public record FieldType(StorageType storage, boolean mutable) {
  public boolean isPacked() {
    return storage instanceof PackedType;
  }
}
