package parallax.compiler.ir.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

final class IdMapTest {
  @Test
  void growsWithTheFunction() {
    final Function function = new Function(0, "f", new Signature(List.of(), List.of()));
    final Value early = function.newValue(Type.I32);
    final IdMap<String> map = new IdMap<>(function);
    final Value late = function.newValue(Type.I32);
    assertThat(map.get(late)).isNull();
    map.put(late, "late");
    map.put(early, "early");
    assertThat(map.get(late)).isEqualTo("late");
    assertThat(map.get(early)).isEqualTo("early");
    map.put(early, null);
    assertThat(map.contains(early)).isFalse();
    assertThat(map.getOrDefault(early, "none")).isEqualTo("none");
    assertThat(map.getOrDefault(late, "none")).isEqualTo("late");
  }
}
