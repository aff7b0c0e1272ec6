package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BigStackTest {
  private static int depth(final int left) {
    return left == 0 ? 0 : 1 + depth(left - 1);
  }

  @Test
  void a_recursion_fits_that_overflows_an_ordinary_stack() {
    assertThat(BigStack.call(() -> depth(200_000))).isEqualTo(200_000);
  }

  @Test
  void work_within_work_stays_in_its_thread() {
    final Thread outer = Thread.currentThread();
    final boolean same =
        BigStack.call(
            () -> {
              final Thread inner = Thread.currentThread();
              return inner != outer && BigStack.call(() -> Thread.currentThread() == inner);
            });
    assertThat(same).isTrue();
  }

  @Test
  void what_the_work_throws_comes_out() {
    assertThatThrownBy(
            () ->
                BigStack.call(
                    () -> {
                      throw new ArithmeticException("this one");
                    }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("this one");
    assertThatThrownBy(
            () ->
                BigStack.call(
                    () -> {
                      throw new IOException("checked");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(IOException.class);
  }
}
