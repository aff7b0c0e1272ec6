package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parallax.oracle.SmallModules.I32_I32_I32;
import static parallax.oracle.SmallModules.NONE;
import static parallax.oracle.SmallModules.code;
import static parallax.oracle.SmallModules.function;
import static parallax.oracle.SmallModules.table;
import static parallax.oracle.SmallModules.withMemory;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;

/** Each known fault, on Chicory as it is, and what the engine makes of it. */
final class ChicoryFaultTest {
  private static final long FUEL = 1L << 40;

  private static Instance bare(final ModuleBuilder builder) {
    return Instance.builder(Parser.parse(builder.build())).withStart(false).build();
  }

  private static Verdict call(final ModuleBuilder builder, final int... args) {
    final Differential run =
        Differential.start(
            builder.build(),
            Differential.ladder(CompilerOptions.DEFAULT),
            HostFunctions.ZERO,
            FUEL);
    return run.call("f", java.util.Arrays.stream(args).mapToObj(WasmValue::i32).toList(), FUEL);
  }

  @Test
  void bulk_ranges_overflow() {
    final ModuleBuilder fill = withMemory(1);
    function(
        fill,
        "f",
        I32_I32_I32,
        NONE,
        c ->
            c.op(WasmOp.LOCAL_GET, 0)
                .op(WasmOp.LOCAL_GET, 1)
                .op(WasmOp.LOCAL_GET, 2)
                .op(WasmOp.MEMORY_FILL, 0));
    assertThat(ChicoryFault.BULK_RANGE_OVERFLOW.isCorrected()).isTrue();
    final Instance instance = bare(fill);
    assertThatThrownBy(() -> instance.export("f").apply(1, 7, Integer.MAX_VALUE))
        .isNotInstanceOf(ChicoryException.class);
    assertThat(instance.memory().read(1)).isEqualTo((byte) 7);
    assertThat(call(fill, 1, 7, Integer.MAX_VALUE))
        .isEqualTo(new Verdict.AgreeTrap(TrapKind.OUT_OF_BOUNDS_MEMORY));
  }

  @Test
  void active_data_is_kept() {
    final ModuleBuilder init = withMemory(1);
    init.withDataCount().activeData(0, code().i32(0), new byte[] {5});
    function(init, "f", NONE, NONE, c -> c.i32(9).i32(0).i32(1).op(WasmOp.MEMORY_INIT, 0, 0));
    assertThat(ChicoryFault.ACTIVE_DATA_KEPT.isCorrected()).isTrue();
    assertThatCode(() -> bare(init).export("f").apply()).doesNotThrowAnyException();
    assertThat(call(init)).isEqualTo(new Verdict.AgreeTrap(TrapKind.OUT_OF_BOUNDS_MEMORY));
  }

  @Test
  void table_growth_overflows() {
    final ModuleBuilder grow = new ModuleBuilder();
    table(grow, 2, 10);
    function(
        grow,
        "f",
        NONE,
        List.of(ValType.I32),
        c -> c.refNull(ValType.FUNCREF).i32(Integer.MAX_VALUE).op(WasmOp.TABLE_GROW, 0));
    assertThat(ChicoryFault.TABLE_GROW_OVERFLOW.isCorrected()).isTrue();
    assertThatThrownBy(() -> bare(grow).export("f").apply())
        .isInstanceOf(NegativeArraySizeException.class);
    assertThat(call(grow)).isInstanceOf(Verdict.Agree.class);
  }

  @Test
  void table_copy_looks_for_an_instance_in_the_wrong_place() {
    final ModuleBuilder copy = new ModuleBuilder();
    final int small = table(copy, 1, 1);
    final int large = table(copy, 10, 10);
    function(
        copy, "f", NONE, NONE, c -> c.i32(8).i32(0).i32(1).op(WasmOp.TABLE_COPY, large, small));
    assertThat(ChicoryFault.TABLE_COPY_INSTANCE.isCorrected()).isTrue();
    assertThatThrownBy(() -> bare(copy).export("f").apply())
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    assertThat(call(copy)).isInstanceOf(Verdict.Agree.class);
  }

  @Test
  void empty_elements_far_out_do_not_trap() {
    final ModuleBuilder far = new ModuleBuilder();
    table(far, 1, 1);
    far.activeElements(0, code().i32(-1), List.of());
    assertThatCode(() -> bare(far)).doesNotThrowAnyException();
    assertThat(ChicoryFault.EMPTY_ELEMENTS_FAR_OUT.isCorrected()).isFalse();
    final Differential run =
        Differential.start(
            far.build(), Differential.ladder(CompilerOptions.DEFAULT), HostFunctions.ZERO, FUEL);
    assertThat(run.instantiation())
        .isEqualTo(
            new Verdict.Inconclusive(
                Verdict.Reason.REFERENCE, ChicoryFault.EMPTY_ELEMENTS_FAR_OUT.name()));
    for (int i = 1; i <= 3; i++) {
      assertThat(run.outcomes().get(i).outcome().isTrap(TrapKind.OUT_OF_BOUNDS_TABLE)).isTrue();
    }
  }

  /** A function "f" that executes one instruction on its parameters. */
  private static ModuleBuilder instruction(final WasmOp op) {
    final ModuleBuilder builder = new ModuleBuilder();
    function(
        builder,
        "f",
        op.params(),
        op.results(),
        c -> {
          for (int i = 0; i < op.params().size(); i++) {
            c.op(WasmOp.LOCAL_GET, i);
          }
          c.op(op);
        });
    return builder;
  }

  private static Verdict compare(final WasmOp op, final long... args) {
    return compare(instruction(op), args);
  }

  /** Where the reference's NaNs are its own. */
  private static Verdict compareAsIs(final WasmOp op, final long... args) {
    return compare(instruction(op).custom(NanMode.CANONICAL_SECTION, new byte[0]), args);
  }

  private static Verdict compare(final ModuleBuilder builder, final long... args) {
    final Differential run =
        Differential.start(
            builder.build(),
            Differential.ladder(CompilerOptions.DEFAULT),
            HostFunctions.ZERO,
            FUEL);
    return run.call("f", WasmValue.forParameters(run.functionType("f").orElseThrow(), args), FUEL);
  }

  @Test
  void large_unsigned_numbers_become_wrong_floats() {
    assertThat(ChicoryFault.UNSIGNED_TO_FLOAT.isCorrected()).isTrue();
    final long[] numbers = {
      -1124523106299255477L,
      -596073995409679360L,
      -1,
      Long.MIN_VALUE,
      -1L << 39,
      (-1L << 40) + 1,
      0x8000_0080_0000_0000L,
      0x8000_0180_0000_0000L,
      0x8000_0000_0000_0400L,
      0x8000_0000_0000_0C00L
    };
    boolean wrong = false;
    for (final long number : numbers) {
      for (final WasmOp op : List.of(WasmOp.F32_CONVERT_I64_U, WasmOp.F64_CONVERT_I64_U)) {
        assertThat(compare(op, number)).as("%s %s", op, number).isInstanceOf(Verdict.Agree.class);
        final long raw = bare(instruction(op)).export("f").apply(number)[0];
        final double exact = new java.math.BigDecimal(Long.toUnsignedString(number)).doubleValue();
        wrong |= op == WasmOp.F64_CONVERT_I64_U && raw != Double.doubleToRawLongBits(exact);
      }
    }
    assertThat(wrong).isTrue();
  }

  @Test
  void a_number_gives_the_wrong_sign() {
    final long one = Float.floatToRawIntBits(1);
    final long number = Float.floatToRawIntBits((float) 0xFFC0_0000L);
    assertThat(ChicoryFault.COPYSIGN_OF_A_NUMBER.isCorrected()).isTrue();
    assertThat((int) bare(instruction(WasmOp.F32_COPYSIGN)).export("f").apply(one, number)[0])
        .isEqualTo(Float.floatToRawIntBits(-1));
    for (final long sign : new long[] {number, number ^ Integer.MIN_VALUE, 0x7FC0_0000L, -1}) {
      assertThat(compare(WasmOp.F32_COPYSIGN, one, sign)).isInstanceOf(Verdict.Agree.class);
    }
  }

  @Test
  void nans_keep_a_sign_or_stay_signalling() {
    final long signalling = 0x7FF0_0000_0000_0001L;
    final long negative = 0xFFC0_0000L;
    assertThat((int) bare(instruction(WasmOp.F32_ABS)).export("f").apply(negative)[0])
        .isEqualTo((int) negative);
    assertThat(compare(WasmOp.F32_ABS, negative)).isInstanceOf(Verdict.Agree.class);
    assertThat(ChicoryFault.ABS_OF_NAN.isCorrected()).isTrue();
    for (final WasmOp op : List.of(WasmOp.F64_MIN, WasmOp.F64_MAX)) {
      assertThat(bare(instruction(op)).export("f").apply(0, signalling)[0]).isEqualTo(signalling);
      assertThat(compareAsIs(op, 0, signalling)).isInstanceOf(Verdict.Difference.class);
      assertThat(compare(op, 0, signalling)).isInstanceOf(Verdict.Agree.class);
    }
    assertThat(ChicoryFault.SIGNALLING_MIN_MAX.isCorrected()).isTrue();
    for (final WasmOp op : List.of(WasmOp.F64_CEIL, WasmOp.F64_FLOOR, WasmOp.F64_TRUNC)) {
      assertThat(bare(instruction(op)).export("f").apply(signalling)[0]).isEqualTo(signalling);
      assertThat(compare(op, signalling)).isInstanceOf(Verdict.Agree.class);
    }
    assertThat(ChicoryFault.SIGNALLING_ROUNDING.isCorrected()).isTrue();
  }

  @Test
  void an_exception_that_is_no_trap_is_the_fault_of_the_reference() {
    final HostFunctions broken =
        (module, name, type, args) -> {
          throw new IllegalStateException("a host that breaks");
        };
    final ModuleBuilder builder = new ModuleBuilder();
    final int imported =
        builder.importFunction("env", "f", new parallax.compiler.binary.FuncType(NONE, NONE));
    function(builder, "f", NONE, NONE, c -> c.op(WasmOp.CALL, imported));
    final Differential run =
        Differential.start(builder.build(), List.of(new SilentEngine()), broken, FUEL);
    assertThat(run.call("f", List.of(), FUEL))
        .isInstanceOfSatisfying(
            Verdict.Difference.class, d -> assertThat(d.rule()).isEqualTo("reference-fault"));
  }

  /** The machine with a host that does not break. */
  private static final class SilentEngine implements Engine {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    public EngineInstance instantiate(
        final byte[] wasm, final HostFunctions host, final long budget) {
      return new PvmEngine(CompilerOptions.DEFAULT).instantiate(wasm, HostFunctions.ZERO, budget);
    }
  }
}
