package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.abi.TrapKind;

/** {@link IrPrinter} and {@link IrParser}. */
final class IrTextTest {
  private static final String FUNCTION =
      """
      function 3 "na\\"me\\u00e9\\\\" (i32, i64) -> (i32) {
      b0(v0: i32, v1: i64):
        v2 = const.i32 -5 @0x25
        v3 = add.i32 v0, v2
        v4 = load.i32 memory 0 offset 4294967295 width 1 signed checked v3
        trap_if integer_divide_by_zero v3
        v5: i32, v6: i64 = call 4 (v1, v2)
        call 5 ()
        v7 = lt_u.i64 v6, v1
        memory_copy 0 1 v3, v3, v4 @0xfffffffe
        data_drop 2
        v8: i32 = call_ref type 7 (i64, f32) -> (i32) (v1, v6, v2)
        v10 = ref_func.i64 2
        switch v7, b4(), b2(v2), b4()
      b4():
        trap unreachable @0x0
      b2(v9: i32):
        br_if v3, b1(v2, v9), b3()
      b1(v11: i32, v12: i32):
        return (v11)
      b3():
        jump b4()
      }
      """;

  private static final String MODULE =
      """
      module
      declare 0 "env.f" (i32) -> (i32, v128) type 2 host 1024 referenced
      declare 1 "f" () -> () type 0
      memory 0 min 1 max 10
      table 0 externref min 3 max 5
      table 1 funcref min 0 max 0
      global 0 i32 mutable = -5
      global 1 funcref = function 0
      data 0 "00ff"
      data 1
      elements 0 funcref [function 0, 0]
      elements 1 externref []
      memory_image 0 at 16 "0a"
      table_image 1 at 3 [0, function 1]
      init 1
      function 1 "f" () -> () {
      b0():
        return ()
      }
      """;

  @Test
  void printingWhatWasParsedGivesTheSameFunction() {
    final Function function = IrParser.parseFunction(FUNCTION);
    assertThat(IrPrinter.print(function)).isEqualTo(FUNCTION);
    assertThat(function.name()).isEqualTo("na\"me\u00e9\\");
    assertThat(function.valueCount()).isEqualTo(13);
    assertThat(function.blockCount()).isEqualTo(5);
    assertThat(function.entry().instructions().get(7).sourceOffset()).isEqualTo(-2);
  }

  @Test
  void printingWhatWasParsedGivesTheSameProgram() {
    assertThat(IrPrinter.print(IrParser.parseModule(MODULE))).isEqualTo(MODULE);
  }

  @Test
  void longDataIsCutIntoLines() {
    final String data = "00".repeat(64) + "11".repeat(64) + "22";
    final ModuleIr module = IrParser.parseModule("module data 0 \"" + data + "\"");
    final String text = IrPrinter.print(module);
    assertThat(text.lines()).hasSize(5);
    final ModuleIr again = IrParser.parseModule(text);
    assertThat(again.dataSegments().get(0)).isEqualTo(module.dataSegments().get(0)).hasSize(129);
    assertThat(IrPrinter.print(again)).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource
  void everyOperationIsReadBack(final Op op) {
    for (final Type type : op.isTyped() ? List.of(Type.values()) : oneNull()) {
      final Function function = new Function(0, "f", new Signature(List.of(), List.of()));
      final FunctionBuilder builder = new FunctionBuilder(function);
      builder.position(builder.newBlock());
      final List<Value> params =
          Stream.of(Type.I32, Type.FUNCREF, Type.I64)
              .map(each -> builder.addParam(function.entry(), each))
              .toList();
      final String shape = op.operandShape();
      final int count = shape.equals("*") ? 2 : shape.length();
      final List<Target> targets =
          op.isTerminator() ? List.of(new Target(function.entry(), params)) : List.of();
      for (final Payload payload : payloads(op.payload())) {
        builder.position(builder.newBlock());
        builder.setSourceOffset(builder.sourceOffset() + 1);
        final List<Type> results = new ArrayList<>();
        for (final char letter : op.resultShape().toCharArray()) {
          results.add(letter == '*' ? Type.F64 : FunctionBuilder.typeOf(letter, type));
        }
        builder.append(op, type, payload, params.subList(0, count), targets, results);
      }
      final String text = IrPrinter.print(function);
      assertThat(IrPrinter.print(IrParser.parseFunction(text))).isEqualTo(text);
    }
  }

  private static List<Type> oneNull() {
    final List<Type> types = new ArrayList<>();
    types.add(null);
    return types;
  }

  private static List<Payload> payloads(final Payload.Kind kind) {
    return switch (kind) {
      case NONE -> List.of(Payload.NONE);
      case CONSTANT ->
          List.of(new Payload.Constant(Long.MIN_VALUE), new Payload.Constant(Long.MAX_VALUE));
      case INDEX -> List.of(new Payload.Index(0), new Payload.Index(Integer.MAX_VALUE));
      case INDEX_PAIR -> List.of(new Payload.IndexPair(3, 4));
      case ACCESS ->
          List.of(
              new Payload.Access(new MemoryAccess(1, 2, 4, false, true)),
              new Payload.Access(new MemoryAccess(0, 0xFFFF_FFFFL, 8, true, false)));
      case TRAP ->
          Stream.of(TrapKind.values()).map(trap -> (Payload) new Payload.Trap(trap)).toList();
      case CALLEE ->
          List.of(
              new Payload.Callee(new Signature(List.of(), List.of()), 0),
              new Payload.Callee(
                  new Signature(List.of(Type.values()), List.of(Type.V128, Type.I32)), 77));
    };
  }

  @Test
  void resultsOfAnotherTypeThanTheRowSaysKeepIt() {
    final String text =
        """
        function 0 "broken" () -> () {
        b0():
          v0: i64 = const.i32 1
          v1: i32 = trap_if unreachable v0
          return (v0, v1)
        }
        """;
    assertThat(IrPrinter.print(IrParser.parseFunction(text))).isEqualTo(text);
  }

  @Test
  void namesMayBeUsedBeforeTheyAreDefinedAndLeaveGaps() {
    final Function function =
        IrParser.parseFunction(
            """
            ; a comment
            function 0 "f" () -> (i64) {
            b7():                       ; the entry
              jump b2()
            b1():  return (v90)
            b2():
              v90 = add.i64 v4, v4      ; before v4, which only the verifier minds
              v4 = const.i64 0x8000000000000000
              jump b1()
            }
            """);
    assertThat(function.entry().id()).isEqualTo(7);
    assertThat(function.valueCount()).isEqualTo(91);
    assertThat(function.blocks().get(2).instructions().get(1).constant()).isEqualTo(Long.MIN_VALUE);
    assertThat(function.blocks().get(2).instructions().get(0).result().type()).isEqualTo(Type.I64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "function 0 \"f\" () -> () { b0(): retur () }|1:33|no operation 'retur'",
        "function 0 \"f\" () -> () { b0(): v0 = add v1, v1 }|1:38|'add' needs a type",
        "function 0 \"f\" () -> () { b0(): v0 = add.i33 v1, v1 }|1:38|no type 'i33'",
        "function 0 \"f\" () -> () { b0(): return (v1) }|1:41|v1 is not defined",
        "function 0 \"f\" () -> () { b0(): jump b1() }|1:38|b1 is not defined",
        "function 0 \"f\" () -> () { b0(v0: i32, v0: i32): }|1:39|v0 is defined twice",
        "function 0 \"f\" () -> () { b0(): b0(): }|1:33|b0 is defined twice",
        "function 0 \"f\" () -> () { v0 = const.i32 1 }|1:27|block expected",
        "function 0 \"f\" () -> () { b0(): v0 = call 1 () }|1:38|type of v0 is not written",
        "function 0 \"f\" () -> () { b0(): trap nonsense }|1:38|no trap kind 'nonsense'",
        "function 0 \"f\" () -> () { b0(): v0 = const.i64 9223372036854775808 }|1:48|64 bits",
        "function 0 \"f\" () -> () { b0(): v0 = const.i64 0x1ffffffffffffffff }|1:48|64 bits",
        "function 0 \"f\" () -> () { b0(): v0 = const.i64 12ab }|1:48|not a number",
        "function 0 \"f\" () -> () { b0(): data_load.i32 memory 0 offset -1 width 4|1:47|no such access",
        "function 0 \"f\" () -> () { b0(): data_load.i32 memory 0 offset 0 width 3|1:47|no such access",
        "function 4294967296 \"f\" () -> () { }|1:10|32 bits",
        "function 0 \"f|1:14|string without end",
        "function 0 \"\\x\"|1:14|unknown escape",
        "function 0 \"f\" (i32 i32) -> () {|1:21|',' expected",
        "function 0 \"f\" () -> () {|1:26|not 'end of text'",
        "function 0 \"f\" () -> () { } {|1:29|end of text expected",
        "module memory 1 min 0 max 0|1:15|number 1 where 0 is next",
        "module function 0 \"f\" () -> () { }|1:8|function 0 is not declared",
        "module data 0 \"0\"|1:15|pairs of hexadecimal",
        "module nothing|1:8|no item 'nothing'"
      })
  void faultsHaveLineAndColumn(final String text, final String place, final String problem) {
    final IrParseException thrown =
        catchThrowableOfType(
            IrParseException.class,
            () -> {
              if (text.startsWith("module")) {
                IrParser.parseModule(text);
              } else {
                IrParser.parseFunction(text);
              }
            });
    assertThat(thrown).hasMessageStartingWith(place + ": ").hasMessageContaining(problem);
  }

  @Test
  void faultsCountLines() {
    final IrParseException thrown =
        catchThrowableOfType(
            IrParseException.class,
            () -> IrParser.parseFunction("function 0 \"f\" () -> () {\nb0():\n  ;x\n  bad\n}\n"));
    assertThat(thrown.line()).isEqualTo(4);
    assertThat(thrown.column()).isEqualTo(3);
  }
}
