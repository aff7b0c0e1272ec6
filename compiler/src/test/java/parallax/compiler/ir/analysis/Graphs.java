package parallax.compiler.ir.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/** Control flow graphs for tests. */
final class Graphs {
  private Graphs() {}

  /**
   * A function with a block for each argument, which lists the numbers of its successors: {@code "1
   * 2", "3", "3", ""}.
   */
  static Function of(final String... successors) {
    final FunctionBuilder builder = empty();
    final List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < successors.length; i++) {
      blocks.add(builder.newBlock());
    }
    for (int i = 0; i < successors.length; i++) {
      builder.position(blocks.get(i));
      final List<Target> targets = new ArrayList<>();
      if (!successors[i].isEmpty()) {
        for (final String successor : successors[i].split(" ", -1)) {
          targets.add(new Target(blocks.get(Integer.parseInt(successor)), List.of()));
        }
      }
      finish(builder, targets);
    }
    return builder.function();
  }

  private static FunctionBuilder empty() {
    return new FunctionBuilder(new Function(0, "f", new Signature(List.of(), List.of())));
  }

  private static void finish(final FunctionBuilder builder, final List<Target> targets) {
    if (targets.isEmpty()) {
      builder.ret(List.of());
    } else if (targets.size() == 1) {
      builder.jump(targets.get(0).block(), targets.get(0).args());
    } else {
      builder.branchTable(builder.i32(0), targets);
    }
  }

  /**
   * A function with random edges and random uses: each block has a parameter or not, defines a few
   * values and uses some of any block, not only of those that dominate it. The entry has no
   * predecessors.
   */
  static Function random(final Random random) {
    final FunctionBuilder builder = empty();
    final int count = 1 + random.nextInt(12);
    final List<Block> blocks = new ArrayList<>();
    final List<Value> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      final Block block = builder.newBlock();
      blocks.add(block);
      builder.position(block);
      if (i > 0 && random.nextBoolean()) {
        values.add(builder.addParam(block, Type.I32));
      }
      for (int n = random.nextInt(3); n > 0; n--) {
        values.add(builder.i32(n));
      }
    }
    for (final Block block : blocks) {
      builder.position(block);
      for (int n = values.isEmpty() ? 0 : random.nextInt(3); n > 0; n--) {
        final Value used = values.get(random.nextInt(values.size()));
        builder.trapIf(used, TrapKind.UNREACHABLE);
      }
      final List<Target> targets = new ArrayList<>();
      for (int n = count == 1 ? 0 : random.nextInt(4); n > 0; n--) {
        final Block to = blocks.get(1 + random.nextInt(count - 1));
        final Value carried =
            values.isEmpty() ? builder.i32(1) : values.get(random.nextInt(values.size()));
        targets.add(new Target(to, to.params().isEmpty() ? List.of() : List.of(carried)));
      }
      finish(builder, targets);
    }
    return builder.function();
  }
}
