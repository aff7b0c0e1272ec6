package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;

/**
 * The control flow graph while it grows: blocks enter the function's list when code is first
 * written to them, edges are kept apart from their terminators until all arguments are known.
 */
final class FlowBuilder {
  private final FunctionBuilder builder;
  private final Map<Block, List<Edge>> incoming = new LinkedHashMap<>();
  private final Map<Instruction, List<Edge>> outgoing = new LinkedHashMap<>();
  private long arguments;

  FlowBuilder(final FunctionBuilder builder) {
    this.builder = builder;
  }

  /** How many arguments all edges have. */
  long arguments() {
    return arguments;
  }

  Function function() {
    return builder.function();
  }

  /** A block that is not in the function's list yet. */
  Block newBlock() {
    return function().newBlock();
  }

  /** Adds the block to the function and writes there from now on. */
  void open(final Block block) {
    function().blocks().add(block);
    builder.position(block);
  }

  /** The edges into a block so far. */
  List<Edge> incoming(final Block block) {
    return incoming.getOrDefault(block, List.of());
  }

  boolean hasIncoming(final Block block) {
    return incoming.containsKey(block);
  }

  /** An edge from the current block, to be given to one of the terminators below. */
  Edge edge(final Block to, final List<Value> args) {
    final Edge edge = new Edge(builder.block(), to, args);
    arguments += args.size();
    incoming.computeIfAbsent(to, key -> new ArrayList<>()).add(edge);
    return edge;
  }

  /** Gives an edge the argument for one more parameter of its target. */
  void setArg(final Edge edge, final int parameter, final Value value) {
    edge.setArg(parameter, value);
    arguments++;
  }

  void jump(final Edge edge) {
    builder.jump(edge.to(), edge.args());
    terminated(List.of(edge));
  }

  void branchIf(final Value condition, final Edge taken, final Edge notTaken) {
    builder.branchIf(condition, taken.toTarget(), notTaken.toTarget());
    terminated(List.of(taken, notTaken));
  }

  void branchTable(final Value index, final List<Edge> edges) {
    builder.branchTable(index, edges.stream().map(Edge::toTarget).toList());
    terminated(edges);
  }

  /** Every edge, in order of its target's first edge. */
  Iterable<List<Edge>> edges() {
    return incoming.values();
  }

  /** Writes the final arguments into the terminators. */
  void finish() {
    outgoing.forEach(
        (terminator, edges) -> {
          final List<Target> targets = new ArrayList<>(edges.size());
          edges.forEach(edge -> targets.add(edge.toTarget()));
          terminator.setTargets(targets);
        });
  }

  private void terminated(final List<Edge> edges) {
    outgoing.put(builder.block().terminator(), List.copyOf(edges));
  }
}
