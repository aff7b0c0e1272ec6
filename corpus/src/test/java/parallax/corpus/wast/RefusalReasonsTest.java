package parallax.corpus.wast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusalReasonsTest {
  @Test
  void a_refusal_agrees_when_it_says_what_is_asserted() {
    final RefusalReasons reasons = RefusalReasons.load();
    assertThat(reasons.agree("unknown local", "unknown local 3")).isTrue();
    assertThat(reasons.agree("unknown local", "unknown label 3")).isFalse();
    assertThat(reasons.agree("type mismatch", "unknown local 3")).isFalse();
  }

  @Test
  void only_the_gist_of_an_asserted_text_counts() {
    final RefusalReasons reasons = RefusalReasons.load();
    final String asserted = "type mismatch: instruction requires [i32] but stack has []";
    assertThat(reasons.gist(asserted)).isEqualTo("type mismatch");
    assertThat(reasons.agree(asserted, "type mismatch: i32 expected")).isTrue();
    assertThat(reasons.gist("unexpected end")).isEqualTo("unexpected end");
  }

  @Test
  void exceptions_are_by_script_and_line_and_say_why() {
    assertThat(RefusalReasons.load().others())
        .hasSize(15)
        .containsKey("binary.wast:92")
        .allSatisfy((place, why) -> assertThat(why).isNotBlank());
    assertThatThrownBy(() -> RefusalReasons.read(List.of("# nothing", "", "othre a.wast:1 typo")))
        .hasMessageContaining("othre");
  }
}
