package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.pvm.program.StandardLayout;

/**
 * Collects the places that dynamic jumps reach. Entry i has the dynamic address 2(i + 1) (GP 0.7.2
 * A.4), and addresses are known before positions are. Places are indices of instructions in the
 * program.
 */
final class JumpTableBuilder {
  private final List<Integer> targets = new ArrayList<>();
  private final Map<List<Integer>, Integer> known = new HashMap<>();

  /**
   * The dynamic address of consecutive entries for these places; the same list gives the same
   * entries.
   */
  int addressOf(final List<Integer> places) {
    return known.computeIfAbsent(places, this::append);
  }

  /** The dynamic address of a new entry for this place. */
  int newAddressOf(final int place) {
    return append(List.of(place));
  }

  private int append(final List<Integer> places) {
    final int first = targets.size();
    targets.addAll(places);
    return Math.toIntExact(StandardLayout.jumpAddress(first));
  }

  /** The jump table, given the position of each instruction. */
  int[] build(final int[] positions) {
    return targets.stream().mapToInt(target -> positions[target]).toArray();
  }
}
