package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

/** Rules of validation that came after core 2.0, by example; the official suite has them all. */
final class ValidationTest {
  private static final String TYPES =
      """
      (type $f (func (param i32) (result i32)))
      (type $open (sub (struct (field i32))))
      (type $low (sub $open (struct (field i32) (field (mut i8)))))
      (type $bytes (array (mut i8)))
      (type $numbers (array i32))
      (type $words (array (mut i32)))
      (type $functions (array (mut funcref)))
      (func $g (type $f) (local.get 0))
      (elem declare func $g)
      (elem $e funcref (ref.func $g))
      (data $d "abc")
      """;

  private static void validate(final String fields) throws CompileException, WatException {
    ModuleValidator.validate(ModuleReader.read(WatParser.parse(TYPES + fields)));
  }

  private static void accepted(final String... bodies) throws CompileException, WatException {
    for (final String body : bodies) {
      validate("(func " + body + ")");
    }
  }

  private static void refused(final String text, final String... bodies) {
    for (final String body : bodies) {
      assertThatThrownBy(() -> validate("(func " + body + ")"))
          .as(body)
          .isInstanceOfSatisfying(
              InvalidException.class, e -> assertThat(e.text()).startsWith(text));
    }
  }

  @Test
  void in_dead_code_a_reference_of_which_nothing_is_known_is_still_a_reference() throws Exception {
    accepted(
        "(unreachable) (ref.as_non_null) (drop)",
        "(unreachable) (ref.as_non_null) (call_ref $f) (drop)",
        "(result (ref any)) (unreachable) (any.convert_extern)",
        "(unreachable) (br_on_null 0) (drop)",
        "(unreachable) (ref.is_null) (drop)");
    refused(
        "type mismatch",
        "(result i32) (unreachable) (ref.as_non_null)",
        "(unreachable) (ref.as_non_null) (i32.eqz) (drop)",
        "(unreachable) (i32.const 0) (ref.as_non_null) (drop)",
        "(unreachable) (ref.null func) (any.convert_extern) (drop)");
  }

  @Test
  void select_without_a_type_is_for_numbers_and_vectors() throws Exception {
    accepted(
        "(unreachable) (select) (drop)",
        "(drop (select (f64.const 1) (f64.const 2) (i32.const 0)))",
        "(drop (select (v128.const i64x2 0 0) (v128.const i64x2 0 0) (i32.const 0)))",
        "(drop (select (result (ref null $f)) (ref.func $g) (ref.null nofunc) (i32.const 0)))");
    refused(
        "type mismatch",
        "(drop (select (ref.null func) (ref.null func) (i32.const 0)))",
        "(unreachable) (ref.null func) (i32.const 0) (select) (drop)",
        "(unreachable) (ref.as_non_null) (i32.const 0) (select) (drop)");
  }

  @Test
  void locals_without_a_default_are_set_before_they_are_read_and_forgotten_with_their_block()
      throws Exception {
    accepted(
        "(local $x (ref $f)) (local.set $x (ref.func $g)) (drop (local.get $x))",
        "(param $x (ref $f)) (drop (local.get $x))",
        "(local $x (ref $f)) (drop (local.tee $x (ref.func $g))) (block (drop (local.get $x)))",
        "(local $x (ref null $f)) (drop (local.get $x))");
    refused(
        "uninitialized local 0",
        "(local $x (ref $f)) (drop (local.get $x))",
        "(local $x (ref $f)) (block (local.set $x (ref.func $g))) (drop (local.get $x))",
        "(local $x (ref $f)) (if (i32.const 1) (then (local.set $x (ref.func $g)))"
            + " (else (drop (local.get $x))))",
        "(local $x (ref $f)) (unreachable) (drop (local.get $x))");
  }

  @Test
  void the_bottom_of_each_hierarchy_is_below_its_types_only() throws Exception {
    accepted(
        "(param nullref) (result (ref null $open)) (local.get 0)",
        "(param nullref) (result i31ref) (local.get 0)",
        "(param nullfuncref) (result (ref null $f)) (local.get 0)",
        "(param nullexternref) (result externref) (local.get 0)",
        "(param nullexnref) (result exnref) (local.get 0)",
        "(param (ref $low)) (result (ref null $open)) (local.get 0)",
        "(param (ref $low)) (result structref) (local.get 0)",
        "(param (ref $bytes)) (result eqref) (local.get 0)",
        "(param (ref $f)) (result funcref) (local.get 0)");
    refused(
        "type mismatch",
        "(param nullref) (result (ref null $f)) (local.get 0)",
        "(param nullfuncref) (result (ref null $open)) (local.get 0)",
        "(param nullref) (result (ref $open)) (local.get 0)",
        "(param (ref $open)) (result (ref $low)) (local.get 0)",
        "(param (ref $f)) (result anyref) (local.get 0)",
        "(param i31ref) (result structref) (local.get 0)");
  }

  @Test
  void casts_stay_in_their_hierarchy_and_branches_split_null_off() throws Exception {
    accepted(
        "(param anyref) (result (ref $low)) (ref.cast (ref $low) (local.get 0))",
        "(param (ref $low)) (drop (ref.test (ref null i31) (local.get 0)))",
        "(param anyref) (result (ref $low)) (drop (br_on_cast 0 anyref (ref $low) (local.get 0)))"
            + " (unreachable)",
        "(param anyref) (result (ref any)) (drop (br_on_cast_fail 0 anyref (ref null $low)"
            + " (local.get 0))) (unreachable)");
    refused(
        "type mismatch",
        "(param funcref) (drop (ref.cast (ref $low) (local.get 0)))",
        "(param externref) (drop (ref.test anyref (local.get 0)))",
        "(param eqref) (result anyref) (br_on_cast 0 eqref anyref (local.get 0))",
        "(param anyref) (result (ref any)) (drop (br_on_cast_fail 0 anyref (ref $low)"
            + " (local.get 0))) (unreachable)");
  }

  @Test
  void fields_and_elements_are_packed_mutable_and_defaultable_as_they_are_declared()
      throws Exception {
    accepted(
        "(param (ref $low)) (drop (struct.get_s $low 1 (local.get 0)))",
        "(param (ref $low)) (drop (struct.get $open 0 (local.get 0)))",
        "(drop (array.new_data $bytes $d (i32.const 0) (i32.const 1)))",
        "(drop (array.new_elem $functions $e (i32.const 0) (i32.const 1)))",
        "(drop (array.new_fixed $words 2 (i32.const 0) (i32.const 1)))");
    refused(
        "type mismatch",
        "(param (ref $low)) (drop (struct.get $low 1 (local.get 0)))",
        "(param (ref $low)) (drop (struct.get_u $low 0 (local.get 0)))",
        "(drop (array.new_elem $words $e (i32.const 0) (i32.const 1)))");
    refused(
        "immutable field", "(param (ref $low)) (struct.set $low 0 (local.get 0) (i32.const 0))");
    refused(
        "immutable array",
        "(param (ref $numbers)) (array.set $numbers (local.get 0) (i32.const 0) (i32.const 0))");
    refused(
        "array types do not match",
        "(param (ref $words) (ref $bytes)) (array.copy $words $bytes (local.get 0) (i32.const 0)"
            + " (local.get 1) (i32.const 0) (i32.const 0))");
    refused(
        "array type is not numeric or vector",
        "(drop (array.new_data $functions $d (i32.const 0) (i32.const 1)))");
    refused("unknown field 7", "(param (ref $low)) (drop (struct.get $low 7 (local.get 0)))");
  }

  @Test
  void lengths_of_copies_are_as_wide_as_the_narrower_address() throws Exception {
    final String both = "(memory $m 1) (memory $n i64 1)";
    validate(both + "(func (memory.copy $m $n (i32.const 0) (i64.const 0) (i32.const 0)))");
    validate(both + "(func (memory.copy $n $m (i64.const 0) (i32.const 0) (i32.const 0)))");
    validate(both + "(func (memory.copy $n $n (i64.const 0) (i64.const 0) (i64.const 0)))");
    validate(both + "(func (memory.init $n $d (i64.const 0) (i32.const 0) (i32.const 0)))");
    validate(both + "(func (drop (i32.load $n offset=0x1_0000_0000 (i64.const 0))))");
    final Map<String, String> wrong = new TreeMap<>();
    wrong.put("(memory.copy $m $n (i32.const 0) (i64.const 0) (i64.const 0))", "type mismatch");
    wrong.put("(memory.fill $n (i64.const 0) (i32.const 0) (i32.const 0))", "type mismatch");
    wrong.put("(drop (memory.grow $n (i32.const 0)))", "type mismatch");
    wrong.forEach(
        (body, text) ->
            assertThatThrownBy(() -> validate(both + "(func " + body + ")"))
                .as(body)
                .hasMessageContaining(text));
  }

  @Test
  void initial_values_see_what_comes_before() throws Exception {
    validate("(global $a i32 (i32.const 1)) (global i32 (i32.add (global.get $a) (i32.const 1)))");
    validate("(global $a i32 (i32.const 1)) (global (ref i31) (ref.i31 (global.get $a)))");
    ModuleValidator.validate(
        ModuleReader.read(
            WatParser.parse(
                "(import \"m\" \"g\" (global $i (ref func)))"
                    + " (table 1 (ref func) (global.get $i))")));
    for (final String fields :
        List.of(
            "(global i32 (global.get $b)) (global $b i32 (i32.const 1))",
            "(global $b (ref $f) (ref.func $g)) (table 1 (ref $f) (global.get $b))")) {
      assertThatThrownBy(() -> validate(fields)).hasMessageContaining("unknown global");
    }
    assertThatThrownBy(() -> validate("(table 1 (ref $f))")).hasMessageContaining("type mismatch");
    assertThatThrownBy(() -> validate("(global $m (mut i32) (i32.const 0)) (data (global.get $m))"))
        .hasMessageContaining("unknown memory");
    assertThatThrownBy(
            () -> validate("(global $m (mut i32) (i32.const 0)) (global i32 (global.get $m))"))
        .hasMessageContaining("constant expression required");
  }

  @Test
  void catch_clauses_count_labels_from_outside_and_give_a_reference_that_is_not_null()
      throws Exception {
    validate("(tag $t (param i32)) (func (result i32) (try_table (catch $t 0)) (i32.const 1))");
    validate(
        "(tag $t (param i32)) (func (result i32 (ref exn))"
            + " (try_table (catch_ref $t 0)) (unreachable))");
    validate("(func (block $b (try_table (catch_all $b)) (try_table (catch_all 0))))");
    assertThatThrownBy(() -> validate("(func (try_table (catch_all 1)))"))
        .hasMessageContaining("unknown label");
    assertThatThrownBy(() -> validate("(tag $t (param i32)) (func (try_table (catch $t 0)))"))
        .hasMessageContaining("type mismatch");
    assertThatThrownBy(() -> validate("(tag (result i32))"))
        .hasMessageContaining("non-empty tag result type");
  }
}
