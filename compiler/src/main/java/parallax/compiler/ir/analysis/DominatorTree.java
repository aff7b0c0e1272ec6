package parallax.compiler.ir.analysis;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.graph.Dominators;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;

/**
 * Which block every way from the entry to another block passes through.
 *
 * <p>Immediate dominators come from {@link Dominators}; intervals of a walk over the tree then
 * answer {@link #dominates} in constant time. Unreachable blocks are not in the tree.
 */
public final class DominatorTree {
  private final FlowGraph graph;
  // All by position in the reverse postorder.
  private final int[] parent;
  private final List<List<Block>> children;
  private final int[] entered;
  private final int[] left;
  private final int[] depth;

  private DominatorTree(final FlowGraph graph) {
    this.graph = graph;
    final int count = graph.reversePostorder().size();
    this.parent = immediateDominators(graph);
    this.depth = new int[count];
    final List<List<Block>> lists = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>(0));
    }
    for (int i = 1; i < count; i++) {
      lists.get(parent[i]).add(graph.reversePostorder().get(i));
      depth[i] = depth[parent[i]] + 1;
    }
    lists.replaceAll(List::copyOf);
    this.children = List.copyOf(lists);
    this.entered = new int[count];
    this.left = new int[count];
    walk();
  }

  public static DominatorTree of(final Function function) {
    return of(FlowGraph.of(function));
  }

  public static DominatorTree of(final FlowGraph graph) {
    return new DominatorTree(graph);
  }

  public FlowGraph graph() {
    return graph;
  }

  /** The immediate dominator; null for the entry and for unreachable blocks. */
  public Block immediateDominator(final Block block) {
    final int at = graph.position(block);
    return at <= 0 ? null : graph.reversePostorder().get(parent[at]);
  }

  /** The blocks whose immediate dominator is this one, in reverse postorder. */
  public List<Block> children(final Block block) {
    final int at = graph.position(block);
    return at < 0 ? List.of() : children.get(at);
  }

  /** Distance from the entry in the tree; -1 for unreachable blocks. */
  public int depth(final Block block) {
    final int at = graph.position(block);
    return at < 0 ? -1 : depth[at];
  }

  /**
   * True when every way from the entry to {@code lower} passes through {@code upper}; a block
   * dominates itself. False when either is unreachable.
   */
  public boolean dominates(final Block upper, final Block lower) {
    final int a = graph.position(upper);
    final int b = graph.position(lower);
    return a >= 0 && b >= 0 && entered[a] <= entered[b] && left[b] <= left[a];
  }

  /** The blocks of the tree, each after its immediate dominator, subtrees one after another. */
  public List<Block> preorder() {
    final Block[] ordered = new Block[entered.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[entered[i]] = graph.reversePostorder().get(i);
    }
    return List.of(ordered);
  }

  /** By position in the reverse postorder. */
  private static int[] immediateDominators(final FlowGraph graph) {
    return Dominators.immediate(
        graph.reversePostorder().stream()
            .map(
                block ->
                    block.targets().stream()
                        .mapToInt(target -> graph.position(target.block()))
                        .toArray())
            .toArray(int[][]::new));
  }

  /** Numbers the blocks in preorder; {@link #left} is the number of the last block below. */
  private void walk() {
    final int[] stack = new int[entered.length];
    final int[] nextChild = new int[entered.length];
    int size = 1;
    int clock = 0;
    entered[0] = clock++;
    while (size > 0) {
      final int at = stack[size - 1];
      final List<Block> below = children.get(at);
      if (nextChild[at] == below.size()) {
        left[at] = clock - 1;
        size--;
      } else {
        final int child = graph.position(below.get(nextChild[at]++));
        entered[child] = clock++;
        stack[size++] = child;
      }
    }
  }
}
