package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.compiler.CompilerBug;

/** Each rule has a case that breaks it and nothing else. */
final class IrVerifierTest {
  private static final String MODULE =
      """
      module
      declare 0 "f" (i32) -> (i64) type 0
      declare 1 "h" (i32, f64) -> (i64, i32) type 1 host 9
      declare 2 "g" () -> () type 2 referenced
      memory 0 min 1 max 2
      table 0 funcref min 1 max 2
      table 1 externref min 1 max 2
      global 0 i32 mutable = 1
      global 1 funcref = function 2
      data 0 "00"
      elements 0 funcref [function 2]
      elements 1 externref [0]
      function 0 "f" (i32) -> (i64) {
      b0(v0: i32):
        v1 = const.i64 1
      BODY
      }
      function 2 "g" () -> () {
      b0():
        return ()
      }
      """;

  private static ModuleIr parse(final String text) {
    return IrParser.parseModule(text);
  }

  private static ModuleIr body(final String body) {
    return parse(MODULE.replace("BODY", body.replace("\\n", "\n")));
  }

  private static void assertBroken(
      final ModuleIr module, final IrVerifier.Form form, final String problem) {
    assertThatThrownBy(() -> IrVerifier.verify(module, form))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|b0 does not end in a terminator",
        "jump b1()\\n b1(): |b1 does not end in a terminator",
        "return (v1)\\n return (v1)|terminator before the end",
        "jump b0(v0)|edge to the entry",
        "jump b1()\\n b1(): return (v1)\\n b2(): return (v1)|b2 is unreachable",
        "jump b1()\\n b1(v2: i32): return (v1)|edge carries other types",
        "jump b1(v1)\\n b1(v2: i32): return (v1)|edge carries other types",
        "v2 = add.i64 v3, v3\\n v3 = add.i64 v1, v1\\n return (v2)|of v3 does not dominate",
        "v2 = add.i64 v2, v1\\n return (v2)|of v2 does not dominate",
        "br_if v0, b1(), b2()\\n b1(): v2 = const.i64 1\\n jump b3()\\n b2(): jump b3()\\n"
            + "b3(): return (v2)|of v2 does not dominate",
        "br_if v0, b1(v1), b2()\\n b1(v2: i64): return (v2)\\n b2(): return (v2)|not dominate",
        "jump b1(v2)\\n b1(v2: i64): return (v2)|of v2 does not dominate",
        "v2 = add.i32 v1, v1\\n return (v1)|operands: v1 is not of the type i32",
        "v2 = wrap v0\\n return (v1)|operands: v0 is not of the type i64",
        "v2 = add.i64 v1\\n return (v1)|1 operands instead of 2",
        "v2 = add.i64 v1, v1, v1\\n return (v1)|3 operands instead of 2",
        "v2: i32 = add.i64 v1, v1\\n return (v1)|results: v2 is not of the type i64",
        "v2: i64 = eq.i64 v1, v1\\n return (v1)|results: v2 is not of the type i32",
        "add.i64 v1, v1\\n return (v1)|0 results instead of 1",
        "v2: i32 = trap_if unreachable v0\\n return (v1)|1 results instead of 0",
        "v2 = wrap.i32 v1\\n return (v1)|type on an operation that has none",
        "v2 = add.f32 v1, v1\\n return (v1)|the operation has no type f32",
        "v2 = const.v128 0\\n return (v1)|the operation has no type v128",
        "v2 = ref_is_null.i64 v1\\n return (v1)|the operation has no type i64",
        "v2 = ref_func.externref 2\\n return (v1)|the operation has no type externref",
        "v2 = const.i32 2147483648\\n return (v1)|not sign-extended",
        "v2 = const.f32 4294967295\\n return (v1)|not sign-extended",
        "v2 = const.funcref 1\\n return (v1)|constant reference is not null",
        "v2 = const.externref 1\\n return (v1)|constant reference is not null",
        "return (v0)|operands: v0 is not of the type i64",
        "return ()|0 operands instead of 1",
        "return (v1, v1)|2 operands instead of 1",
        "return (v1) b1()\\n b1(): return (v1)|1 edges",
        "jump|0 edges",
        "jump b1(), b1()\\n b1(): return (v1)|2 edges",
        "br_if v0, b1()\\n b1(): return (v1)|1 edges",
        "br_if v1, b1(), b1()\\n b1(): return (v1)|v1 is not of the type i32",
        "switch v0|0 edges",
        "v2 = add.i64 v1, v1, b1()\\n return (v2)\\n b1(): return (v1)|1 edges",
        "v2: i64 = call 3 (v0)\\n return (v2)|no such function",
        "v2: i64 = call -1 (v0)\\n return (v2)|no such function",
        "v2: i64 = call 0 (v1)\\n return (v2)|operands: v1 is not of the type i32",
        "v2: i64 = call 0 ()\\n return (v2)|0 operands instead of 1",
        "v2: i32 = call 0 (v0)\\n return (v1)|results: v2 is not of the type i64",
        "call 0 (v0)\\n return (v1)|0 results instead of 1",
        "v2: i64, v3: i32 = call 1 (v0, v0)\\n return (v2)|v0 is not of the type f64",
        "call_ref type 2 () -> () ()\\n return (v1)|first operand is not a reference",
        "call_ref type 2 () -> () (v0)\\n return (v1)|first operand is not a reference",
        "call_ref type 9 (i32) -> () (v1)\\n return (v1)|0 operands instead of 1",
        "call_ref type 9 (i32) -> () (v1, v1)\\n return (v1)|v1 is not of the type i32",
        "call_ref type 9 () -> (i32) (v1)\\n return (v1)|0 results instead of 1",
        "v2 = ref_func.funcref 3\\n return (v1)|no such function",
        "v2 = ref_func.funcref 0\\n return (v1)|not marked referenced",
        "v2 = load.i32 memory 1 offset 0 width 4 v0\\n return (v1)|no such memory",
        "v2 = load.i32 memory 0 offset 0 width 8 v0\\n return (v1)|width 8 does not fit",
        "v2 = load.f32 memory 0 offset 0 width 2 v0\\n return (v1)|width 2 does not fit",
        "v2 = load.f64 memory 0 offset 0 width 4 v0\\n return (v1)|width 4 does not fit",
        "v2 = load.i64 memory 0 offset 0 width 8 v1\\n return (v1)|v1 is not of the type i32",
        "store.i32 memory 0 offset 0 width 8 v0, v0\\n return (v1)|width 8 does not fit",
        "v2 = data_load.i32 memory 1 offset 0 width 4 v0\\n return (v1)|no such data segment",
        "v2 = data_load.i32 memory 0 offset 0 width 4 checked v0\\n return (v1)|checked access",
        "v2 = memory_size 1\\n return (v1)|no such memory",
        "memory_fill -1 v0, v0, v0\\n return (v1)|no such memory",
        "memory_copy 0 1 v0, v0, v0\\n return (v1)|indices are out of range",
        "memory_copy 1 0 v0, v0, v0\\n return (v1)|indices are out of range",
        "memory_init 0 1 v0, v0, v0\\n return (v1)|indices are out of range",
        "data_drop 1\\n return (v1)|no such data segment",
        "v2 = data_length 1\\n return (v1)|no such data segment",
        "v2 = global_get.i32 2\\n return (v1)|no such global",
        "v2 = global_get.i64 0\\n return (v1)|type i64 where i32 is declared",
        "global_set.i64 1 v1\\n return (v1)|global is not mutable",
        "v2 = table_size 2\\n return (v1)|no such table",
        "v2 = table_get.funcref 2 v0\\n return (v1)|no such table",
        "v2 = table_get.funcref 1 v0\\n return (v1)|type funcref where externref is declared",
        "v2 = slot_load.i32 0 v0\\n return (v1)|type i32 where funcref is declared",
        "table_copy 0 1 v0, v0, v0\\n return (v1)|of different types",
        "table_init 0 1 v0, v0, v0\\n return (v1)|of different types",
        "table_init 0 2 v0, v0, v0\\n return (v1)|indices are out of range",
        "elem_drop 2\\n return (v1)|no such element segment",
        "v2 = elem_length 2\\n return (v1)|no such element segment",
        "v2 = elem_load.funcref 2 v0\\n return (v1)|no such element segment",
        "v2 = elem_load.funcref 1 v0\\n return (v1)|type funcref where externref is declared",
      })
  void brokenFunctionIsRefused(final String body, final String problem) {
    assertBroken(body(body == null ? "" : body), IrVerifier.Form.ANY, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v2 = memory_grow 0 v0\\n return (v1)|legalization removes",
        "v2 = const.funcref 0\\n return (v1)|v2 has the type funcref in legal form",
        "v2 = const.f64 0\\n return (v1)|v2 has the type f64 in legal form",
        "return (v1)|function 1 has",
      })
  void legalFormHasNeitherHighOperationsNorOtherTypes(final String body, final String problem) {
    final ModuleIr module = body(body);
    IrVerifier.verify(module, IrVerifier.Form.ANY);
    if (problem.startsWith("function 1")) {
      // Imports keep the types of the host's side.
      assertThatCode(() -> IrVerifier.verify(module, IrVerifier.Form.LEGAL))
          .doesNotThrowAnyException();
    } else {
      assertBroken(module, IrVerifier.Form.LEGAL, problem);
    }
  }

  @Test
  void integersMayStandForWhatWasDeclaredBeforeLegalization() {
    final ModuleIr module =
        body(
            """
              v2 = global_get.i64 1
              v3 = slot_load.i64 0 v0
              v4 = elem_load.i64 1 v0
              v5: i64, v6: i32 = call 1 (v0, v1)
              call_ref type 2 () -> () (v2)
              v7 = ref_func.i64 2
              return (v7)
            """);
    assertThatCode(() -> IrVerifier.verify(module, IrVerifier.Form.LEGAL))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "declare 0 \"f\" () -> () type 0|neither a body nor a host call",
        "declare 0 \"f\" () -> () type 0 host 5\\n function 0 \"f\" () -> () { b0(): return () }"
            + "|a body and a host call",
        "declare 0 \"f\" (i32) -> () type 0\\n function 0 \"f\" () -> () { b0(): return () }"
            + "|body and declaration differ",
        "declare 0 \"f\" (i32) -> () type 0\\n function 0 \"f\" (i32) -> () { b0(): return () }"
            + "|entry's parameters",
        "declare 0 \"f\" () -> () type 0\\n function 0 \"f\" () -> () { }|no blocks",
        "declare 0 \"f\" () -> () type 0 host 1\\n declare 1 \"g\" (i32) -> () type 0 host 2"
            + "|stands for two signatures",
        "memory 0 min 2 max 1|sizes of a memory",
        "memory 0 min -1 max 1|sizes of a memory",
        "table 0 funcref min 2 max 1|sizes of a table",
        "table 0 i32 min 1 max 1|type of a table",
        "elements 0 i32 []|type of an element segment",
        "elements 0 funcref [function 0]|refers to function 0",
        "elements 0 funcref [7]|not null",
        "global 0 i32 = 2147483648|not sign-extended",
        "declare 0 \"f\" () -> () type 0 host 1\\n global 0 funcref = function 0|not marked",
        "declare 0 \"f\" () -> () type 0 host 1 referenced\\n global 0 i32 = function 0|is of the",
        "memory_image 0 at 0 \"00\"|memory image at 0",
        "memory 0 min 1 max 1\\n memory_image 0 at 65535 \"0000\"|out of bounds",
        "memory 0 min 1 max 1\\n memory_image 0 at -1 \"\"|out of bounds",
        "table_image 0 at 0 []|table that does not exist",
        "table 0 funcref min 1 max 3\\n table_image 0 at 1 [0]|out of bounds",
        "table 0 funcref min 1 max 3\\n table_image 0 at 0 [5]|not null",
        "init 0|init function 0",
        "declare 0 \"f\" () -> (i32) type 0 host 1\\n init 0|init function 0",
      })
  void brokenListsAreRefused(final String lists, final String problem) {
    assertBroken(parse("module " + lists.replace("\\n", "\n")), IrVerifier.Form.ANY, problem);
  }

  @Test
  void signaturesOfBodiesAreLegalInLegalForm() {
    final ModuleIr module =
        parse(
            """
            module
            declare 0 "f" () -> (f32) type 0
            function 0 "f" () -> (f32) {
            b0():
              trap unreachable
            }
            """);
    IrVerifier.verify(module, IrVerifier.Form.ANY);
    assertBroken(module, IrVerifier.Form.LEGAL, "signature that is not legal");
  }

  private static Function function() {
    final Function function =
        IrParser.parseFunction(
            "function 0 \"f\" () -> () { b0(): v0 = const.i32 1\n jump b1()\n b1(): return () }");
    IrVerifier.verify(Modules.of(function));
    return function;
  }

  private static void assertBroken(final Function function, final String problem) {
    assertThatThrownBy(() -> IrVerifier.verify(Modules.of(function), function))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining(problem);
  }

  @Test
  void valuesAndBlocksAreTheFunctionsOwnObjects() {
    final Function function = function();
    final Value twin = new Value(0, Type.I32);
    final Instruction use =
        new Instruction(
            Op.EQZ,
            Type.I32,
            Payload.NONE,
            List.of(twin),
            List.of(),
            List.of(function.newValue(Type.I32)),
            -1);
    function.entry().instructions().add(1, use);
    assertBroken(function, "v0 is another object than the one defined");
    use.setArgs(List.of(function.newValue(Type.I32)));
    assertBroken(function, "v2 is used and not defined");
    use.setArgs(List.of(new Value(99, Type.I32)));
    assertBroken(function, "v99 is used and not defined");

    final Function other = function();
    final Block foreign = function().blocks().get(1);
    other.entry().terminator().setTargets(List.of(new Target(foreign, List.of())));
    assertBroken(other, "edge to b1, which is no block of the function");
  }

  @Test
  void everyValueAndBlockHasItsNumber() {
    final Function twice = function();
    twice.blocks().get(1).params().add(twice.entry().instructions().get(0).result());
    assertBroken(twice, "v0 is defined twice");

    final Function range = function();
    range.blocks().get(1).params().add(new Value(1, Type.I32));
    assertBroken(range, "v1 is not below the value count 1");

    final Function untyped = function();
    untyped.entry().instructions().get(0).result().retype(null);
    assertBroken(untyped, "v0 has no type");

    final Function listed = function();
    listed.blocks().add(listed.blocks().get(1));
    assertBroken(listed, "b1 is listed twice");

    final Function unknown = function();
    unknown.blocks().add(new Block(2));
    assertBroken(unknown, "b2 is not below the block count 2");
  }

  @Test
  void payloadsAreOfTheKindThatTheRowSays() {
    final Function function = function();
    final Value result = function.newValue(Type.I32);
    function
        .entry()
        .instructions()
        .add(
            0,
            new Instruction(
                Op.CONST,
                Type.I32,
                new Payload.Index(1),
                List.of(),
                List.of(),
                List.of(result),
                -1));
    assertBroken(function, "payload INDEX instead of CONSTANT");
    function
        .entry()
        .instructions()
        .set(
            0,
            new Instruction(
                Op.CONST,
                null,
                new Payload.Constant(1),
                List.of(),
                List.of(),
                List.of(result),
                -1));
    assertBroken(function, "type is missing");
  }

  @Test
  void indicesOfDeclarationsAreTheirPlaces() {
    final Function function = function();
    final ModuleIr good = Modules.of(function);
    final ModuleIr.FunctionDeclaration declared = good.functions().get(0);
    final ModuleIr.FunctionDeclaration moved =
        new ModuleIr.FunctionDeclaration(
            1, "f", declared.signature(), 0, declared.body(), -1, false);
    final ModuleIr module =
        new ModuleIr(
            List.of(moved),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertBroken(module, IrVerifier.Form.ANY, "function 0 says that its index is 1");
    final Function strange =
        IrParser.parseFunction(IrPrinter.print(function).replace(" 0 ", " 5 "));
    final ModuleIr.FunctionDeclaration other =
        new ModuleIr.FunctionDeclaration(
            0, "f", declared.signature(), 0, Optional.of(strange), -1, false);
    final ModuleIr second =
        new ModuleIr(
            List.of(other),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertBroken(second, IrVerifier.Form.ANY, "its body says that its index is 5");
  }

  @Test
  void aFunctionWithManyBlocksTakesLinearTime() {
    final StringBuilder text =
        new StringBuilder("function 0 \"f\" (i32) -> (i32) {\nb0(v0: i32):\n");
    final int count = 50_000;
    for (int i = 1; i <= count; i++) {
      text.append("  jump b").append(i).append("()\nb").append(i).append("():\n  v").append(i);
      text.append(" = add.i32 v").append(i - 1).append(", v0\n");
    }
    text.append("  return (v").append(count).append(")\n}\n");
    final Function function = IrParser.parseFunction(text.toString());
    final long start = System.nanoTime();
    IrVerifier.verify(Modules.of(function));
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }
}
