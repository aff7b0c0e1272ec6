package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.TrapKind;

final class IrInterpreterTest {
  private static final String SUM =
      """
      function 0 "sum" (i64) -> (i64) {
      b0(v0: i64):
        v1 = const.i64 0
        jump b1(v0, v1)
      b1(v2: i64, v3: i64):
        v4 = eqz.i64 v2
        br_if v4, b3(), b2()
      b2():
        v5 = const.i64 1
        v6 = sub.i64 v2, v5
        v7 = add.i64 v3, v2
        jump b1(v6, v7)
      b3():
        return (v3)
      }
      """;

  private static final String DOWN =
      """
      function 0 "down" (i32) -> (i32) {
      b0(v0: i32):
        v1 = eqz.i32 v0
        br_if v1, b1(), b2()
      b1():
        return (v0)
      b2():
        v2 = const.i32 -1
        v3 = add.i32 v0, v2
        v4: i32 = call 0 (v3) @0x77
        v5 = const.i32 1
        v6 = add.i32 v4, v5
        return (v6)
      }
      """;

  private static IrInstance run(final String... functions) {
    return Modules.instance(Modules.functions(functions), IrHost.NONE);
  }

  private static long[] call(final IrInstance instance, final long... args) {
    return Modules.returned(instance.invoke(0, args));
  }

  @Test
  void loopsCarryValuesThroughBlockParameters() {
    assertThat(call(run(SUM), 1000)).containsExactly(500_500);
  }

  @Test
  void everyExecutedInstructionIsCounted() {
    final IrInstance instance = run(SUM);
    call(instance, 3);
    // Entry 2; the head 4 times 2; the body 3 times 4; return 1.
    assertThat(instance.executed()).isEqualTo(2 + 8 + 12 + 1);
    call(instance, 0);
    assertThat(instance.executed()).isEqualTo(23 + 2 + 2 + 1);
  }

  @Test
  void fuelIsExactAndLasts() {
    final IrInstance instance = run(SUM);
    instance.setFuel(23);
    assertThat(call(instance, 3)).containsExactly(6);
    assertThat(instance.fuel()).isZero();
    instance.setFuel(22);
    assertThat(instance.invoke(0, new long[] {3})).isEqualTo(new IrResult.OutOfFuel());
    assertThat(instance.fuel()).isZero();
    assertThat(instance.executed()).isEqualTo(23 + 22);
  }

  @Test
  void argumentsAreSignExtendedAtTheDoor() {
    final IrInstance instance =
        run("function 0 \"id\" (i32) -> (i32) { b0(v0: i32): return (v0) }");
    assertThat(call(instance, 0xFFFF_FFFFL)).containsExactly(-1);
    assertThat(call(instance, 0x1_8000_0000L)).containsExactly(Integer.MIN_VALUE);
  }

  @Test
  void edgesAssignAllParametersAtOnce() {
    final String rotate =
        """
        function 0 "rotate" (i32) -> (i32, i32, i32, i32) {
        b0(v0: i32):
          v1 = const.i32 1
          v2 = const.i32 2
          v3 = const.i32 3
          v4 = const.i32 4
          jump b1(v0, v1, v2, v3, v4)
        b1(v5: i32, v6: i32, v7: i32, v8: i32, v9: i32):
          v10 = eqz.i32 v5
          v11 = const.i32 1
          v12 = sub.i32 v5, v11
          br_if v10, b2(), b1(v12, v7, v8, v6, v6)
        b2():
          return (v6, v7, v8, v9)
        }
        """;
    final IrInstance instance = run(rotate);
    assertThat(call(instance, 0)).containsExactly(1, 2, 3, 4);
    assertThat(call(instance, 1)).containsExactly(2, 3, 1, 1);
    assertThat(call(instance, 2)).containsExactly(3, 1, 2, 2);
    assertThat(call(instance, 3)).containsExactly(1, 2, 3, 3);
  }

  @Test
  void switchGoesToTheDefaultPastTheLastCase() {
    final IrInstance instance =
        run(
            """
            function 0 "pick" (i32) -> (i32) {
            b0(v0: i32):
              v1 = const.i32 10
              v2 = const.i32 20
              v3 = const.i32 30
              switch v0, b1(v1), b1(v2), b1(v3)
            b1(v4: i32):
              return (v4)
            }
            """);
    assertThat(call(instance, 0)).containsExactly(10);
    assertThat(call(instance, 1)).containsExactly(20);
    assertThat(call(instance, 2)).containsExactly(30);
    assertThat(call(instance, 3)).containsExactly(30);
    assertThat(call(instance, -1)).containsExactly(30);
    assertThat(call(instance, 0x8000_0000L)).containsExactly(30);
  }

  @Test
  void selectTakesTheFirstWhenTheConditionIsNotZero() {
    final IrInstance instance =
        run(
            """
            function 0 "choose" (i32, i64, i64) -> (i64) {
            b0(v0: i32, v1: i64, v2: i64):
              v3 = select.i64 v0, v1, v2
              return (v3)
            }
            """);
    assertThat(call(instance, 1, 5, 6)).containsExactly(5);
    assertThat(call(instance, 0x8000_0000L, 5, 6)).containsExactly(5);
    assertThat(call(instance, 0, 5, 6)).containsExactly(6);
  }

  @Test
  void callsGiveSeveralResults() {
    final String caller =
        """
        function 0 "caller" (i64, i64) -> (i64, i64, i64) {
        b0(v0: i64, v1: i64):
          v2: i64, v3: i64 = call 1 (v0, v1)
          v4: i64, v5: i64 = call 1 (v3, v0)
          return (v2, v4, v5)
        }
        """;
    final String both =
        """
        function 1 "both" (i64, i64) -> (i64, i64) {
        b0(v0: i64, v1: i64):
          v2 = add.i64 v0, v1
          v3 = sub.i64 v0, v1
          return (v2, v3)
        }
        """;
    assertThat(call(run(caller, both), 10, 3)).containsExactly(13, 17, -3);
  }

  @Test
  void aMillionOpenCallsDoNotNestOnTheStackOfJava() {
    final ModuleIr module = Modules.functions(DOWN);
    final IrInstance instance =
        new IrInterpreter(module).instantiate(IrHost.NONE, new IrLimits(1_000_001, 1 << 24));
    assertThat(call(instance, 1_000_000)).containsExactly(1_000_000);
    assertThat(instance.invoke(0, new long[] {1_000_001}))
        .isEqualTo(new IrResult.Trapped(TrapKind.CALL_STACK_EXHAUSTED, 0x77, 0));
  }

  @Test
  void valuesOfOpenCallsAreLimitedToo() {
    final ModuleIr module = Modules.functions(DOWN);
    final IrInstance instance =
        new IrInterpreter(module).instantiate(IrHost.NONE, new IrLimits(1_000_000, 800));
    // A frame holds seven values and one slot more.
    assertThat(call(instance, 99)).containsExactly(99);
    assertThat(instance.invoke(0, new long[] {100}))
        .isEqualTo(new IrResult.Trapped(TrapKind.CALL_STACK_EXHAUSTED, 0x77, 0));
  }

  @Test
  void trapsCarryKindOffsetAndFunction() {
    final String caller =
        """
        function 0 "caller" (i32) -> () {
        b0(v0: i32):
          call 1 (v0) @0x10
          trap unreachable @0x20
        }
        """;
    final String thrower =
        """
        function 1 "thrower" (i32) -> () {
        b0(v0: i32):
          trap_if integer_divide_by_zero v0 @0x30
          return ()
        }
        """;
    final IrInstance instance = run(caller, thrower);
    assertThat(instance.invoke(0, new long[] {1}))
        .isEqualTo(new IrResult.Trapped(TrapKind.INTEGER_DIVIDE_BY_ZERO, 0x30, 1));
    assertThat(instance.invoke(0, new long[] {0}))
        .isEqualTo(new IrResult.Trapped(TrapKind.UNREACHABLE, 0x20, 0));
  }

  @Test
  void referencesCarryTheTypeAndAreCalled() {
    final ModuleIr module =
        IrParser.parseModule(
            """
            module
            declare 0 "f" (i64) -> (i64) type 3
            declare 1 "g" (i64) -> (i64) type 3 referenced
            declare 2 "h" (i64) -> (i64) type 3 host 1024 referenced
            function 0 "f" (i64) -> (i64) {
            b0(v0: i64):
              v1 = ref_func.funcref 1
              v2 = ref_type v1
              v3: i64 = call_ref type 3 (i64) -> (i64) (v1, v0)
              v4 = ref_func.funcref 2
              v5: i64 = call_ref type 3 (i64) -> (i64) (v4, v3)
              v6 = ref_is_null.funcref v4
              v7 = const.funcref 0
              v8 = ref_is_null.funcref v7
              v9 = add.i32 v2, v6
              v10 = const.i32 100
              v11 = mul.i32 v8, v10
              v12 = add.i32 v9, v11
              v13 = extend_i32_s v12
              v14 = add.i64 v5, v13
              return (v14)
            }
            function 1 "g" (i64) -> (i64) {
            b0(v0: i64):
              v1 = const.i64 1000
              v2 = mul.i64 v0, v1
              return (v2)
            }
            """);
    final IrInstance instance =
        Modules.instance(module, (index, args, state) -> new long[] {args[0] + 10_000 + index});
    assertThat(call(instance, 7)).containsExactly(7000 + 10_000 + 1024 + 3 + 100);
    assertThat(IrInterpreter.reference(module, 1)).isEqualTo(3L << 32 | 2);
  }

  @Test
  void callThroughNullOrAnotherTypeIsABug() {
    for (final long reference : new long[] {0, 1L << 32 | 1, 9}) {
      final IrInstance instance =
          run(
              """
              function 0 "f" () -> () {
              b0():
                v0 = const.i64 REFERENCE
                call_ref type 0 () -> () (v0)
                return ()
              }
              """
                  .replace("REFERENCE", String.valueOf(reference)));
      assertThatThrownBy(() -> instance.invoke(0, new long[0])).isInstanceOf(CompilerBug.class);
    }
  }

  @Test
  void hostsSeeArgumentsChangeStateAndStop() {
    final ModuleIr module =
        IrParser.parseModule(
            """
            module
            declare 0 "f" (i32) -> (i32) type 0
            declare 1 "env.h" (i32, i64) -> (i32) type 1 host 1030
            memory 0 min 1 max 1
            global 0 i32 mutable = 5
            function 0 "f" (i32) -> (i32) {
            b0(v0: i32):
              v1 = const.i64 -9
              v2: i32 = call 1 (v0, v1)
              v3 = global_get.i32 0
              v4 = load.i32 memory 0 offset 0 width 1 checked v2
              v5 = add.i32 v3, v4
              return (v5)
            }
            """);
    final List<String> calls = new ArrayList<>();
    final IrHost host =
        (index, args, state) -> {
          calls.add(index + Arrays.toString(args));
          if (args[0] == 0) {
            throw new IrHost.Stop("enough");
          }
          state.setGlobal(0, 0x1_0000_0064L);
          state.memory(0).write(12, new byte[] {(byte) 0xC8});
          return new long[] {0x5_0000_000CL};
        };
    final IrInstance instance = Modules.instance(module, host);
    assertThat(call(instance, -1)).containsExactly(300);
    assertThat(calls).containsExactly("1030[-1, -9]");
    final IrResult stopped = instance.invoke(0, new long[] {0});
    assertThat(stopped).isInstanceOf(IrResult.HostStop.class);
    assertThat(((IrResult.HostStop) stopped).stop()).hasMessage("enough");
    assertThat(Modules.returned(instance.invoke(1, new long[] {7, 8}))).containsExactly(12);
    assertThat(instance.memory(0).read(11, 3)).containsExactly(0, 0xC8, 0);
  }

  @Test
  void hostMayCallBackIntoTheInstance() {
    final ModuleIr module =
        IrParser.parseModule(
            """
            module
            declare 0 "f" (i64) -> (i64) type 0
            declare 1 "env.h" (i64) -> (i64) type 0 host 5
            function 0 "f" (i64) -> (i64) {
            b0(v0: i64):
              v1 = eqz.i64 v0
              br_if v1, b1(), b2()
            b1():
              return (v0)
            b2():
              v2: i64 = call 1 (v0)
              v3 = add.i64 v2, v0
              return (v3)
            }
            """);
    final IrInstance instance =
        Modules.instance(
            module,
            (index, args, state) -> Modules.returned(state.invoke(0, new long[] {args[0] - 1})));
    assertThat(call(instance, 4)).containsExactly(10);
    assertThat(instance.executed()).isEqualTo(4 * 5 + 3);
    assertThat(instance.fuel()).isEqualTo(Long.MAX_VALUE - 23);
  }

  @Test
  void initAppliesInitFunctionsInOrderUntilOneTraps() {
    final ModuleIr module =
        IrParser.parseModule(
            """
            module
            declare 0 "a" () -> () type 0
            declare 1 "b" () -> () type 0
            global 0 i64 mutable = 1
            init 1
            init 0
            init 1
            function 0 "a" () -> () {
            b0():
              v0 = global_get.i64 0
              v1 = const.i64 3
              v2 = eq.i64 v0, v1
              trap_if unreachable v2 @0x9
              return ()
            }
            function 1 "b" () -> () {
            b0():
              v0 = global_get.i64 0
              v1 = const.i64 2
              v2 = add.i64 v0, v1
              global_set.i64 0 v2
              return ()
            }
            """);
    final IrInstance instance = Modules.instance(module, IrHost.NONE);
    assertThat(instance.init()).isEqualTo(new IrResult.Trapped(TrapKind.UNREACHABLE, 9, 0));
    assertThat(instance.global(0)).isEqualTo(3);
  }

  @Test
  void wrongNumberOfArgumentsIsRefused() {
    final IrInstance instance = run(SUM);
    assertThatThrownBy(() -> instance.invoke(0, new long[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
