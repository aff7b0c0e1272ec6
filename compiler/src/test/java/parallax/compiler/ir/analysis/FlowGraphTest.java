package parallax.compiler.ir.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Target;

final class FlowGraphTest {
  private static List<Integer> ids(final List<Block> blocks) {
    return blocks.stream().map(Block::id).toList();
  }

  @Test
  void theFirstEdgesSideComesFirst() {
    final FlowGraph graph = FlowGraph.of(Graphs.of("1 2", "3", "3", ""));
    assertThat(ids(graph.reversePostorder())).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aBlockIsAPredecessorOnceForEachEdge() {
    final Function function = Graphs.of("1 1 2", "1 2", "");
    final FlowGraph graph = FlowGraph.of(function);
    assertThat(ids(graph.predecessors(function.blocks().get(1)))).containsExactly(0, 0, 1);
    assertThat(ids(graph.predecessors(function.blocks().get(2)))).containsExactly(0, 1);
    assertThat(graph.predecessors(function.entry())).isEmpty();
  }

  @Test
  void pruneRemovesWhatTheEntryDoesNotReach() {
    final Function function = Graphs.of("1", "", "1 3", "2");
    final FlowGraph graph = FlowGraph.of(function);
    assertThat(graph.isReachable(function.blocks().get(2))).isFalse();
    assertThat(ids(graph.predecessors(function.blocks().get(1)))).containsExactly(0);
    assertThat(FlowGraph.prune(function)).isTrue();
    assertThat(ids(function.blocks())).containsExactly(0, 1);
    assertThat(FlowGraph.prune(function)).isFalse();
  }

  @Test
  void deepGraphsDoNotNest() {
    final String[] chain = new String[200_000];
    for (int i = 0; i + 1 < chain.length; i++) {
      chain[i] = String.valueOf(i + 1);
    }
    chain[chain.length - 1] = "";
    final Function function = Graphs.of(chain);
    final DominatorTree tree = DominatorTree.of(function);
    final Block last = function.blocks().get(chain.length - 1);
    assertThat(tree.depth(last)).isEqualTo(chain.length - 1);
    assertThat(tree.dominates(function.entry(), last)).isTrue();
    assertThat(Liveness.of(function).liveIn(last)).isEmpty();
  }

  @Test
  void onlyBackEdgesGoAgainstTheOrder() {
    final Random random = new Random(2);
    for (int round = 0; round < 500; round++) {
      final FlowGraph graph = FlowGraph.of(Graphs.random(random));
      final List<Block> order = graph.reversePostorder();
      final boolean[][] reaches = reaches(graph);
      for (final Block from : order) {
        assertThat(order.get(graph.position(from))).isSameAs(from);
        for (final Target target : from.targets()) {
          final Block to = target.block();
          assertThat(graph.isReachable(to)).isTrue();
          // An edge against the order closes a cycle.
          if (graph.position(to) <= graph.position(from)) {
            assertThat(reaches[to.id()][from.id()]).isTrue();
          }
        }
      }
    }
  }

  private static boolean[][] reaches(final FlowGraph graph) {
    final int count = graph.function().blockCount();
    final boolean[][] reaches = new boolean[count][count];
    for (final Block start : graph.reversePostorder()) {
      final List<Block> pending = new ArrayList<>(List.of(start));
      while (!pending.isEmpty()) {
        final Block block = pending.remove(pending.size() - 1);
        if (!reaches[start.id()][block.id()]) {
          reaches[start.id()][block.id()] = true;
          block.targets().forEach(target -> pending.add(target.block()));
        }
      }
    }
    return reaches;
  }
}
