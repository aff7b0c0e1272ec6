package parallax.compiler.ir.analysis;

import java.util.Arrays;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Value;

/**
 * A side table: something for some of the values of one function, found by {@link Value#id()}.
 * Grows when values are made after it was. Null means nothing.
 */
public final class IdMap<V> {
  private Object[] items;

  public IdMap(final Function function) {
    items = new Object[function.valueCount()];
  }

  /** What was put for this value, or null. */
  @SuppressWarnings("unchecked")
  public V get(final Value value) {
    return value.id() < items.length ? (V) items[value.id()] : null;
  }

  public V getOrDefault(final Value value, final V otherwise) {
    final V found = get(value);
    return found == null ? otherwise : found;
  }

  public boolean contains(final Value value) {
    return get(value) != null;
  }

  /** Puts something for a value in place of what was there; null removes it. */
  public void put(final Value value, final V item) {
    if (value.id() >= items.length) {
      items = Arrays.copyOf(items, Math.max(value.id() + 1, items.length + items.length / 2));
    }
    items[value.id()] = item;
  }
}
