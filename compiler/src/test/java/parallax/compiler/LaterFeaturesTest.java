package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.InvalidException;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

/** What is valid but cannot be compiled yet is refused by the frontend, by name and place. */
final class LaterFeaturesTest {
  private static void compile(final String text) throws CompileException, WatException {
    WasmCompiler.compile(List.of(InstanceSpec.of(WatParser.parse(text))), CompilerOptions.DEFAULT);
  }

  /** Fields of a module in whose function number 1 the feature is used. */
  private static Map<String, String> inBodies() {
    final Map<String, String> fields = new TreeMap<>();
    fields.put("(func) (func (local v128))", "SIMD");
    fields.put("(func) (func (drop (i8x16.splat (i32.const 1))))", "SIMD");
    fields.put("(func) (func (drop (i32x4.relaxed_trunc_f32x4_s (unreachable))))", "relaxed SIMD");
    fields.put("(func) (func (return_call 0))", "tail calls");
    fields.put("(func) (func (block (try_table (catch_all 0))))", "exceptions");
    fields.put("(func) (func (local exnref))", "exceptions");
    fields.put("(func) (func (local (ref 0)))", "typed function references");
    fields.put("(func) (func (call_ref 0 (unreachable)))", "typed function references");
    fields.put(
        "(func) (func (drop (ref.as_non_null (ref.null func))))", "typed function references");
    fields.put("(func) (func (local anyref))", "garbage collection");
    fields.put("(func) (func (drop (ref.i31 (i32.const 1))))", "garbage collection");
    fields.put("(func) (func (drop (ref.null nofunc)))", "garbage collection");
    return fields;
  }

  /** Fields of a module that uses the feature outside of bodies. */
  private static Map<String, String> outsideBodies() {
    final Map<String, String> fields = new TreeMap<>();
    fields.put("(global v128 (v128.const i64x2 1 2))", "SIMD");
    fields.put("(memory i64 1)", "memory64");
    fields.put("(table i64 1 funcref)", "memory64");
    fields.put("(tag)", "exceptions");
    fields.put("(func $f) (global (ref func) (ref.func $f))", "typed function references");
    fields.put("(table 1 anyref)", "garbage collection");
    fields.put("(type (struct (field i8)))", "garbage collection");
    fields.put("(type (array i32))", "garbage collection");
    fields.put("(type $a (sub (func))) (type (sub $a (func)))", "garbage collection");
    return fields;
  }

  @Test
  void a_feature_in_a_body_is_refused_by_name_function_and_offset() {
    inBodies()
        .forEach(
            (fields, feature) -> {
              final CompileException e =
                  catchThrowableOfType(CompileException.class, () -> compile(fields));
              assertThat(e).as(fields).isNotNull();
              assertThat(e.stage()).as(fields).isEqualTo("frontend");
              assertThat(e.feature()).as(fields).isEqualTo(feature);
              assertThat(e.function()).as(fields).isEqualTo(1);
              assertThat(e.offset()).as(fields).isPositive();
            });
  }

  @Test
  void a_feature_outside_of_bodies_is_refused_by_name_and_offset() {
    outsideBodies()
        .forEach(
            (fields, feature) -> {
              final CompileException e =
                  catchThrowableOfType(CompileException.class, () -> compile(fields));
              assertThat(e).as(fields).isNotNull();
              assertThat(e.stage()).as(fields).isEqualTo("frontend");
              assertThat(e.feature()).as(fields).isEqualTo(feature);
              assertThat(e.offset()).as(fields).isPositive();
            });
  }

  @Test
  void decoder_and_validator_take_all_of_them() throws Exception {
    for (final Map<String, String> all : List.of(inBodies(), outsideBodies())) {
      for (final String fields : all.keySet()) {
        ModuleValidator.validate(ModuleReader.read(WatParser.parse(fields)));
      }
    }
  }

  @Test
  void a_module_that_is_invalid_is_called_that_whatever_it_uses() {
    for (final String fields :
        List.of(
            "(func (param f32) (result i32) (f32.abs (local.get 0)))",
            "(type (struct (field i32))) (func (result i32) (struct.new 0 (i32.const 1)))",
            "(memory i64 1) (func (drop (i32.load (i32.const 0))))",
            "(tag) (func (throw 1))",
            "(func (local (ref func)) (drop (local.get 0)))")) {
      assertThatThrownBy(() -> compile(fields)).as(fields).isInstanceOf(InvalidException.class);
    }
  }

  @Test
  void functions_of_other_groups_have_other_types_at_indirect_calls() throws Exception {
    final String text =
        """
        (rec (type $a (func (result i32))) (type $b (func (result i32))))
        (rec (type $c (func (result i32))) (type $d (func (result i32))))
        (type $e (func (result i32)))
        (table funcref (elem $first $second))
        (func $first (type $a) (i32.const 1))
        (func $second (type $d) (i32.const 2))
        (func (export "c") (param i32) (result i32) (call_indirect (type $c) (local.get 0)))
        (func (export "b") (param i32) (result i32) (call_indirect (type $b) (local.get 0)))
        (func (export "e") (param i32) (result i32) (call_indirect (type $e) (local.get 0)))
        """;
    final CompiledRun run = CompiledRun.of(WatParser.parse(text));
    assertThat(run.call("c", 0)).containsExactly(1);
    assertThat(run.trapOf("c", 1)).isEqualTo(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
    assertThat(run.trapOf("b", 0)).isEqualTo(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
    assertThat(run.call("b", 1)).containsExactly(2);
    assertThat(run.trapOf("e", 0)).isEqualTo(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
  }
}
