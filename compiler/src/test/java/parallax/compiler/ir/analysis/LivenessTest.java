package parallax.compiler.ir.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.IrParser;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;

final class LivenessTest {
  private static List<String> names(final List<Value> values) {
    return values.stream().map(Value::toString).sorted().toList();
  }

  @Test
  void valuesAreLiveThroughLoopsAndEdgesUseWhatTheyCarry() {
    final Function function =
        IrParser.parseFunction(
            """
            function 0 "f" (i32, i32) -> (i32) {
            b0(v0: i32, v1: i32):
              v2 = const.i32 1
              jump b1(v0)
            b1(v3: i32):
              v4 = sub.i32 v3, v2
              br_if v4, b1(v4), b2()
            b2():
              v5 = add.i32 v3, v1
              return (v5)
            }
            """);
    final Liveness liveness = Liveness.of(function);
    final Block entry = function.entry();
    final Block loop = function.blocks().get(1);
    final Block exit = function.blocks().get(2);
    assertThat(names(liveness.liveIn(entry))).isEmpty();
    assertThat(names(liveness.liveOut(entry))).containsExactly("v1", "v2");
    assertThat(names(liveness.liveIn(loop))).containsExactly("v1", "v2");
    assertThat(names(liveness.liveOut(loop))).containsExactly("v1", "v2", "v3");
    assertThat(names(liveness.liveIn(exit))).containsExactly("v1", "v3");
    assertThat(names(liveness.liveOut(exit))).isEmpty();
  }

  @Test
  void liveMeansThatAWayLeadsToAUseAndNotThroughTheDefinition() {
    final Random random = new Random(4);
    for (int round = 0; round < 1000; round++) {
      final Function function = Graphs.random(random);
      FlowGraph.prune(function);
      final Liveness liveness = Liveness.of(function);
      final List<Value> values = new ArrayList<>();
      for (final Block block : function.blocks()) {
        values.addAll(definitions(block));
      }
      for (final Value value : values) {
        for (final Block block : function.blocks()) {
          final boolean in = liveIn(block, value);
          final boolean out =
              block.targets().stream().anyMatch(target -> liveIn(target.block(), value));
          assertThat(liveness.isLiveIn(block, value)).isEqualTo(in);
          assertThat(liveness.isLiveOut(block, value)).isEqualTo(out);
          assertThat(liveness.liveIn(block).contains(value)).isEqualTo(in);
          assertThat(liveness.liveOut(block).contains(value)).isEqualTo(out);
        }
      }
    }
  }

  /** Walks all ways from the start of a block. */
  private static boolean liveIn(final Block start, final Value value) {
    final List<Block> seen = new ArrayList<>();
    final List<Block> pending = new ArrayList<>(List.of(start));
    while (!pending.isEmpty()) {
      final Block block = pending.remove(pending.size() - 1);
      if (seen.contains(block) || definitions(block).contains(value)) {
        continue;
      }
      seen.add(block);
      for (final Instruction instruction : block.instructions()) {
        if (instruction.args().contains(value)) {
          return true;
        }
        for (final Target target : instruction.targets()) {
          if (target.args().contains(value)) {
            return true;
          }
          pending.add(target.block());
        }
      }
    }
    return false;
  }

  private static List<Value> definitions(final Block block) {
    final List<Value> defined = new ArrayList<>(block.params());
    block.instructions().forEach(instruction -> defined.addAll(instruction.results()));
    return defined;
  }
}
