package parallax.compiler.runtimelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.IrResult;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

final class RuntimeLibraryTest {
  @Test
  void a_program_that_calls_no_routine_stays_as_it_is() {
    final ModuleIr program = new RoutineProgram(List.of()).ir();
    assertThat(RuntimeLibrary.link(program, Map.of())).isSameAs(program);
  }

  @Test
  void only_what_is_called_is_added() {
    final RoutineProgram program = new RoutineProgram(List.of(RuntimeFunction.F64_MIN));
    assertThat(program.ir().functions().stream().map(FunctionDeclaration::name))
        .containsExactly("f64_min", "call f64_min");
    assertThat(
            program.run(
                RuntimeFunction.F64_MIN,
                Double.doubleToRawLongBits(2.5),
                Double.doubleToRawLongBits(-1.0)))
        .satisfies(
            result ->
                assertThat(((IrResult.Returned) result).values())
                    .containsExactly(Double.doubleToRawLongBits(-1.0)));
  }

  @Test
  void what_a_routine_calls_comes_along_once() {
    final List<RuntimeFunction> called = List.of(RuntimeFunction.F64_ADD, RuntimeFunction.F64_SUB);
    assertThat(new RoutineProgram(called).ir().functions().stream().map(FunctionDeclaration::name))
        .containsExactly(
            "f64_add", "f64_sub", "call f64_add", "call f64_sub", "add_special", "unpack", "pack");
  }

  @Test
  void routines_stand_for_no_place_in_the_source() {
    for (final FunctionDeclaration function :
        new RoutineProgram(List.of(RuntimeFunction.F64_MIN)).ir().functions()) {
      for (final Block block : function.body().orElseThrow().blocks()) {
        assertThat(block.instructions())
            .allSatisfy(instruction -> assertThat(instruction.sourceOffset()).isEqualTo(-1));
      }
    }
  }

  @Test
  void what_has_a_body_already_is_no_routine() {
    final ModuleIr program = new RoutineProgram(List.of(RuntimeFunction.F64_MIN)).ir();
    assertThatThrownBy(() -> RuntimeLibrary.link(program, Map.of(RuntimeFunction.F64_MAX, 0)))
        .isInstanceOf(CompilerBug.class);
  }
}
