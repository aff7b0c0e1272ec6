package parallax.compiler.ir.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;

final class DominatorTreeTest {
  private static Integer parent(final Function function, final int block) {
    final Block found = DominatorTree.of(function).immediateDominator(function.blocks().get(block));
    return found == null ? null : found.id();
  }

  @Test
  void branchDominatesTheJoinOfItsArms() {
    final Function diamond = Graphs.of("1 2", "3", "3", "");
    assertThat(parent(diamond, 0)).isNull();
    assertThat(parent(diamond, 1)).isZero();
    assertThat(parent(diamond, 3)).isZero();
    assertThat(DominatorTree.of(diamond).children(diamond.entry())).hasSize(3);
  }

  @Test
  void loopHeadDominatesBodyAndExit() {
    final Function loop = Graphs.of("1", "2 3", "1", "");
    assertThat(parent(loop, 2)).isEqualTo(1);
    assertThat(parent(loop, 3)).isEqualTo(1);
  }

  @Test
  void irreducibleLoopsHaveTheBlockBeforeThem() {
    // Two ways into the cycle of 3 and 4, one of which passes 1.
    final Function function = Graphs.of("1 2", "3", "4 5", "4", "3 5", "");
    assertThat(parent(function, 3)).isZero();
    assertThat(parent(function, 4)).isZero();
    assertThat(parent(function, 5)).isZero();
    assertThat(parent(function, 2)).isZero();
  }

  @Test
  void unreachableBlocksAreNotInTheTree() {
    final Function function = Graphs.of("1", "", "1");
    final DominatorTree tree = DominatorTree.of(function);
    final Block lost = function.blocks().get(2);
    assertThat(parent(function, 1)).isZero();
    assertThat(tree.immediateDominator(lost)).isNull();
    assertThat(tree.depth(lost)).isEqualTo(-1);
    assertThat(tree.dominates(lost, lost)).isFalse();
    assertThat(tree.dominates(function.entry(), lost)).isFalse();
    assertThat(tree.preorder()).hasSize(2);
  }

  @Test
  void dominationMeansThatWithoutTheBlockThereIsNoWay() {
    final Random random = new Random(3);
    for (int round = 0; round < 1000; round++) {
      final Function function = Graphs.random(random);
      final DominatorTree tree = DominatorTree.of(function);
      final List<Block> order = tree.graph().reversePostorder();
      for (final Block upper : order) {
        final boolean[] reached = reachedWithout(function, upper);
        for (final Block lower : order) {
          assertThat(tree.dominates(upper, lower)).isEqualTo(!reached[lower.id()]);
          if (upper != lower && tree.dominates(upper, lower)) {
            // The immediate dominator is the lowest of all.
            assertThat(tree.dominates(upper, tree.immediateDominator(lower))).isTrue();
          }
        }
      }
      final List<Block> preorder = tree.preorder();
      assertThat(preorder).hasSameElementsAs(order).first().isSameAs(function.entry());
      for (int i = 1; i < preorder.size(); i++) {
        final Block above = tree.immediateDominator(preorder.get(i));
        assertThat(preorder.indexOf(above)).isLessThan(i);
        assertThat(tree.depth(preorder.get(i))).isEqualTo(tree.depth(above) + 1);
        assertThat(tree.children(above)).contains(preorder.get(i));
      }
    }
  }

  private static boolean[] reachedWithout(final Function function, final Block without) {
    final boolean[] reached = new boolean[function.blockCount()];
    final List<Block> pending = new ArrayList<>(List.of(function.entry()));
    while (!pending.isEmpty()) {
      final Block block = pending.remove(pending.size() - 1);
      if (block != without && !reached[block.id()]) {
        reached[block.id()] = true;
        block.targets().forEach(target -> pending.add(target.block()));
      }
    }
    return reached;
  }
}
