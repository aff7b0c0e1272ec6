package parallax.compiler.binary;

/** An array of such elements. */
public record ArrayType(FieldType element) implements CompositeType {}
