package parallax.compiler.runtimelib;

import java.util.List;
import java.util.function.IntUnaryOperator;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;
import parallax.compiler.ir.analysis.FlowGraph;

/**
 * Copies one routine into a program: with the program's numbers in calls, operations for calls of
 * imports, and without source offsets, which would be those of another module.
 *
 * <p>Routines are called so often that two habits of the frontend are left out: the zeros that
 * locals begin with, when nothing reads them, and the jump to a common return.
 */
final class RoutineCopy {
  private final RoutineModule module;
  private final IntUnaryOperator numbers;
  private Function copy;
  private Block[] blocks;
  private Value[] values;
  private boolean[] used;

  /**
   * @param module where the routine is from
   * @param numbers from the module's functions to the program's
   */
  RoutineCopy(final RoutineModule module, final IntUnaryOperator numbers) {
    this.module = module;
    this.numbers = numbers;
  }

  Function copy(final Function routine, final int number) {
    copy = new Function(number, routine.name(), routine.signature());
    final FunctionBuilder builder = new FunctionBuilder(copy);
    blocks = new Block[routine.blockCount()];
    values = new Value[routine.valueCount()];
    for (final Block block : routine.blocks()) {
      blocks[block.id()] = builder.newBlock();
      block
          .params()
          .forEach(
              param -> values[param.id()] = builder.addParam(blocks[block.id()], param.type()));
    }
    used = uses(routine);
    // A use may stand before its definition in the list of blocks, so definitions come first.
    for (final Block block : routine.blocks()) {
      for (final Instruction instruction : block.instructions()) {
        instruction.results().forEach(this::define);
      }
    }
    for (final Block block : routine.blocks()) {
      builder.position(blocks[block.id()]);
      block.instructions().forEach(instruction -> append(builder, instruction));
    }
    FlowGraph.prune(copy);
    return copy;
  }

  private static boolean[] uses(final Function routine) {
    final boolean[] used = new boolean[routine.valueCount()];
    for (final Block block : routine.blocks()) {
      for (final Instruction instruction : block.instructions()) {
        instruction.args().forEach(arg -> used[arg.id()] = true);
        for (final Target target : instruction.targets()) {
          target.args().forEach(arg -> used[arg.id()] = true);
        }
      }
    }
    return used;
  }

  private void define(final Value result) {
    values[result.id()] = copy.newValue(result.type());
  }

  private void append(final FunctionBuilder builder, final Instruction instruction) {
    if (instruction.op() == Op.CONST && !used[instruction.result().id()]) {
      return;
    }
    if (instruction.op() == Op.JUMP && returned(instruction.targets().get(0)) != null) {
      builder.ret(mapped(returned(instruction.targets().get(0))));
      return;
    }
    final List<Value> args = mapped(instruction.args());
    final List<Value> results = mapped(instruction.results());
    Payload payload = instruction.payload();
    if (instruction.op() == Op.CALL) {
      final HostCall imported = module.imported(instruction.index());
      if (imported != null) {
        Intrinsics.append(builder, imported, args, results);
        return;
      }
      payload = new Payload.Index(numbers.applyAsInt(instruction.index()));
    }
    final List<Target> targets =
        instruction.targets().stream()
            .map(target -> new Target(blocks[target.block().id()], mapped(target.args())))
            .toList();
    builder.appendDefining(instruction.op(), instruction.type(), payload, args, targets, results);
  }

  /** What is returned over an edge to a block that only returns; null when it does more. */
  private static List<Value> returned(final Target edge) {
    final Instruction first = edge.block().instructions().get(0);
    if (first.op() != Op.RETURN) {
      return null;
    }
    final List<Value> params = edge.block().params();
    return first.args().stream()
        .map(value -> params.contains(value) ? edge.args().get(params.indexOf(value)) : value)
        .toList();
  }

  private List<Value> mapped(final List<Value> originals) {
    return originals.stream().map(value -> values[value.id()]).toList();
  }
}
