package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.WasmValue;

final class EdgeArgumentsTest {
  @Test
  void no_parameters_give_one_call() {
    assertThat(EdgeArguments.of(List.of())).containsExactly(List.of());
  }

  @Test
  void two_parameters_meet_in_every_pair() {
    final List<List<WasmValue>> all = EdgeArguments.of(List.of(ValType.I32, ValType.I64));
    assertThat(all).hasSize(144).doesNotHaveDuplicates();
  }

  @Test
  void with_three_parameters_any_two_meet_in_every_pair() {
    final List<List<WasmValue>> all =
        EdgeArguments.of(List.of(ValType.I32, ValType.I32, ValType.I32));
    assertThat(all).hasSize(144);
    for (final int[] pair : new int[][] {{0, 1}, {0, 2}, {1, 2}}) {
      final Set<List<WasmValue>> pairs = new HashSet<>();
      all.forEach(args -> pairs.add(List.of(args.get(pair[0]), args.get(pair[1]))));
      assertThat(pairs).hasSize(144);
    }
  }

  @Test
  void the_most_negative_value_meets_minus_one() {
    assertThat(EdgeArguments.of(List.of(ValType.I64, ValType.I64)))
        .contains(List.of(WasmValue.i64(Long.MIN_VALUE), WasmValue.i64(-1)));
  }
}
