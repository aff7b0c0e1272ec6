package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.binary.Immediate;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.isa.Profile;

/**
 * What instructions on floats cost at most, alone in an exported function: for every pair of edges
 * of the formats, and random operands. The reference takes 3 units of fuel for each, and gives an
 * engine 1,000 gas for a unit; {@code RATIONALE.md} has the figures, {@code -Dbless} puts them
 * there.
 */
final class FloatFuelTest {
  private static final Path RATIONALE =
      Path.of(System.getProperty("parallax.root"), "oracle/RATIONALE.md");
  private static final String BEFORE = "An instruction on floats counts 3: ";
  private static final String AFTER = " (`FloatFuelTest`";
  private static final int RANDOM = 1_500;
  private static final long BUDGET = 1_000_000;
  private static final long FUEL_OF_FLOATS = 3;
  private static final long GAS_OF_FUEL = 1_000;

  private static final double[] EDGES = {
    0,
    Double.MIN_VALUE,
    0x1p-1022,
    0x1.8p-512,
    0.5,
    1,
    1.5,
    0x1.fffffep30,
    0x1p63,
    0x1p300,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN,
    Float.MIN_VALUE,
    0x1p-126,
    0x1.8p-63,
    Float.MAX_VALUE
  };

  /** Instructions with float operands or results and nothing else but numbers. */
  private static List<WasmOp> instructions() {
    final List<ValType> numbers = List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64);
    return Arrays.stream(WasmOp.values())
        .filter(op -> op.hasSignature() && op.immediate() == Immediate.NONE)
        .filter(op -> types(op).allMatch(numbers::contains))
        .filter(op -> types(op).anyMatch(type -> type == ValType.F32 || type == ValType.F64))
        .toList();
  }

  private static Stream<ValType> types(final WasmOp op) {
    return Stream.concat(op.params().stream(), op.results().stream());
  }

  private static byte[] module() throws WatException {
    final StringBuilder text = new StringBuilder("(module");
    for (final WasmOp op : instructions()) {
      final String params =
          op.params().stream().map(ValType::text).collect(Collectors.joining(" "));
      final String operands =
          IntStream.range(0, op.params().size())
              .mapToObj("(local.get %d)"::formatted)
              .collect(Collectors.joining(" "));
      text.append(
          "%n(func (export \"%s\") (param %s) (result %s) (%s %s))"
              .formatted(op.text(), params, op.results().get(0).text(), op.text(), operands));
    }
    return WatParser.parse(text.append(')').toString());
  }

  /** The most gas that a call took, for each instruction. */
  private static Map<WasmOp, Long> measure(final Profile profile) throws WatException {
    final EngineInstance instance =
        new PvmEngine(CompilerOptions.DEFAULT.withProfile(profile))
            .instantiate(module(), HostFunctions.ZERO, BUDGET);
    final Map<WasmOp, Long> most = new TreeMap<>();
    for (final WasmOp op : instructions()) {
      for (final List<WasmValue> operands : operands(op)) {
        instance.call(op.text(), operands, BUDGET);
        most.merge(op, instance.cost(), Math::max);
      }
    }
    return most;
  }

  private static List<List<WasmValue>> operands(final WasmOp op) {
    final List<List<WasmValue>> operands = new ArrayList<>();
    final ValType type = op.params().get(0);
    for (final double a : EDGES) {
      for (final double b : EDGES) {
        for (final double sign : new double[] {1, -1}) {
          operands.add(values(op, edge(type, a), edge(type, sign * b)));
        }
      }
    }
    final SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < RANDOM; i++) {
      operands.add(values(op, random.nextLong(), random.nextLong()));
    }
    return operands;
  }

  private static long edge(final ValType type, final double value) {
    if (type == ValType.F32) {
      return Float.floatToRawIntBits((float) value);
    }
    return type == ValType.F64 ? Double.doubleToRawLongBits(value) : (long) value;
  }

  private static List<WasmValue> values(final WasmOp op, final long... bits) {
    return IntStream.range(0, op.params().size())
        .mapToObj(i -> new WasmValue(op.params().get(i), bits[i]))
        .toList();
  }

  private static String figures(final Map<WasmOp, Long> blocks, final Map<WasmOp, Long> flat) {
    final List<WasmOp> dearest =
        blocks.keySet().stream()
            .sorted((a, b) -> Long.compare(blocks.get(b), blocks.get(a)))
            .toList();
    final WasmOp first = dearest.get(0);
    return "the dearest, `%s`, takes at most %,d gas in gp-0.8.0 and %,d in gp-0.7.2, all others at most %,d"
        .formatted(first.text(), blocks.get(first), flat.get(first), blocks.get(dearest.get(1)));
  }

  @Test
  void an_instruction_on_floats_stays_below_the_gas_for_its_fuel()
      throws IOException, WatException {
    final Map<WasmOp, Long> blocks = measure(Profile.GP_0_8_0);
    final Map<WasmOp, Long> flat = measure(Profile.GP_0_7_2);
    assertThat(blocks).hasSizeGreaterThan(60);
    assertThat(blocks.values()).allMatch(gas -> gas < FUEL_OF_FLOATS * GAS_OF_FUEL);
    assertThat(flat.values()).allMatch(gas -> gas < FUEL_OF_FLOATS * GAS_OF_FUEL);
    final String text = Files.readString(RATIONALE);
    final int start = text.indexOf(BEFORE) + BEFORE.length();
    final int end = text.indexOf(AFTER, start);
    assertThat(end).isGreaterThan(start);
    final String measured = text.substring(0, start) + figures(blocks, flat) + text.substring(end);
    if (System.getProperty("bless") != null) {
      Files.writeString(RATIONALE, measured);
    } else {
      assertThat(text)
          .as("to accept what is measured now: -Dtest=FloatFuelTest -Dbless")
          .isEqualTo(measured);
    }
  }
}
