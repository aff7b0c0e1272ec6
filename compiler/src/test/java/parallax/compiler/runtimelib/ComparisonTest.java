package parallax.compiler.runtimelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.IrHost;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.IrResult;
import parallax.compiler.ir.IrVerifier;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/**
 * The formulas for comparisons that stand where they are used: what Java says, and how many
 * operations they are.
 */
final class ComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "f32_eq, 8", "f32_ne, 8", "f32_le, 13", "f32_lt, 14",
    "f64_eq, 8", "f64_ne, 8", "f64_le, 13", "f64_lt, 14"
  })
  void a_comparison_is_what_java_says(final String name, final int operations) {
    final RoutineModule module = RoutineModule.load("comparisons");
    final Function function =
        new RoutineCopy(module, callee -> callee)
            .copy(module.function(module.routine(name)).body().orElseThrow(), 0);
    final ModuleIr ir = program(function);
    IrVerifier.verify(ir, IrVerifier.Form.LEGAL);
    final IrInstance instance = new IrInterpreter(ir).instantiate(IrHost.NONE);
    final boolean narrow = name.startsWith("f32");
    final long[] edges =
        FloatCases.edges(narrow ? RuntimeFunction.F32_ADD : RuntimeFunction.F64_ADD);
    for (final long a : edges) {
      for (final long b : edges) {
        final IrResult result = instance.invoke(0, new long[] {a, b});
        final boolean wanted =
            narrow
                ? compare(name, Float.intBitsToFloat((int) a), Float.intBitsToFloat((int) b))
                : compare(name, Double.longBitsToDouble(a), Double.longBitsToDouble(b));
        if (((IrResult.Returned) result).values()[0] != (wanted ? 1 : 0)) {
          fail("%s(%x, %x) is not %s", name, a, b, wanted);
        }
      }
    }
    // Without the return.
    final long calls = (long) edges.length * edges.length;
    assertThat(instance.executed()).isEqualTo(calls * (operations + 1));
  }

  private static boolean compare(final String name, final double a, final double b) {
    return switch (name.substring(4)) {
      case "eq" -> a == b;
      case "ne" -> a != b;
      case "le" -> a <= b;
      case "lt" -> a < b;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static ModuleIr program(final Function function) {
    return new ModuleIr(
        List.of(
            new FunctionDeclaration(
                0, function.name(), function.signature(), -1, Optional.of(function), -1, false)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
