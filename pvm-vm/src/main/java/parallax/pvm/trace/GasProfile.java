package parallax.pvm.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * How often every position was executed and what gas it took. Where blocks are charged as a whole,
 * the gas is that of the instruction that entered the block.
 */
public final class GasProfile implements StepListener {

  /**
   * What is known of a position.
   *
   * @param pc the position
   * @param count how often an instruction there was tried
   * @param gas what that took in all
   */
  public record Entry(int pc, long count, long gas) {}

  private final TreeMap<Integer, Entry> entries = new TreeMap<>();

  @Override
  public void step(Step step) {
    entries.merge(
        step.pc(),
        new Entry(step.pc(), 1, step.gas()),
        (old, one) -> new Entry(old.pc(), old.count() + 1, old.gas() + one.gas()));
  }

  /** All positions that were executed, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The positions that took most gas, the greatest first; equal ones in order. */
  public List<Entry> hottest(int most) {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::gas).reversed());
    return List.copyOf(sorted.subList(0, Math.min(most, sorted.size())));
  }

  /** Gas taken in all. */
  public long total() {
    return entries.values().stream().mapToLong(Entry::gas).sum();
  }

  /** Instructions tried in all. */
  public long instructions() {
    return entries.values().stream().mapToLong(Entry::count).sum();
  }
}
