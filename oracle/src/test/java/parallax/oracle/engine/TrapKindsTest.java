package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.oracle.SmallModules.I32;
import static parallax.oracle.SmallModules.I32_I32;
import static parallax.oracle.SmallModules.I32_I32_I32;
import static parallax.oracle.SmallModules.NONE;
import static parallax.oracle.SmallModules.code;
import static parallax.oracle.SmallModules.function;
import static parallax.oracle.SmallModules.table;
import static parallax.oracle.SmallModules.withMemory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.MemArg;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;

/** Every kind of trap, on the reference and on every rung: in calls and in instantiation. */
final class TrapKindsTest {
  private static final long FUEL = 1_000_000;
  private static final List<ValType> I64_I64 = List.of(ValType.I64, ValType.I64);

  /** An exported "f" that traps with these arguments. */
  private record Case(String name, byte[] wasm, TrapKind kind, long... args) {}

  private final List<Case> cases = new ArrayList<>();

  @TestFactory
  List<DynamicTest> calls_trap_alike_on_every_engine() {
    numeric();
    conversions();
    memory();
    bulkMemory();
    tables();
    bulkTables();
    indirectCalls();
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c))).toList();
  }

  private static void check(final Case c) {
    final Differential run =
        Differential.start(
            c.wasm(), Differential.ladder(CompilerOptions.DEFAULT), HostFunctions.MIXING, FUEL);
    assertThat(run.instantiation()).isInstanceOf(Verdict.Agree.class);
    final FuncType type = run.functionType("f").orElseThrow();
    final Verdict verdict = run.call("f", WasmValue.forParameters(type, c.args()), FUEL);
    assertThat(run.outcomes()).hasSize(5);
    for (final EngineOutcome outcome : run.outcomes()) {
      assertThat(outcome.outcome().isTrap(c.kind())).as("%s", outcome).isTrue();
    }
    if (c.kind() == TrapKind.CALL_STACK_EXHAUSTED) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Inconclusive.class,
              i -> assertThat(i.reason()).isEqualTo(Verdict.Reason.STACK));
    } else {
      assertThat(verdict).isEqualTo(new Verdict.AgreeTrap(c.kind()));
    }
  }

  private void add(
      final String name, final ModuleBuilder module, final TrapKind kind, final long... args) {
    cases.add(new Case(name, module.build(), kind, args));
  }

  private static ModuleBuilder with(
      final ModuleBuilder builder,
      final List<ValType> params,
      final Consumer<InstructionWriter> body) {
    function(builder, "f", params, NONE, body);
    return builder;
  }

  private static ModuleBuilder binary(final WasmOp op, final List<ValType> params) {
    return with(
        new ModuleBuilder(),
        params,
        c -> c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.LOCAL_GET, 1).op(op).op(WasmOp.DROP));
  }

  private void numeric() {
    add(
        "unreachable",
        with(new ModuleBuilder(), NONE, c -> c.op(WasmOp.UNREACHABLE)),
        TrapKind.UNREACHABLE);
    for (final WasmOp op :
        List.of(WasmOp.I32_DIV_S, WasmOp.I32_DIV_U, WasmOp.I32_REM_S, WasmOp.I32_REM_U)) {
      add(op.text() + " by 0", binary(op, I32_I32), TrapKind.INTEGER_DIVIDE_BY_ZERO, 7, 0);
    }
    for (final WasmOp op :
        List.of(WasmOp.I64_DIV_S, WasmOp.I64_DIV_U, WasmOp.I64_REM_S, WasmOp.I64_REM_U)) {
      add(op.text() + " by 0", binary(op, I64_I64), TrapKind.INTEGER_DIVIDE_BY_ZERO, 7, 0);
    }
    add(
        "i32.div_s overflow",
        binary(WasmOp.I32_DIV_S, I32_I32),
        TrapKind.INTEGER_OVERFLOW,
        Integer.MIN_VALUE,
        -1);
    add(
        "i64.div_s overflow",
        binary(WasmOp.I64_DIV_S, I64_I64),
        TrapKind.INTEGER_OVERFLOW,
        Long.MIN_VALUE,
        -1);
    final ModuleBuilder endless = new ModuleBuilder();
    function(endless, "f", NONE, NONE, c -> c.op(WasmOp.CALL, 0));
    add("endless recursion", endless, TrapKind.CALL_STACK_EXHAUSTED);
  }

  /** Conversions of floats to integers: of NaNs, and of the nearest numbers that have no result. */
  private void conversions() {
    final long f32Nan = 0x7FC0_0001L;
    final long f64Nan = 0xFFF0_0000_0000_0001L;
    for (final WasmOp op :
        List.of(
            WasmOp.I32_TRUNC_F32_S,
            WasmOp.I32_TRUNC_F32_U,
            WasmOp.I64_TRUNC_F32_S,
            WasmOp.I64_TRUNC_F32_U)) {
      final String name = op.text();
      final ModuleBuilder module = conversion(op);
      add(name + " of nan", module, TrapKind.INVALID_CONVERSION, f32Nan);
      add(name + " of -inf", module, TrapKind.INTEGER_OVERFLOW, 0xFF80_0000L);
      final boolean signed = name.endsWith("_s");
      final float limit = name.startsWith("i32") ? 0x1p31f : 0x1p63f;
      final float high = signed ? limit : 2 * limit;
      final float low = signed ? -Math.nextUp(limit) : -1;
      add(name + " above", module, TrapKind.INTEGER_OVERFLOW, Float.floatToRawIntBits(high));
      add(name + " below", module, TrapKind.INTEGER_OVERFLOW, Float.floatToRawIntBits(low));
    }
    for (final WasmOp op :
        List.of(
            WasmOp.I32_TRUNC_F64_S,
            WasmOp.I32_TRUNC_F64_U,
            WasmOp.I64_TRUNC_F64_S,
            WasmOp.I64_TRUNC_F64_U)) {
      final String name = op.text();
      final ModuleBuilder module = conversion(op);
      add(name + " of nan", module, TrapKind.INVALID_CONVERSION, f64Nan);
      add(name + " of inf", module, TrapKind.INTEGER_OVERFLOW, 0x7FF0_0000_0000_0000L);
      final boolean signed = name.endsWith("_s");
      final double limit = name.startsWith("i32") ? 0x1p31 : 0x1p63;
      final double below = name.startsWith("i32") ? limit + 1 : Math.nextUp(limit);
      final double high = signed ? limit : 2 * limit;
      final double low = signed ? -below : -1;
      add(name + " above", module, TrapKind.INTEGER_OVERFLOW, Double.doubleToRawLongBits(high));
      add(name + " below", module, TrapKind.INTEGER_OVERFLOW, Double.doubleToRawLongBits(low));
    }
  }

  private static ModuleBuilder conversion(final WasmOp op) {
    return with(
        new ModuleBuilder(), op.params(), c -> c.op(WasmOp.LOCAL_GET, 0).op(op).op(WasmOp.DROP));
  }

  private void memory() {
    for (final WasmOp op :
        List.of(WasmOp.I32_LOAD8_U, WasmOp.I32_LOAD16_S, WasmOp.I32_LOAD, WasmOp.I64_LOAD)) {
      for (final long address : new long[] {65_536, 0x7FFF_FFFF, 0x8000_0000L, -1}) {
        add(
            op.text() + " at " + address,
            with(
                withMemory(1),
                I32,
                c -> c.op(WasmOp.LOCAL_GET, 0).memory(op, new MemArg(0, 0, 0)).op(WasmOp.DROP)),
            TrapKind.OUT_OF_BOUNDS_MEMORY,
            address);
        add(
            op.text() + " far past " + address,
            with(
                withMemory(1),
                I32,
                c ->
                    c.op(WasmOp.LOCAL_GET, 0)
                        .memory(op, new MemArg(0, 0xFFFF_FFFFL, 0))
                        .op(WasmOp.DROP)),
            TrapKind.OUT_OF_BOUNDS_MEMORY,
            address);
      }
    }
    for (final long offset : new long[] {65_530, 0x7FFF_FFFFL, 0xFFFF_FFFFL}) {
      add(
          "i64.store at 0 + " + offset,
          with(
              withMemory(1),
              I32,
              c ->
                  c.op(WasmOp.LOCAL_GET, 0)
                      .i64(-1)
                      .memory(WasmOp.I64_STORE, new MemArg(0, offset, 0))),
          TrapKind.OUT_OF_BOUNDS_MEMORY,
          0);
    }
  }

  /** Three operands, then an instruction. */
  private static ModuleBuilder three(final ModuleBuilder builder, final InstructionWriter op) {
    return with(
        builder,
        I32_I32_I32,
        c -> {
          c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.LOCAL_GET, 1).op(WasmOp.LOCAL_GET, 2);
          for (final byte b : op.toBytes()) {
            c.raw(b & 0xFF);
          }
        });
  }

  private void bulkMemory() {
    final InstructionWriter fill = code().op(WasmOp.MEMORY_FILL, 0);
    final InstructionWriter copy = code().op(WasmOp.MEMORY_COPY, 0, 0);
    final InstructionWriter init = code().op(WasmOp.MEMORY_INIT, 0, 0);
    final long[][] fills = {
      {65_530, 1, 7}, {65_537, 1, 0}, {-1, 1, 0}, {-1, 1, 1}, {1, 1, 0x7FFF_FFFF}, {5, 1, -1}
    };
    for (final long[] args : fills) {
      add(
          "memory.fill " + List.of(args[0], args[2]),
          three(withMemory(1), fill),
          TrapKind.OUT_OF_BOUNDS_MEMORY,
          args);
    }
    final long[][] copies = {
      {65_530, 0, 7},
      {0, 65_530, 7},
      {65_537, 0, 0},
      {0, -1, 0},
      {1, 0, 0x7FFF_FFFF},
      {0, 1, 0x7FFF_FFFF},
      {0, 0, -1}
    };
    for (final long[] args : copies) {
      add(
          "memory.copy " + List.of(args[0], args[1], args[2]),
          three(withMemory(1), copy),
          TrapKind.OUT_OF_BOUNDS_MEMORY,
          args);
    }
    final long[][] inits = {
      {65_533, 0, 4}, {0, 1, 4}, {0, 5, 0}, {0, -1, 0}, {-1, 0, 0}, {1, 0, 0x7FFF_FFFF}, {0, 1, -1}
    };
    for (final long[] args : inits) {
      final ModuleBuilder passive = withMemory(1);
      passive.passiveData(new byte[] {1, 2, 3, 4});
      add(
          "memory.init " + List.of(args[0], args[1], args[2]),
          three(passive, init),
          TrapKind.OUT_OF_BOUNDS_MEMORY,
          args);
    }
    final ModuleBuilder active = withMemory(1);
    active.withDataCount().activeData(0, code().i32(0), new byte[] {1, 2, 3, 4});
    add(
        "memory.init from an active segment",
        three(active, init),
        TrapKind.OUT_OF_BOUNDS_MEMORY,
        0,
        0,
        1);
    final ModuleBuilder dropped = withMemory(1);
    dropped.passiveData(new byte[] {1, 2, 3, 4});
    add(
        "memory.init after data.drop",
        three(dropped, code().op(WasmOp.DATA_DROP, 0).op(WasmOp.MEMORY_INIT, 0, 0)),
        TrapKind.OUT_OF_BOUNDS_MEMORY,
        0,
        0,
        1);
  }

  private static ModuleBuilder withTable() {
    final ModuleBuilder builder = new ModuleBuilder();
    table(builder, 10, 20);
    return builder;
  }

  private void tables() {
    for (final long index : new long[] {10, 0x7FFF_FFFF, 0x8000_0000L, -1}) {
      add(
          "table.get " + index,
          with(
              withTable(),
              I32,
              c -> c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.TABLE_GET, 0).op(WasmOp.DROP)),
          TrapKind.OUT_OF_BOUNDS_TABLE,
          index);
      add(
          "table.set " + index,
          with(
              withTable(),
              I32,
              c -> c.op(WasmOp.LOCAL_GET, 0).refNull(ValType.FUNCREF).op(WasmOp.TABLE_SET, 0)),
          TrapKind.OUT_OF_BOUNDS_TABLE,
          index);
    }
  }

  private void bulkTables() {
    final long[][] fills = {{9, 2}, {11, 0}, {-1, 0}, {-5, 5}, {0x7FFF_FFFF, 0x7FFF_FFFF}, {1, -1}};
    for (final long[] args : fills) {
      add(
          "table.fill " + List.of(args[0], args[1]),
          with(
              withTable(),
              I32_I32,
              c ->
                  c.op(WasmOp.LOCAL_GET, 0)
                      .refNull(ValType.FUNCREF)
                      .op(WasmOp.LOCAL_GET, 1)
                      .op(WasmOp.TABLE_FILL, 0)),
          TrapKind.OUT_OF_BOUNDS_TABLE,
          args);
    }
    final long[][] copies = {
      {9, 0, 2},
      {0, 9, 2},
      {11, 0, 0},
      {0, -1, 0},
      {1, 0, 0x7FFF_FFFF},
      {0, 1, 0x7FFF_FFFF},
      {0, 0, -1}
    };
    for (final long[] args : copies) {
      add(
          "table.copy " + List.of(args[0], args[1], args[2]),
          three(withTable(), code().op(WasmOp.TABLE_COPY, 0, 0)),
          TrapKind.OUT_OF_BOUNDS_TABLE,
          args);
    }
    final long[][] inits = {
      {9, 0, 2}, {0, 1, 2}, {0, 3, 0}, {-1, 0, 0}, {0, -1, 1}, {0, -1, 0}, {1, 0, 0x7FFF_FFFF}
    };
    for (final long[] args : inits) {
      final ModuleBuilder builder = withTable();
      final ModuleBuilder module = three(builder, code().op(WasmOp.TABLE_INIT, 0, 0));
      builder.passiveElements(List.of(0, 0));
      add(
          "table.init " + List.of(args[0], args[1], args[2]),
          module,
          TrapKind.OUT_OF_BOUNDS_TABLE,
          args);
    }
    final ModuleBuilder active = withTable();
    three(active, code().op(WasmOp.TABLE_INIT, 0, 0));
    active.activeElements(0, code().i32(0), List.of(0, 0));
    add("table.init from an active segment", active, TrapKind.OUT_OF_BOUNDS_TABLE, 0, 0, 1);
    final ModuleBuilder dropped = withTable();
    three(dropped, code().op(WasmOp.ELEM_DROP, 0).op(WasmOp.TABLE_INIT, 0, 0));
    dropped.passiveElements(List.of(0, 0));
    add("table.init after elem.drop", dropped, TrapKind.OUT_OF_BOUNDS_TABLE, 0, 0, 1);
  }

  private void indirectCalls() {
    for (final long index : new long[] {10, 0x7FFF_FFFF, 0x8000_0000L, -1}) {
      add("call_indirect " + index, indirect(), TrapKind.UNDEFINED_ELEMENT, index);
    }
    add("call_indirect null", indirect(), TrapKind.UNINITIALIZED_ELEMENT, 5);
    add("call_indirect other type", indirect(), TrapKind.INDIRECT_CALL_TYPE_MISMATCH, 1);
  }

  private static ModuleBuilder indirect() {
    final ModuleBuilder builder = withTable();
    final int right = function(builder, "right", NONE, NONE, c -> {});
    final int wrong = function(builder, "wrong", I32, I32, c -> c.op(WasmOp.LOCAL_GET, 0));
    builder.activeElements(0, code().i32(0), List.of(right, wrong));
    final int type = builder.type(NONE, NONE);
    return with(builder, I32, c -> c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.CALL_INDIRECT, type, 0));
  }

  @TestFactory
  List<DynamicTest> instantiations_trap_alike_on_every_engine() {
    final ModuleBuilder data = withMemory(1);
    data.activeData(0, code().i32(65_533), new byte[] {1, 2, 3, 4});
    final ModuleBuilder farData = withMemory(1);
    farData.activeData(0, code().i32(-1), new byte[0]);
    final ModuleBuilder elements = withTable();
    function(elements, "f", NONE, NONE, c -> {});
    elements.activeElements(0, code().i32(9), List.of(0, 0));
    final ModuleBuilder farElements = withTable();
    function(farElements, "f", NONE, NONE, c -> {});
    farElements.activeElements(0, code().i32(-1), List.of(0));
    final ModuleBuilder pastTheEnd = withTable();
    pastTheEnd.activeElements(0, code().i32(11), List.of());
    final ModuleBuilder start = new ModuleBuilder();
    start.start(function(start, "f", NONE, NONE, c -> c.op(WasmOp.UNREACHABLE)));
    final ModuleBuilder dividing = new ModuleBuilder();
    dividing.start(
        function(
            dividing, "f", NONE, NONE, c -> c.i32(1).i32(0).op(WasmOp.I32_DIV_S).op(WasmOp.DROP)));
    final ModuleBuilder logging = new ModuleBuilder();
    final int log = logging.importFunction("env", "log", new FuncType(I32, NONE));
    logging.start(
        function(
            logging, "f", NONE, NONE, c -> c.i32(5).op(WasmOp.CALL, log).op(WasmOp.UNREACHABLE)));
    return List.of(
        instantiation("data past the end", data, TrapKind.OUT_OF_BOUNDS_MEMORY),
        instantiation("empty data far out", farData, TrapKind.OUT_OF_BOUNDS_MEMORY),
        instantiation("elements past the end", elements, TrapKind.OUT_OF_BOUNDS_TABLE),
        instantiation("elements far out", farElements, TrapKind.OUT_OF_BOUNDS_TABLE),
        instantiation("empty elements past the end", pastTheEnd, TrapKind.OUT_OF_BOUNDS_TABLE),
        instantiation("unreachable start", start, TrapKind.UNREACHABLE),
        instantiation("dividing start", dividing, TrapKind.INTEGER_DIVIDE_BY_ZERO),
        instantiation("start after a host call", logging, TrapKind.UNREACHABLE));
  }

  private static DynamicTest instantiation(
      final String name, final ModuleBuilder builder, final TrapKind kind) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          final Differential run =
              Differential.start(
                  builder.build(),
                  Differential.ladder(CompilerOptions.DEFAULT),
                  HostFunctions.MIXING,
                  FUEL);
          assertThat(run.outcomes()).hasSize(5);
          for (final EngineOutcome outcome : run.outcomes()) {
            assertThat(outcome.outcome().isTrap(kind)).as("%s", outcome).isTrue();
          }
          assertThat(run.instantiation()).isEqualTo(new Verdict.AgreeTrap(kind));
          assertThat(run.hasEnded()).isTrue();
        });
  }
}
