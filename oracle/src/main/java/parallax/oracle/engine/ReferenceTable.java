package parallax.oracle.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import parallax.compiler.abi.MemoryLayout;
import parallax.oracle.outcome.Outcome;

/**
 * A table of the reference: as Chicory's, without its overflows, and with an eye on growth that the
 * specification allows and the compiler's cap refuses.
 */
final class ReferenceTable extends TableInstance {
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private final long cap;

  ReferenceTable(final Table table, final int initialValue) {
    super(table, initialValue);
    this.cap = Math.max(table.limits().min(), MemoryLayout.MAX_TABLE_SLOTS);
  }

  @Override
  public int grow(final int size, final int value, final Instance instance) {
    final long wanted = size() + (size & UNSIGNED);
    // Chicory replaces missing and larger maxima by ten million slots.
    final long max = limits().max() < TableLimits.LIMIT_MAX ? limits().max() : UNSIGNED;
    if (wanted > max) {
      return -1;
    }
    if (wanted > cap) {
      throw new ReferenceStop(Outcome.Limit.GROW_CAP);
    }
    return super.grow(size, value, instance);
  }

  @Override
  public Instance instance(final int index) {
    return index < size() ? super.instance(index) : null;
  }
}
