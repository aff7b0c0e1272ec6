package parallax.compiler.ir.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Target;

/**
 * The edges of a function's blocks, both ways, and a reverse postorder of the blocks that the entry
 * reaches.
 *
 * <p>A block is a predecessor once for each of its edges: a {@code br_if} whose two edges go to the
 * same block is in that block's list twice. Edges of unreachable blocks are not counted.
 */
public final class FlowGraph {
  private final Function function;
  private final List<Block> order;
  private final int[] position;
  private final List<List<Block>> predecessors;

  private FlowGraph(final Function function, final List<Block> order, final int[] position) {
    this.function = function;
    this.order = List.copyOf(order);
    this.position = position;
    final List<List<Block>> lists = new ArrayList<>(position.length);
    for (int i = 0; i < position.length; i++) {
      lists.add(List.of());
    }
    for (final Block block : order) {
      for (final Target target : block.targets()) {
        final int id = target.block().id();
        if (lists.get(id).isEmpty()) {
          lists.set(id, new ArrayList<>(2));
        }
        lists.get(id).add(block);
      }
    }
    lists.replaceAll(List::copyOf);
    this.predecessors = List.copyOf(lists);
  }

  /** The graph of a function whose every block ends in a terminator. */
  public static FlowGraph of(final Function function) {
    final int count = function.blockCount();
    final boolean[] seen = new boolean[count];
    final Block[] stack = new Block[count];
    final int[] nextEdge = new int[count];
    final List<Block> postorder = new ArrayList<>(function.blocks().size());
    int depth = 0;
    stack[depth++] = function.entry();
    seen[function.entry().id()] = true;
    while (depth > 0) {
      final Block block = stack[depth - 1];
      final List<Target> targets = block.targets();
      final int edge = nextEdge[depth - 1];
      if (edge == targets.size()) {
        postorder.add(block);
        depth--;
        continue;
      }
      nextEdge[depth - 1] = edge + 1;
      // From the last edge to the first, so that the reverse order has the first edge's side first.
      final Block next = targets.get(targets.size() - 1 - edge).block();
      if (!seen[next.id()]) {
        seen[next.id()] = true;
        nextEdge[depth] = 0;
        stack[depth++] = next;
      }
    }
    final int[] position = new int[count];
    Arrays.fill(position, -1);
    final List<Block> order = new ArrayList<>(postorder.size());
    for (int i = postorder.size() - 1; i >= 0; i--) {
      position[postorder.get(i).id()] = order.size();
      order.add(postorder.get(i));
    }
    return new FlowGraph(function, order, position);
  }

  /**
   * Removes from the function the blocks that its entry does not reach.
   *
   * @return true if there were any
   */
  public static boolean prune(final Function function) {
    final FlowGraph graph = of(function);
    return function.blocks().removeIf(block -> !graph.isReachable(block));
  }

  public Function function() {
    return function;
  }

  /** The reachable blocks in reverse postorder: the entry first, a block before those it rules. */
  public List<Block> reversePostorder() {
    return order;
  }

  /** The place of a block in {@link #reversePostorder()}, -1 when it is unreachable. */
  public int position(final Block block) {
    return position[block.id()];
  }

  public boolean isReachable(final Block block) {
    return position[block.id()] >= 0;
  }

  /** The reachable blocks with an edge to this one, once for each edge. */
  public List<Block> predecessors(final Block block) {
    return predecessors.get(block.id());
  }
}
