package parallax.compiler.binary;

/**
 * A group of types that may refer to each other (core 3.0 section 2.3): {@code size} entries of the
 * type section from {@code start}.
 */
public record RecGroup(int start, int size) {
  public int end() {
    return start + size;
  }
}
