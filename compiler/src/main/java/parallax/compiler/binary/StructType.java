package parallax.compiler.binary;

import java.util.List;

/** A structure with these fields in order. */
public record StructType(List<FieldType> fields) implements CompositeType {
  public StructType {
    fields = List.copyOf(fields);
  }
}
