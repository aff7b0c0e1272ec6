package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Value;

/**
 * Removes block parameters that every edge gives the same value (or the parameter itself), which
 * SSA construction leaves behind at loops and joins. Runs before the edges are written into their
 * terminators.
 *
 * <p>Removing one may make another redundant; the number of rounds is bounded, since what is left
 * over is only slower, never wrong.
 */
final class RedundantParameters {
  private static final int MAX_ROUNDS = 8;

  private final Function function;
  private final FlowBuilder flow;
  private final Value[] replacement;

  RedundantParameters(final Function function, final FlowBuilder flow) {
    this.function = function;
    this.flow = flow;
    this.replacement = new Value[function.valueCount()];
  }

  void run() {
    boolean any = false;
    boolean changed = true;
    for (int round = 0; changed && round < MAX_ROUNDS; round++) {
      changed = false;
      for (final Block block : function.blocks()) {
        if (block != function.entry()) {
          changed |= findIn(block);
        }
      }
      any |= changed;
    }
    if (any) {
      rewrite();
    }
  }

  private boolean findIn(final Block block) {
    boolean found = false;
    for (int i = 0; i < block.params().size(); i++) {
      final Value param = block.params().get(i);
      if (replacement[param.id()] == null) {
        final Value only = onlyArgument(block, i, param);
        if (only != null) {
          replacement[param.id()] = only;
          found = true;
        }
      }
    }
    return found;
  }

  /** The one value other than the parameter itself that the edges give, or null. */
  private Value onlyArgument(final Block block, final int index, final Value param) {
    Value only = null;
    for (final Edge edge : flow.incoming(block)) {
      final Value arg = resolve(edge.args().get(index));
      if (arg == param || arg == only) {
        continue;
      }
      if (only != null) {
        return null;
      }
      only = arg;
    }
    return only;
  }

  /** Follows replacements to their end and shortens the way for the next time. */
  private Value resolve(final Value value) {
    Value end = value;
    while (replacement[end.id()] != null) {
      end = replacement[end.id()];
    }
    Value at = value;
    while (at != end) {
      final Value next = replacement[at.id()];
      replacement[at.id()] = end;
      at = next;
    }
    return end;
  }

  private void rewrite() {
    for (final List<Edge> edges : flow.edges()) {
      edges.forEach(this::rewrite);
    }
    for (final Block block : function.blocks()) {
      block.params().removeIf(param -> replacement[param.id()] != null);
      for (final Instruction instruction : block.instructions()) {
        if (instruction.args().stream().anyMatch(arg -> replacement[arg.id()] != null)) {
          instruction.setArgs(instruction.args().stream().map(this::resolve).toList());
        }
      }
    }
  }

  private void rewrite(final Edge edge) {
    final List<Value> kept = new ArrayList<>();
    for (int i = 0; i < edge.args().size(); i++) {
      if (replacement[edge.to().params().get(i).id()] == null) {
        kept.add(resolve(edge.args().get(i)));
      }
    }
    edge.args().clear();
    edge.args().addAll(kept);
  }
}
