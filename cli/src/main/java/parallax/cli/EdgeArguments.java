package parallax.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.WasmValue;

/**
 * Arguments to call a function with when nothing is known about it: values at the edges of their
 * types. One parameter gets each of its values, two get each pair, more get as many tuples as would
 * make pairs, so that every value meets many others. The same for the same type.
 */
final class EdgeArguments {
  private static final long[] I32 = {
    0, 1, -1, 2, 7, 31, 32, 255, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final long[] I64 = {
    0, 1, -1, 2, 7, 63, 64, 65_536, Integer.MIN_VALUE, 0xFFFF_FFFFL, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private static final double[] FLOATS = {
    0,
    -0.0,
    1,
    -1.5,
    0.1,
    1e10,
    0x1p31,
    -0x1p63,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  private EdgeArguments() {}

  /** Argument lists for these parameters. */
  static List<List<WasmValue>> of(final List<ValType> params) {
    final List<List<WasmValue>> choices = params.stream().map(EdgeArguments::values).toList();
    int tuples = 1;
    for (int i = 0; i < Math.min(2, choices.size()); i++) {
      tuples *= choices.get(i).size();
    }
    final List<List<WasmValue>> all = new ArrayList<>();
    for (int tuple = 0; tuple < tuples; tuple++) {
      all.add(tuple(choices, tuple));
    }
    return all;
  }

  /** The first two parameters count as digits do; the others move along with their sum. */
  private static List<WasmValue> tuple(final List<List<WasmValue>> choices, final int number) {
    final List<WasmValue> args = new ArrayList<>();
    int rest = number;
    int moved = 0;
    for (int i = 0; i < choices.size(); i++) {
      final List<WasmValue> values = choices.get(i);
      final int at = i < 2 ? rest % values.size() : (moved + i) % values.size();
      rest = i < 2 ? rest / values.size() : rest;
      moved += at;
      args.add(values.get(at));
    }
    return args;
  }

  private static List<WasmValue> values(final ValType type) {
    final LongStream bits =
        switch (type.kind()) {
          case I32 -> LongStream.of(I32);
          case I64 -> LongStream.of(I64);
          case F32 ->
              DoubleStream.of(FLOATS).mapToLong(value -> Float.floatToRawIntBits((float) value));
          case F64 -> DoubleStream.of(FLOATS).mapToLong(Double::doubleToRawLongBits);
          case V128 -> LongStream.of(0);
          case REFERENCE ->
              type.equals(ValType.EXTERNREF)
                  ? LongStream.of(WasmValue.NULL, 0, 1)
                  : LongStream.of(WasmValue.NULL);
        };
    return bits.mapToObj(value -> new WasmValue(type, value)).toList();
  }
}
