package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.Immediate;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.Op;

/**
 * Every float instruction, on a grid of edge values and on random bits: Java's arithmetic in the
 * frontend's IR, integers in legal IR and the machine give the same bits and the same traps.
 */
final class FloatInstructionsTest {
  private static final int RANDOM = 300;

  private static final double[] EDGES = {
    0,
    Double.MIN_VALUE,
    0x1.fffffffffffffp-1023,
    Double.MIN_NORMAL,
    Float.MIN_VALUE,
    0x1.8p-149,
    0x1.fffffcp-127,
    Float.MIN_NORMAL,
    0.1f,
    0x1.fffffep-2,
    0.5,
    0x1.fffffep-1,
    0x1.fffffffffffffp-1,
    1,
    0x1.000002p0,
    1.5,
    2.5,
    3,
    0x1.fffffep22,
    0x1p23,
    0x1.fffffep30,
    0x1.fffffffcp30,
    0x1.fffffffffffffp30,
    0x1p31,
    0x1.00000001fffffp31,
    0x1.00000002p31,
    0x1.000002p31,
    0x1.fffffep31,
    0x1.fffffffep31,
    0x1.fffffffffffffp31,
    0x1p32,
    0x1p52,
    0x1.fffffep62,
    0x1.fffffffffffffp62,
    0x1p63,
    0x1.0000000000001p63,
    0x1.fffffffffffffp63,
    0x1p64,
    Float.MAX_VALUE,
    0x1.ffffffp127,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY
  };

  private static List<Long> operands(final ValType type) {
    final List<Long> values = new ArrayList<>();
    switch (type.kind()) {
      case F32 -> {
        for (final double edge : EDGES) {
          values.add((long) Float.floatToRawIntBits((float) edge));
          values.add((long) Float.floatToRawIntBits((float) -edge));
        }
        values.addAll(List.of(0x7FC0_0000L, 0xFFC0_0000L, 0x7F80_0001L, 0xFFFF_FFFFL));
      }
      case F64 -> {
        for (final double edge : EDGES) {
          values.add(Double.doubleToRawLongBits(edge));
          values.add(Double.doubleToRawLongBits(-edge));
        }
        values.addAll(
            List.of(0x7FF8L << 48, 0xFFF8L << 48, (0x7FF0L << 48) + 1, 0xFFFF_FFFF_FFFF_FFFFL));
      }
      default -> {
        for (int i = 0; i < 64; i += 3) {
          values.addAll(List.of(1L << i, (1L << i) - 1, -(1L << i), ~(1L << i)));
        }
        values.addAll(List.of(0xFFFF_FF7FL, 0xFFFF_FF80L, 0xFFFF_FF81L, Long.MAX_VALUE));
        values.addAll(
            List.of(0x7FFF_FFBF_FFFF_FFFFL, 0xFFFF_FF7F_FFFF_FFFFL, 0x20_0000_0000_0003L));
      }
    }
    return values;
  }

  static List<WasmOp> instructions() {
    final List<WasmOp> found = new ArrayList<>();
    for (final WasmOp op : WasmOp.values()) {
      if (op.immediate() == Immediate.NONE && op.hasSignature()) {
        final String all = types(op.params()) + " " + types(op.results());
        if (all.contains("f") && !all.contains("v128")) {
          found.add(op);
        }
      }
    }
    return found;
  }

  @Test
  void all_families_are_among_them() {
    assertThat(trappingTruncations()).hasSize(8);
    assertThat(instructions()).hasSize(12 + 2 * 14 + 4 * 4 + 8 + 2 + 4).contains(WasmOp.F32_LT);
  }

  private static String types(final List<ValType> types) {
    return types.stream()
        .map(type -> type.kind().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static String module(final WasmOp op) {
    final StringBuilder text = new StringBuilder("(module (func (export \"f\") (param ");
    text.append(types(op.params())).append(") (result ").append(types(op.results())).append(")");
    for (int i = 0; i < op.params().size(); i++) {
      text.append(" (local.get ").append(i).append(')');
    }
    return text.append(' ').append(op.text()).append("))").toString();
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void every_rung_gives_the_same_bits(final WasmOp op) throws CompileException {
    final Rungs rungs = Rungs.of(module(op));
    final List<Long> first = operands(op.params().get(0));
    final boolean binary = op.params().size() == 2;
    for (final long a : first) {
      if (binary) {
        for (final long b : first) {
          rungs.call("f", a, b);
        }
      } else {
        rungs.call("f", a);
      }
    }
    final Random random = new Random(7);
    for (int i = 0; i < RANDOM; i++) {
      final long a = random.nextLong();
      // Half of the pairs are close to each other.
      final long b = i % 2 == 0 ? random.nextLong() : a ^ (1L << random.nextInt(64));
      if (binary) {
        rungs.call("f", a, b);
      } else {
        rungs.call("f", a);
      }
    }
  }

  static List<WasmOp> trappingTruncations() {
    return instructions().stream().filter(op -> op.text().contains(".trunc_f")).toList();
  }

  /** All rungs have the traps from the frontend, so these are held against the definition. */
  @ParameterizedTest
  @MethodSource("trappingTruncations")
  void truncations_trap_exactly_outside_of_their_range(final WasmOp op) throws CompileException {
    final Rungs rungs = Rungs.of(module(op));
    for (final long bits : operands(op.params().get(0))) {
      assertThat(rungs.call("f", bits))
          .as("%s of %x", op.text(), bits)
          .isEqualTo(truncated(op, bits));
    }
  }

  /** Core 3.0, 4.3.2: trunc_u and trunc_s. */
  private static String truncated(final WasmOp op, final long bits) {
    final double value =
        op.params().get(0) == ValType.F32
            ? Float.intBitsToFloat((int) bits)
            : Double.longBitsToDouble(bits);
    if (Double.isNaN(value)) {
      return TrapKind.INVALID_CONVERSION.text();
    }
    if (Double.isInfinite(value)) {
      return TrapKind.INTEGER_OVERFLOW.text();
    }
    final BigInteger whole = new BigDecimal(value).toBigInteger();
    final boolean narrow = op.results().get(0) == ValType.I32;
    final int width = narrow ? 32 : 64;
    final boolean fits =
        op.text().endsWith("_s")
            ? whole.bitLength() < width
            : whole.signum() >= 0 && whole.bitLength() <= width;
    if (!fits) {
      return TrapKind.INTEGER_OVERFLOW.text();
    }
    return Long.toString(narrow ? whole.intValue() : whole.longValue());
  }

  @ParameterizedTest
  @CsvSource({"eq, 8, 5", "ne, 8, 5", "lt, 15, 11", "le, 15, 11", "gt, 15, 11", "ge, 15, 11"})
  void comparisons_are_short(final String name, final int all, final int withoutConstants)
      throws CompileException {
    for (final WasmOp op : instructions()) {
      if (op.text().endsWith("." + name)) {
        final ModuleIr legal =
            WasmCompiler.legalized(
                List.of(InstanceSpec.of(Wat.parse(module(op)))), CompilerOptions.DEFAULT);
        assertThat(legal.functions()).hasSize(1);
        final Function function = legal.functions().get(0).body().orElseThrow();
        final List<Op> ops =
            function.entry().instructions().stream()
                .map(instruction -> instruction.op())
                .filter(each -> !each.isTerminator())
                .toList();
        assertThat(ops).hasSize(all);
        assertThat(ops.stream().filter(each -> each != Op.CONST)).hasSize(withoutConstants);
      }
    }
  }

  @Test
  void bits_survive_loads_stores_globals_locals_selects_and_calls() throws CompileException {
    final Rungs rungs =
        Rungs.of(
            """
            (module
              (memory 1)
              (global $g (mut f32) (f32.const nan:0x200001))
              (global $h (mut f64) (f64.const -nan:0x4000000000001))
              (table funcref (elem $narrow $wide $integer))
              (type $narrow (func (param f32) (result f32)))
              (type $wide (func (param f64) (result f64)))
              (type $integer (func (param i32) (result i32)))
              (func $narrow (type $narrow) (local f32) (local.set 1 (local.get 0)) (local.get 1))
              (func $wide (type $wide) (f64.store offset=8 (i32.const 1) (local.get 0)) (f64.load (i32.const 9)))
              (func $integer (type $integer) (local.get 0))
              (func (export "g") (result f32 f64) (global.get $g) (global.get $h))
              (func (export "set") (param f32 f64) (global.set $g (local.get 0)) (global.set $h (local.get 1)))
              (func (export "narrow") (param f32) (result f32)
                (f32.store (i32.const 0) (local.get 0))
                (call_indirect (type $narrow) (f32.load (i32.const 0)) (i32.const 0)))
              (func (export "wide") (param i32 f64) (result f64)
                (select (call_indirect (type $wide) (local.get 1) (i32.const 1)) (f64.const inf) (local.get 0)))
              (func (export "mismatch") (result f32)
                (call_indirect (type $narrow) (f32.const 0) (i32.const 2)))
              (func (export "loop") (param f64) (result f64) (local i32)
                (local.get 0)
                (loop (param f64) (result f64)
                  (f64.reinterpret_i64 (i64.add (i64.reinterpret_f64) (i64.const 1)))
                  (br_if 0 (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 5)))))
              (func (export "zero") (result f32 f64) (local f32 f64) (local.get 0) (local.get 1)))
            """);
    assertThat(rungs.call("g")).isEqualTo(0x7FA0_0001 + " " + 0xFFF4_0000_0000_0001L);
    assertThat(rungs.call("set", 0xFFC0_0001L, 5)).isEmpty();
    assertThat(rungs.call("g")).isEqualTo((int) 0xFFC0_0001L + " 5");
    assertThat(rungs.call("narrow", 0xFF80_0001L)).isEqualTo("" + (int) 0xFF80_0001L);
    assertThat(rungs.call("wide", 1, 0xFFF0_0000_0000_0001L))
        .isEqualTo("" + 0xFFF0_0000_0000_0001L);
    assertThat(rungs.call("wide", 0, 0)).isEqualTo("" + (0x7FF0L << 48));
    assertThat(rungs.call("mismatch")).isEqualTo("indirect call type mismatch");
    assertThat(rungs.call("loop", 7)).isEqualTo("12");
    assertThat(rungs.call("zero")).isEqualTo("0 0");
  }

  @Test
  void a_routine_is_there_once_and_only_when_it_is_called() throws CompileException {
    final String text =
        """
        (module
          (func (param f64) (result f64) (f64.mul (f64.mul (local.get 0) (local.get 0)) (local.get 0)))
          (func (param f64) (result f64) (f64.mul (local.get 0) (f64.const 2))))
        """;
    final ModuleIr legal =
        WasmCompiler.legalized(List.of(InstanceSpec.of(Wat.parse(text))), CompilerOptions.DEFAULT);
    final List<String> names = legal.functions().stream().map(f -> f.name()).toList();
    assertThat(names).doesNotHaveDuplicates().contains("f64_mul").doesNotContain("f64_add");
    assertThat(names.size()).isLessThan(8);
  }
}
