package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.Wat;

/** Each rule of validation (core 2.0 chapter 3), broken by a small module. */
final class InvalidModuleTest {
  private static void invalid(final String fields, final String text) {
    assertThat(Bytes.outcome(Wat.parse("(module " + fields + ")")))
        .as(fields)
        .startsWith("invalid: " + text);
  }

  private static void valid(final String fields) {
    assertThat(Bytes.outcome(Wat.parse("(module " + fields + ")"))).as(fields).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(func (type 7)) (type (func))|unknown type 7",
        "(import \"a\" \"b\" (func (type 1))) (type (func))|unknown type 1",
        "(memory 65537)|memory size must be at most 65536 pages (4GiB)",
        "(memory 0 65537)|memory size must be at most 65536 pages (4GiB)",
        "(memory 2 1)|size minimum must not be greater than maximum",
        "(table 2 1 funcref)|size minimum must not be greater than maximum",
        "(import \"a\" \"b\" (memory 3 2))|size minimum must not be greater than maximum",
        "(export \"a\" (func 0))|unknown function 0",
        "(export \"a\" (table 0))|unknown table 0",
        "(export \"a\" (memory 0))|unknown memory 0",
        "(export \"a\" (global 0))|unknown global 0",
        "(func) (export \"a\" (func 0)) (export \"a\" (func 0))|duplicate export name",
        "(memory 1) (func) (export \"a\" (memory 0)) (export \"a\" (func 0))|duplicate export",
        "(start 0)|unknown function 0",
        "(func (param i32)) (start 0)|start function",
        "(func (result i32) i32.const 0) (start 0)|start function"
      })
  void indices_limits_and_exports(final String fields, final String text) {
    invalid(fields, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(global i32 (i64.const 0))|type mismatch",
        "(global i32)|type mismatch",
        "(global i32 (i32.const 0) (i32.const 0))|type mismatch",
        "(global i32 (i32.ctz (i32.const 0)))|constant expression required",
        "(global i32 (nop) (i32.const 0))|constant expression required",
        "(global i32 (global.get 0))|unknown global 0",
        "(global i32 (global.get 1)) (global i32 (i32.const 0))|unknown global 1",
        "(global (mut i32) (i32.const 0)) (global i32 (global.get 0))|constant expression",
        "(global funcref (ref.func 0))|unknown function 0",
        "(global externref (ref.null func))|type mismatch",
        "(data (i32.const 0))|unknown memory 0",
        "(memory 1) (data (i64.const 0))|type mismatch",
        "(memory 1) (data (memory 1) (i32.const 0))|unknown memory 1",
        "(elem (i32.const 0) func)|unknown table 0",
        "(table 1 funcref) (elem (i32.const 0) func 3)|unknown function 3",
        "(table 1 externref) (func) (elem (i32.const 0) func 0)|type mismatch",
        "(table 1 funcref) (elem (i64.const 0) func)|type mismatch",
        "(table 1 funcref) (elem (i32.const 0) funcref (item ref.null extern))|type mismatch"
      })
  void constant_expressions_and_segments(final String fields, final String text) {
    invalid(fields, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local.get 0|unknown local 0",
        "(local i32) local.get 4294967295 drop|unknown local 4294967295",
        "(local i32 i64) i32.const 0 local.set 1|type mismatch",
        "(local i32 i64) i64.const 0 local.tee 0 drop|type mismatch",
        "global.get 9 drop|unknown global 9",
        "i32.const 0 global.set 0|immutable global",
        "i64.const 0 global.set 1|type mismatch",
        "call 99|unknown function 99",
        "call_indirect (type 99)|unknown type 99",
        "i32.const 0 call_indirect 5 (type 0)|unknown table 5",
        "i32.const 0 call_indirect 1 (type 0)|type mismatch",
        "call_indirect (type 0)|type mismatch",
        "br 1|unknown label 1",
        "i32.const 0 br_if 7|unknown label 7",
        "i32.const 0 br_table 0 0 9|unknown label 9",
        "block (result i32) i32.const 0 br_table 0 1 end drop|type mismatch",
        "block (result i32) i32.const 5 i32.const 0 br_table 0 1 end drop|type mismatch",
        "ref.func 77 drop|unknown function 77",
        "ref.func 0 drop|undeclared function reference",
        "i32.const 0 ref.is_null drop|type mismatch",
        "ref.is_null drop|type mismatch",
        "table.get 4 drop|unknown table 4",
        "i32.const 0 ref.null extern table.set 0|type mismatch",
        "i32.const 0 i32.const 0 i32.const 0 table.copy 0 1|type mismatch",
        "i32.const 0 i32.const 0 i32.const 0 table.init 0 7|unknown elem segment 7",
        "i32.const 0 i32.const 0 i32.const 0 table.init 1 0|type mismatch",
        "elem.drop 7|unknown elem segment 7",
        "data.drop 7|unknown data segment 7",
        "i32.const 0 i32.const 0 i32.const 0 memory.init 7|unknown data segment 7",
        "i32.const 0 i32.load align=8 drop|alignment must not be larger than natural",
        "i32.const 0 i64.load8_u align=2 drop|alignment must not be larger than natural"
      })
  void instructions_name_what_exists(final String body, final String text) {
    invalid(
        "(type (func)) (global i32 (i32.const 0)) (global (mut i32) (i32.const 0)) (memory 1)"
            + " (table 1 funcref) (table 1 externref) (elem funcref (item ref.null func))"
            + " (data \"\") (func "
            + body
            + ") (func)",
        text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i32.const 0",
        "drop",
        "i32.add drop",
        "i32.const 0 i64.const 0 i32.add drop",
        "i64.const 0 i64.const 0 i64.eq i64.eqz drop",
        "block i32.const 0 end",
        "block (result i32) end drop",
        "block (result i32) i64.const 0 end drop",
        "loop (result i32) br 0 i64.const 0 end drop",
        "i32.const 0 block drop end",
        "i32.const 0 if (result i32) i32.const 0 end drop",
        "i32.const 0 if (result i32) i32.const 0 else end drop",
        "i32.const 0 if (result i32) i32.const 0 else i64.const 0 end drop",
        "i64.const 0 if end",
        "i32.const 0 i64.const 0 i32.const 0 select drop",
        "ref.null func ref.null func i32.const 0 select drop",
        "ref.null func ref.null extern i32.const 0 select (result funcref) drop",
        "i32.const 0 i32.const 0 i32.const 0 select (result i64) drop",
        "block (result i32) br 0 end drop",
        "block (result i32) i64.const 0 br 0 end drop",
        "unreachable i64.const 0 i32.add drop",
        "unreachable select i32.add i64.eqz drop",
        "br 0 i32.const 0",
        "i64.const 0 memory.grow drop",
        "i64.const 0 i32.load drop",
        "i32.const 0 i64.const 0 i32.store",
        "i32.const 0 i64.const 0 i32.const 0 memory.fill",
        "i32.const 5 loop (param i32) br 0 end drop i32.const 1 loop (param i64) drop end",
        "f32.const 0 f64.const 0 f64.add drop",
        "v128.const i64x2 0 0 i32.eqz drop"
      })
  void operands_have_the_right_types(final String body) {
    invalid("(memory 1) (func " + body + ")", "type mismatch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unreachable i32.add drop",
        "unreachable select drop",
        "br 0 drop drop i32.eqz drop",
        "unreachable i64.const 0 i32.const 0 select drop",
        "i32.const 1 return",
        "block (result i32) unreachable end drop",
        "block (result i32) unreachable br_table 0 0 end drop",
        "unreachable block (param i64) drop end",
        "block (result i64) i32.const 0 if return end i64.const 1 end drop",
        "i32.const 1 if (param) nop end",
        "i32.const 2 i32.const 1 if (param i32) (result i32) end drop",
        "ref.null func ref.null func i32.const 0 select (result funcref) drop",
        "f32.const 1 f32.sqrt i32.trunc_sat_f32_s drop",
        "i32.const 0 i8x16.splat i8x16.popcnt drop",
        "loop (result i32) i32.const 0 br_if 0 i32.const 0 end drop",
        "block (result i32) loop (result i64) i32.const 0 i32.const 0 br_table 1 1 end drop"
            + " i32.const 0 end drop"
      })
  void valid_bodies_are_accepted(final String body) {
    valid("(func " + body + ")");
  }

  @Test
  void a_typed_select_has_one_type() {
    final InstructionWriter code = new InstructionWriter();
    code.i32(1).i32(2).i32(0).raw(0x1C, 0x00).op(WasmOp.DROP);
    assertThat(Bytes.outcome(withBody(code))).isEqualTo("invalid: invalid result arity");
    final InstructionWriter two = new InstructionWriter();
    two.i32(1).i32(2).i32(0).raw(0x1C, 0x02, 0x7F, 0x7F).op(WasmOp.DROP);
    assertThat(Bytes.outcome(withBody(two))).isEqualTo("invalid: invalid result arity");
  }

  @Test
  void a_lane_exists() {
    final InstructionWriter code = new InstructionWriter();
    code.v128(0, 0).lane(WasmOp.I32X4_EXTRACT_LANE, 4).op(WasmOp.DROP);
    assertThat(Bytes.outcome(withBody(code))).isEqualTo("invalid: invalid lane index");
  }

  @Test
  void functions_may_be_referred_to_once_they_are_named_outside_of_bodies() {
    final String body = "(func) (func (drop (ref.func 0)))";
    invalid(body, "undeclared function reference");
    valid(body + "(elem declare func 0)");
    valid(body + "(elem func 0)");
    valid(body + "(table 1 funcref) (elem (i32.const 0) 0)");
    valid(body + "(export \"f\" (func 0))");
    valid(body + "(global funcref (ref.func 0))");
    invalid(body + "(start 0)", "undeclared function reference");
  }

  @Test
  void locals_of_groups_are_counted_in_order_and_empty_groups_do_not_count() {
    final String groups = "05 00 7e 01 7f 00 7d 02 7e 00 7f ";
    final String function = "01 04 01 60 00 00 03 02 01 00 0a 12 01 10 ";
    final String last = function + groups + "20 02 50 1a 0b";
    assertThat(Bytes.outcome(Bytes.module(last))).isEqualTo("ok");
    final String behind = function + groups + "20 03 50 1a 0b";
    assertThat(Bytes.outcome(Bytes.module(behind))).isEqualTo("invalid: unknown local 3");
    final String first = function + groups + "20 00 45 1a 0b";
    assertThat(Bytes.outcome(Bytes.module(first))).isEqualTo("ok");
  }

  @Test
  void an_error_says_where_it_is() {
    final byte[] wasm = Wat.parse("(module (func) (func i32.const 0 i64.eqz drop))");
    assertThatThrownBy(() -> ModuleValidator.validate(ModuleReader.read(wasm)))
        .isInstanceOfSatisfying(
            InvalidException.class,
            e -> {
              assertThat(e.stage()).isEqualTo("validate");
              assertThat(e.function()).isEqualTo(1);
              assertThat(wasm[(int) e.offset()]).isEqualTo((byte) WasmOp.I64_EQZ.code());
            });
  }

  private static byte[] withBody(final InstructionWriter code) {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.function(java.util.List.of(), java.util.List.of()).code().raw(toInts(code.toBytes()));
    return builder.build();
  }

  private static int[] toInts(final byte[] bytes) {
    final int[] ints = new int[bytes.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = bytes[i] & 0xFF;
    }
    return ints;
  }
}
