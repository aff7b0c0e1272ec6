package parallax.compiler.runtimelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.compiler.CompileException;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.abi.RuntimeFunction.Width;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/** What the routines cost, in size and with normal operands, and that it is not too much. */
final class RoutineCostTest {
  private static final Path RATIONALE =
      Path.of(
          System.getProperty("parallax.root"),
          "compiler/src/main/resources/parallax/compiler/runtimelib/RATIONALE.md");
  private static final String TABLE =
      "| routine | IR size | code bytes | IR operations | at most | gas | at most |\n"
          + "|---|---|---|---|---|---|---|\n";
  private static final int CALLS = 2_000;

  /** Sum and largest of what calls took. */
  private static final class Cost {
    private long sum;
    private long most;
    private int calls;

    void add(final long cost) {
      sum += cost;
      most = Math.max(most, cost);
      calls++;
    }

    double mean() {
      return (double) sum / calls;
    }

    String text() {
      return String.format(Locale.ROOT, "%.1f | %d", mean(), most);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F64_ADD, 48",
    "F64_SUB, 48",
    "F64_MUL, 45",
    "F64_DIV, 120",
    "F64_SQRT, 160",
    "F32_ADD, 48",
    "F32_SUB, 48",
    "F32_MUL, 38",
    "F32_DIV, 65"
  })
  void a_routine_executes_few_operations(final RuntimeFunction routine, final long most) {
    assertThat(operations(routine).most).isLessThanOrEqualTo(most);
  }

  /** Halves, cancellation, numbers far from each other and the same one twice included. */
  @ParameterizedTest
  @CsvSource({"F32_ADD, 48", "F32_SUB, 48", "F64_ADD, 48", "F64_SUB, 48"})
  void a_sum_executes_few_operations_unless_its_larger_operand_is_at_an_end_of_the_range(
      final RuntimeFunction routine, final long most) {
    final RoutineProgram program = new RoutineProgram(List.of(routine));
    final boolean narrow = routine.params().get(0) == Width.I32;
    final int fraction = narrow ? 23 : 52;
    final int first = narrow ? 26 : 55;
    final int last = narrow ? 253 : 2045;
    final SplittableRandom random = new SplittableRandom(7);
    final Cost cost = new Cost();
    for (int i = 0; i < 50 * CALLS; i++) {
      final int larger = random.nextInt(first, last + 1);
      final int smaller = Math.max(0, larger - random.nextInt(random.nextBoolean() ? 4 : last));
      final long a = sparse(random, larger, fraction);
      final long b = random.nextInt(8) == 0 ? a : sparse(random, smaller, fraction);
      cost.add(program.executed(routine, narrow ? (int) a : a, narrow ? (int) b : b));
      cost.add(program.executed(routine, narrow ? (int) b : b, narrow ? (int) a : a));
    }
    assertThat(cost.most).isLessThanOrEqualTo(most);
  }

  /** Either sign, that exponent, and a fraction that often has few digits. */
  private static long sparse(
      final SplittableRandom random, final int exponent, final int fraction) {
    final long digits = random.nextLong() & ((1L << fraction) - 1);
    final long kept = digits & (-1L << random.nextInt(fraction + 1));
    final long magnitude = ((long) exponent << fraction) + (random.nextBoolean() ? digits : kept);
    return random.nextBoolean() ? magnitude : magnitude | 1L << (fraction == 23 ? 31 : 63);
  }

  @Test
  void the_table_in_the_rationale_is_what_is_measured() throws IOException, CompileException {
    final String text = Files.readString(RATIONALE);
    final int start = text.indexOf(TABLE);
    assertThat(start).isPositive();
    final int end = text.indexOf("\n\n", start) + 1;
    final StringBuilder table = new StringBuilder(TABLE);
    for (final RuntimeFunction routine : RuntimeFunction.values()) {
      table.append(row(routine));
    }
    final String measured = text.substring(0, start) + table + text.substring(end);
    if (System.getProperty("bless") != null) {
      Files.writeString(RATIONALE, measured);
    } else {
      assertThat(text)
          .as("to accept what is measured now: -Dtest=RoutineCostTest -Dbless")
          .isEqualTo(measured);
    }
  }

  private static String row(final RuntimeFunction routine) throws CompileException {
    final RoutineProgram program = new RoutineProgram(List.of(routine));
    final RoutineMachine machine = new RoutineMachine(program.ir());
    int size = 0;
    int bytes = 0;
    for (final FunctionDeclaration function : program.ir().functions()) {
      // The second function is the caller.
      if (function.index() != 1) {
        for (final Block block : function.body().orElseThrow().blocks()) {
          size += block.instructions().size();
        }
        bytes += machine.size(function.index());
      }
    }
    final Cost gas = new Cost();
    final Operands operands = new Operands(routine);
    for (int i = 0; i < CALLS; i++) {
      machine.call(0, operands.next());
      gas.add(machine.gas());
    }
    return "| `%s` | %d | %d | %s | %s |%n"
        .formatted(routine.symbol(), size, bytes, operations(routine).text(), gas.text())
        .replace("\r", "");
  }

  private static Cost operations(final RuntimeFunction routine) {
    final RoutineProgram program = new RoutineProgram(List.of(routine));
    final Operands operands = new Operands(routine);
    final Cost cost = new Cost();
    for (int i = 0; i < CALLS; i++) {
      cost.add(program.executed(routine, operands.next()));
    }
    return cost;
  }

  /** Normal operands: floats between 1/4 and 2^14 of either sign, with all digits; integers. */
  private static final class Operands {
    private final SplittableRandom random = new SplittableRandom(5);
    private final RuntimeFunction routine;
    private final boolean narrow;
    private final boolean positive;

    Operands(final RuntimeFunction routine) {
      this.routine = routine;
      this.narrow = routine.params().get(0) == Width.I32;
      this.positive = routine.symbol().endsWith("_sqrt") || routine.symbol().endsWith("_u");
    }

    long[] next() {
      final long[] operands = new long[routine.params().size()];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = FloatCases.isInteger(routine) ? integer() : number();
      }
      return operands;
    }

    private long integer() {
      final long bits = random.nextLong() >> random.nextInt(narrow ? 32 : 64);
      return narrow ? (int) bits : bits;
    }

    private long number() {
      final double magnitude = Math.scalb(1 + random.nextDouble(), random.nextInt(16) - 2);
      final double value = positive || random.nextBoolean() ? magnitude : -magnitude;
      return narrow ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }
  }
}
