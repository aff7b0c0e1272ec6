package parallax.compiler.runtimelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.CompileException;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.IrResult;

/**
 * Every routine gives, bit for bit, what Java's arithmetic gives: as IR and as compiled code, for
 * each edge of the formats with each other one, and for random operands. With {@code
 * -Dparallax.proof=true} there are a hundred times as many of those.
 */
final class RoutineProofTest {
  private static final int RANDOM = 100_000;
  private static final int PROOF = 10_000_000;

  /** What is done with each pair of operands; the second is 0 for unary routines. */
  private interface Pair {
    void operands(long a, long b);
  }

  @ParameterizedTest
  @EnumSource(RuntimeFunction.class)
  void every_edge_with_every_other_as_ir(final RuntimeFunction routine) {
    final RoutineProgram program = new RoutineProgram(List.of(routine));
    edges(routine, (a, b) -> check(program, routine, a, b));
  }

  @ParameterizedTest
  @EnumSource(RuntimeFunction.class)
  void every_edge_with_every_other_compiled(final RuntimeFunction routine) throws CompileException {
    final RoutineDriver driver = new RoutineDriver(routine);
    edges(routine, (a, b) -> collect(driver, routine, a, b));
    flush(driver, routine);
  }

  @ParameterizedTest
  @EnumSource(RuntimeFunction.class)
  void random_operands_as_ir(final RuntimeFunction routine) {
    final RoutineProgram program = new RoutineProgram(List.of(routine));
    random(routine, 1, RANDOM, (a, b) -> check(program, routine, a, b));
  }

  @ParameterizedTest
  @EnumSource(RuntimeFunction.class)
  void random_operands_compiled(final RuntimeFunction routine) throws CompileException {
    final RoutineDriver driver = new RoutineDriver(routine);
    final int count = Boolean.getBoolean("parallax.proof") ? PROOF : RANDOM;
    random(routine, 2, count, (a, b) -> collect(driver, routine, a, b));
    flush(driver, routine);
  }

  private static void edges(final RuntimeFunction routine, final Pair pair) {
    final long[] edges = FloatCases.edges(routine);
    final long[] others = routine.params().size() == 2 ? edges : new long[1];
    assertThat(edges).hasSizeGreaterThan(400);
    for (final long a : edges) {
      for (final long b : others) {
        pair.operands(a, b);
      }
    }
  }

  private static void random(
      final RuntimeFunction routine, final long seed, final int count, final Pair pair) {
    final FloatCases.Random random = new FloatCases.Random(routine, seed);
    for (int i = 0; i < count; i++) {
      random.next();
      pair.operands(random.a(), random.b());
    }
  }

  private static long[] args(final RuntimeFunction routine, final long a, final long b) {
    return routine.params().size() == 2 ? new long[] {a, b} : new long[] {a};
  }

  private static void check(
      final RoutineProgram program, final RuntimeFunction routine, final long a, final long b) {
    final long wanted = FloatModel.bits(routine, a, b);
    final IrResult result = program.run(routine, args(routine, a, b));
    if (!(result instanceof IrResult.Returned returned) || returned.values()[0] != wanted) {
      fail("%s(%x, %x) is %s instead of %x", routine.symbol(), a, b, result, wanted);
    }
  }

  private static void collect(
      final RoutineDriver driver, final RuntimeFunction routine, final long a, final long b) {
    if (driver.add(a, b)) {
      flush(driver, routine);
    }
  }

  private static void flush(final RoutineDriver driver, final RuntimeFunction routine) {
    final int count = driver.filled();
    if (count == 0) {
      return;
    }
    long wanted = 0;
    for (int i = 0; i < count; i++) {
      wanted = RoutineDriver.hash(wanted, FloatModel.bits(routine, driver.a(i), driver.b(i)));
    }
    if (driver.run() == wanted) {
      return;
    }
    for (int i = 0; i < count; i++) {
      final long[] args = args(routine, driver.a(i), driver.b(i));
      final long bits = FloatModel.bits(routine, driver.a(i), driver.b(i));
      assertThat(driver.machine().call(driver.routine(), args))
          .as("%s%s", routine.symbol(), Arrays.toString(args))
          .isEqualTo(bits);
    }
    fail("the hash of results differs, and no result does");
  }
}
