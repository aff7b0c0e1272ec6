package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.abi.MemoryLayout;

/**
 * Several memories: bounds of each are exact, whichever of them is the one that the machine bounds.
 */
final class MultiMemoryTest {
  private static final String OUT_OF_BOUNDS = "out of bounds memory access";
  private static final long PAGE = 65_536;

  /** Functions on a memory of this name, all with the memory's name behind theirs. */
  private static String functions(final String memory, final long offset) {
    final StringBuilder text = new StringBuilder();
    for (final String width : List.of("8", "16", "32", "64")) {
      final String operation = width.equals("64") ? "" : width;
      final String load = "i64.load" + operation + (width.equals("64") ? "" : "_u");
      text.append(
          """
          (func (export "load%1$s%2$s") (param i32) (result i64)
            (%3$s $%2$s offset=%5$d (local.get 0)))
          (func (export "store%1$s%2$s") (param i32 i64)
            (i64.store%4$s $%2$s offset=%5$d (local.get 0) (local.get 1)))
          """
              .formatted(width, memory, load, operation, offset));
    }
    return text
        + """
          (func (export "size%1$s") (result i32) (memory.size $%1$s))
          (func (export "grow%1$s") (param i32) (result i32) (memory.grow $%1$s (local.get 0)))
          (func (export "fill%1$s") (param i32 i32 i32)
            (memory.fill $%1$s (local.get 0) (local.get 1) (local.get 2)))
          """
            .formatted(memory);
  }

  private static Rungs three(final long offset) throws CompileException {
    return Rungs.of(
        "(module (memory $a 1 3) (memory $b 2 2) (memory $c 0 4)"
            + functions("a", offset)
            + functions("b", offset)
            + functions("c", offset)
            + "(func (export \"main\") (drop (i32.load $b (i32.const 0)))))");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 65_535, 65_536, 131_071, 196_608, 0x7FFF_FFFFL, 0xFFFF_FFFFL})
  void every_access_is_checked_at_the_end_of_its_memory(final long offset) throws CompileException {
    final Rungs run = three(offset);
    for (final String memory : List.of("a", "b", "c")) {
      for (int round = 0; round < 4; round++) {
        final long bytes = Long.parseLong(run.call("size" + memory)) * PAGE;
        for (final int width : new int[] {1, 2, 4, 8}) {
          for (final long index : indices(bytes - offset - width)) {
            final boolean inside = index + offset + width <= bytes;
            final String name = 8 * width + memory;
            assertThat(run.call("store" + name, index, 0))
                .as("store%s %d + %d of %d", name, index, offset, bytes)
                .isEqualTo(inside ? "" : OUT_OF_BOUNDS);
            assertThat(run.call("load" + name, index)).isEqualTo(inside ? "0" : OUT_OF_BOUNDS);
          }
        }
        run.call("grow" + memory, 1);
      }
    }
  }

  /** Around a limit, and around the ends of what an index can be. */
  private static List<Long> indices(final long limit) {
    final List<Long> indices = new ArrayList<>();
    for (final long near : new long[] {0, limit, 1L << 31, 1L << 32}) {
      for (long i = near - 1; i <= near + 1; i++) {
        if (i >= 0 && i < 1L << 32) {
          indices.add(i);
        }
      }
    }
    return indices;
  }

  @Test
  void sizes_and_contents_are_separate() throws CompileException {
    final Rungs run = three(0);
    assertThat(run.call("growa", 1)).isEqualTo("1");
    assertThat(run.call("growb", 1)).isEqualTo("-1");
    assertThat(run.call("growc", 4)).isEqualTo("0");
    assertThat(run.call("growc", 1)).isEqualTo("-1");
    assertThat(run.call("growa", 2)).isEqualTo("-1");
    assertThat(run.call("filla", 0, 0xAA, 131_072)).isEmpty();
    assertThat(run.call("fillb", 0, 0xBB, 131_072)).isEmpty();
    assertThat(run.call("fillc", 0, 0xCC, 262_144)).isEmpty();
    assertThat(run.call("fillc", 0, 0xCC, 262_145)).isEqualTo(OUT_OF_BOUNDS);
    for (final int end : new int[] {0, 131_071}) {
      assertThat(run.call("load8a", end)).isEqualTo("170");
      assertThat(run.call("load8b", end)).isEqualTo("187");
    }
    assertThat(run.call("load8c", 262_143)).isEqualTo("204");
  }

  @Test
  void copies_between_memories_and_active_segments() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (memory $a 1) (memory $b 1)
              (data (memory $a) (i32.const 0) "0123456789abcdef")
              (data (memory $b) (i32.const 65530) "uvwxyz")
              (data $passive "PASSIVE")
              (func (export "ab") (param i32 i32 i32)
                (memory.copy $a $b (local.get 0) (local.get 1) (local.get 2)))
              (func (export "ba") (param i32 i32 i32)
                (memory.copy $b $a (local.get 0) (local.get 1) (local.get 2)))
              (func (export "init") (param i32 i32 i32)
                (memory.init $b $passive (local.get 0) (local.get 1) (local.get 2)))
              (func (export "a") (param i32) (result i32) (i32.load8_u $a (local.get 0)))
              (func (export "b") (param i32) (result i32) (i32.load8_u $b (local.get 0))))
            """);
    assertThat(run.call("ba", 100, 3, 11)).isEmpty();
    assertThat(run.call("b", 100)).isEqualTo("51");
    assertThat(run.call("b", 110)).isEqualTo("100");
    assertThat(run.call("b", 111)).isEqualTo("0");
    assertThat(run.call("ab", 65_530, 65_530, 6)).isEmpty();
    assertThat(run.call("a", 65_535)).isEqualTo("122");
    assertThat(run.call("ab", 65_530, 65_530, 7)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("ba", 65_536, 0, 0)).isEmpty();
    assertThat(run.call("ba", 65_537, 0, 0)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("init", 0, 1, 6)).isEmpty();
    assertThat(run.call("b", 5)).isEqualTo("69");
    assertThat(run.call("init", 0, 1, 7)).isEqualTo(OUT_OF_BOUNDS);
  }

  @Test
  void the_memory_with_most_accesses_is_the_main_one_and_the_first_of_equals()
      throws CompileException {
    final CompiledProgram second =
        CompiledRun.of(
                Wat.parse(
                    "(module (memory 1) (memory 1) (func (drop (i32.load 1 (i32.const 0)))))"))
            .program();
    assertThat(second.instances().get(0).indices().memories()).containsExactly(1, 0);
    final CompiledProgram equal =
        CompiledRun.of(Wat.parse("(module (memory 1) (memory 1) (memory 1))")).program();
    assertThat(equal.instances().get(0).indices().memories()).containsExactly(0, 1, 2);
  }

  @Test
  void a_memory_that_is_not_the_main_one_has_a_window_of_256_pages() throws CompileException {
    final Rungs run =
        Rungs.of(
            "(module (memory $main 1) (memory $b 1 1000)"
                + "(func (export \"m\") (drop (i32.load $main (i32.const 0)))"
                + "  (drop (i32.load $main (i32.const 0))) (drop (i32.load $main (i32.const 0)))"
                + "  (drop (i32.load $main (i32.const 0))) (drop (i32.load $main (i32.const 0)))"
                + "  (drop (i32.load $main (i32.const 0))) (drop (i32.load $main (i32.const 0)))"
                + "  (drop (i32.load $main (i32.const 0))) (drop (i32.load $main (i32.const 0))))"
                + functions("b", 0)
                + ")");
    assertThat(run.call("growb", 256)).isEqualTo("-1");
    assertThat(run.call("growb", 255)).isEqualTo("1");
    assertThat(run.call("growb", 1)).isEqualTo("-1");
    assertThat(run.call("growb", 0)).isEqualTo("256");
    final long end = MemoryLayout.WINDOW_PAGES * PAGE;
    assertThat(run.call("store64b", end - 8, -1)).isEmpty();
    assertThat(run.call("load8b", end - 1)).isEqualTo("255");
    assertThat(run.call("load8b", end)).isEqualTo(OUT_OF_BOUNDS);
    assertThatThrownBy(() -> Rungs.of("(module (memory 1) (memory 257))"))
        .isInstanceOfSatisfying(
            CompileException.class,
            e -> {
              assertThat(e.feature()).isEqualTo("size");
              assertThat(e).hasMessageContaining("at most 256");
            });
  }

  @Test
  void memories_of_several_instances_are_bounded_each_by_itself() throws CompileException {
    final String own =
        "(module (memory $x 1 2) (export \"m\" (memory $x))" + functions("x", 4) + ")";
    final String both =
        "(module (import \"p\" \"m\" (memory $y 1)) (memory $x 1)"
            + functions("x", 0)
            + functions("y", 0)
            + ")";
    final LinkedRungs run = LinkedRungs.running("p", own, "q", own, "r", both);
    assertThat(run.call(0, "store8x", 65_531, 1)).isEmpty();
    assertThat(run.call(0, "store8x", 65_532, 1)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call(1, "load8x", 65_531)).isEqualTo("0");
    assertThat(run.call(2, "load8y", 65_535)).isEqualTo("1");
    assertThat(run.call(2, "growy", 1)).isEqualTo("1");
    assertThat(run.call(0, "store8x", 65_532, 1)).isEmpty();
    assertThat(run.call(1, "store8x", 65_532, 1)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call(2, "load8x", 65_536)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call(2, "load8y", 65_536)).isEqualTo("1");
    assertThat(run.memory(2, 0, 65_535, 2)).containsExactly(1, 1);
  }
}
