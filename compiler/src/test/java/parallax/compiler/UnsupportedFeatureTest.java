package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is valid but not supported is refused by its name, with the place where it stands. */
final class UnsupportedFeatureTest {
  private static final CompilerOptions REJECTING =
      CompilerOptions.DEFAULT.withFloats(Floats.REJECT);

  private static CompileException refused(final String fields) {
    final byte[] wasm = Wat.parse("(module " + fields + ")");
    final CompileException[] caught = new CompileException[1];
    assertThatThrownBy(() -> WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), REJECTING))
        .as(fields)
        .isInstanceOfSatisfying(CompileException.class, e -> caught[0] = e);
    assertThat(caught[0].isUnsupported()).as(caught[0].getMessage()).isTrue();
    return caught[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(drop (f32.const 1))|floating point",
        "(drop (f64.add (f64.const 1) (f64.const 2)))|floating point",
        "(drop (i32.trunc_sat_f32_u (f32.const 1)))|floating point",
        "(local f64)|floating point",
        "(unreachable) (drop (f32.sqrt))|floating point",
        "(drop (v128.const i64x2 0 0))|SIMD",
        "(local v128)|SIMD",
        "(drop (i8x16.relaxed_swizzle (v128.const i64x2 0 0) (v128.const i64x2 0 0)))|SIMD",
        "(return_call 1)|tail calls",
        "(try_table)|exceptions",
        "(call_ref 0 (ref.null 0))|typed function references",
        "(drop (ref.null 0))|typed function references",
        "(drop (i31.get_s (ref.i31 (i32.const 0))))|garbage collection"
      })
  void in_a_body_with_function_and_offset(final String body, final String feature) {
    final CompileException e =
        refused("(type (func)) (memory 1) (func) (func) (func " + body + ")");
    assertThat(e.feature()).isEqualTo(feature);
    assertThat(e.function()).isEqualTo(2);
    assertThat(e.offset()).isPositive();
    assertThat(e).hasMessageContaining("function 2: offset 0x").hasMessageContaining(feature);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(memory i64 1)|memory64",
        "(table i64 1 funcref)|memory64",
        "(global f32 (f32.const 0))|floating point",
        "(global v128 (v128.const i64x2 0 0))|SIMD",
        "(type (struct))|garbage collection",
        "(type (array i8))|garbage collection",
        "(tag)|exceptions",
        "(tag) (func (throw 0))|exceptions",
        "(type (func)) (table 1 (ref null 0))|typed function references",
        "(global anyref (ref.null any))|garbage collection",
        "(import \"a\" \"b\" (func (param f32)))|floating point"
      })
  void outside_of_bodies_with_the_offset(final String fields, final String feature) {
    final CompileException e = refused(fields);
    assertThat(e.feature()).isEqualTo(feature);
    assertThat(e.offset()).isPositive();
  }

  @Test
  void a_function_type_with_floats_only_matters_where_it_is_used() throws CompileException {
    final String type = "(type $t (func (result f32)))";
    assertThat(Rungs.of("(module " + type + " (func (export \"f\")))").call("f")).isEmpty();
    final CompileException call =
        refused(type + "(table 1 funcref) (func (drop (call_indirect (type $t) (i32.const 0))))");
    assertThat(call.feature()).isEqualTo("floating point");
    assertThat(call.offset()).isPositive();
    final CompileException own = refused(type + "(func) (func (type $t) unreachable)");
    assertThat(own.function()).isEqualTo(1);
    assertThat(own.offset()).isPositive();
  }

  @Test
  void the_first_instruction_is_named_before_anything_that_is_declared() {
    final CompileException e =
        refused("(global f32 (f32.const 0)) (func (param f64)) (func (drop (f64.const 1)))");
    assertThat(e).hasMessageContaining("function 1: offset 0x");
  }
}
