package parallax.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.Immediate;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.oracle.SmallModules;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.NanMode;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.NanRule;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.isa.Profile;

/**
 * Each instruction of arithmetic, given NaNs of every kind, gives one of the class that the
 * specification demands of it (core 3.0 section 4.3.3): the canonical one when no operand is
 * another NaN, else an arithmetic one. Our engines promise the positive canonical one besides, and
 * so does the reference unless a module wants it as it is.
 */
final class NanClassTest {
  private static final long FUEL = 100_000;

  private static final long[] F32 = {
    0x7FC0_0000L,
    0xFFC0_0000L,
    0x7FC1_2345L,
    0xFFFF_FFFFL,
    0x7F80_0001L,
    0xFFBF_FFFFL,
    0,
    0x8000_0000L,
    0x3F80_0000L,
    0xBF80_0000L,
    0x7F80_0000L,
    0xFF80_0000L,
    1,
    0x7F7F_FFFFL
  };
  private static final long[] F64 = {
    0x7FF8_0000_0000_0000L,
    0xFFF8_0000_0000_0000L,
    0x7FF8_0000_0000_0001L,
    -1,
    0x7FF0_0000_0000_0001L,
    0xFFF7_FFFF_FFFF_FFFFL,
    0,
    Long.MIN_VALUE,
    0x3FF0_0000_0000_0000L,
    0xBFF0_0000_0000_0000L,
    0x7FF0_0000_0000_0000L,
    0xFFF0_0000_0000_0000L,
    1,
    0x7FEF_FFFF_FFFF_FFFFL
  };

  /** What may come of operands. */
  @FunctionalInterface
  private interface Rule {
    boolean allows(List<WasmValue> operands, WasmValue result);
  }

  private static boolean isFloat(final ValType type) {
    return type == ValType.F32 || type == ValType.F64;
  }

  private static List<WasmOp> arithmetic() {
    return Arrays.stream(WasmOp.values())
        .filter(op -> op.hasSignature() && op.immediate() == Immediate.NONE)
        .filter(op -> op.results().size() == 1 && isFloat(op.results().get(0)))
        .filter(op -> isFloat(op.params().get(0)))
        .filter(op -> !op.text().matches(".*\\.(abs|neg|copysign)"))
        .toList();
  }

  /** Functions named as their instruction. */
  private static ModuleBuilder module(final List<WasmOp> ops) {
    final ModuleBuilder builder = new ModuleBuilder();
    for (final WasmOp op : ops) {
      SmallModules.function(
          builder,
          op.text(),
          op.params(),
          op.results(),
          c -> {
            for (int i = 0; i < op.params().size(); i++) {
              c.op(WasmOp.LOCAL_GET, i);
            }
            c.op(op);
          });
    }
    return builder;
  }

  private static List<List<WasmValue>> operands(final WasmOp op) {
    final long[] first = op.params().get(0) == ValType.F32 ? F32 : F64;
    final List<List<WasmValue>> all = new ArrayList<>();
    for (final long a : first) {
      if (op.params().size() == 1) {
        all.add(List.of(new WasmValue(op.params().get(0), a)));
      } else {
        for (final long b : first) {
          all.add(
              List.of(new WasmValue(op.params().get(0), a), new WasmValue(op.params().get(1), b)));
        }
      }
    }
    return all;
  }

  private static boolean isOfItsClass(final List<WasmValue> operands, final WasmValue result) {
    final boolean canonical =
        operands.stream().allMatch(v -> !NanRule.ANY.holds(v) || NanRule.CANONICAL.holds(v));
    return !NanRule.ANY.holds(result)
        || (canonical ? NanRule.CANONICAL : NanRule.ARITHMETIC).holds(result);
  }

  private static boolean isPositiveCanonical(
      final List<WasmValue> operands, final WasmValue result) {
    return result.equals(NanRule.canonical(result));
  }

  /** What an engine does that a rule does not allow. */
  private static List<String> wrong(final Engine engine, final Rule rule) {
    return wrong(engine, module(arithmetic()), rule);
  }

  private static List<String> wrong(
      final Engine engine, final ModuleBuilder module, final Rule rule) {
    final List<String> wrong = new ArrayList<>();
    int nans = 0;
    final EngineInstance instance = engine.instantiate(module.build(), HostFunctions.ZERO, 1 << 30);
    assertThat(instance.instantiation()).isInstanceOf(Outcome.Returned.class);
    for (final WasmOp op : arithmetic()) {
      for (final List<WasmValue> operands : operands(op)) {
        final WasmValue result =
            ((Outcome.Returned) instance.call(op.text(), operands, 1 << 30)).values().get(0);
        final boolean propagates = operands.stream().anyMatch(NanRule.ANY::holds);
        nans += NanRule.ANY.holds(result) ? 1 : 0;
        if ((propagates && !NanRule.ANY.holds(result)) || !rule.allows(operands, result)) {
          wrong.add(op.text() + operands + " = " + result);
        }
      }
    }
    assertThat(nans).isGreaterThan(1_000);
    return wrong;
  }

  private static Stream<Engine> ours() {
    return Stream.concat(
        Differential.ladder(CompilerOptions.DEFAULT).stream(),
        Arrays.stream(Profile.values())
            .map(profile -> new PvmEngine(CompilerOptions.DEFAULT.withProfile(profile))));
  }

  @Test
  void there_are_as_many_instructions_of_arithmetic_as_the_specification_has() {
    assertThat(arithmetic()).hasSize(24);
  }

  @Test
  void every_engine_of_ours_gives_the_class_that_is_due_and_of_it_the_canonical_one() {
    ours()
        .forEach(
            engine -> {
              assertThat(wrong(engine, NanClassTest::isOfItsClass)).isEmpty();
              assertThat(wrong(engine, NanClassTest::isPositiveCanonical)).isEmpty();
            });
  }

  @Test
  void the_reference_that_sees_to_its_nans_gives_the_canonical_one() {
    assertThat(wrong(new ChicoryEngine(), NanClassTest::isPositiveCanonical)).isEmpty();
  }

  @Test
  void the_reference_as_it_is_does_not() {
    final ModuleBuilder module =
        module(arithmetic()).custom(NanMode.CANONICAL_SECTION, new byte[0]);
    assertThat(wrong(new ChicoryEngine(), module, NanClassTest::isOfItsClass)).isNotEmpty();
  }

  @Test
  void signs_and_bits_of_nans_are_compared_with_the_reference() {
    final List<WasmOp> ops =
        List.of(
            WasmOp.F32_ABS,
            WasmOp.F64_ABS,
            WasmOp.F32_NEG,
            WasmOp.F64_NEG,
            WasmOp.F32_COPYSIGN,
            WasmOp.F64_COPYSIGN,
            WasmOp.I32_REINTERPRET_F32,
            WasmOp.I64_REINTERPRET_F64);
    final Differential run =
        Differential.start(
            module(ops).build(),
            Differential.ladder(CompilerOptions.DEFAULT),
            HostFunctions.ZERO,
            FUEL);
    for (final WasmOp op : ops) {
      assertThat(run.functionType(op.text())).contains(new FuncType(op.params(), op.results()));
      for (final List<WasmValue> operands : operands(op)) {
        assertThat(run.call(op.text(), operands, FUEL))
            .as("%s %s", op.text(), operands)
            .isInstanceOf(Verdict.Agree.class);
      }
    }
  }
}
