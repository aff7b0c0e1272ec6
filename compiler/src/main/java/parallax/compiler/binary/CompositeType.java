package parallax.compiler.binary;

/** What a defined type is, without its place among the others (core 3.0 section 2.3). */
public sealed interface CompositeType permits FuncType, StructType, ArrayType {}
