package parallax.spec.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.compiler.binary.RefType;
import parallax.compiler.binary.ValType;
import parallax.corpus.wast.NumberType;
import parallax.corpus.wast.ScriptPattern;
import parallax.corpus.wast.ScriptValue;
import parallax.oracle.outcome.NanRule;
import parallax.oracle.outcome.WasmValue;

/** Values of scripts and values of engines: bits are equal, or they are not. */
final class ResultMatcher {
  private static final List<NumberType> NUMBERS =
      List.of(NumberType.I32, NumberType.I64, NumberType.F32, NumberType.F64);

  private ResultMatcher() {}

  /** True when an engine's values can hold it: they have 64 bits. */
  static boolean isVector(final ScriptPattern pattern) {
    return pattern instanceof ScriptPattern.Lanes
        || (pattern instanceof ScriptPattern.Exact exact
            && exact.value() instanceof ScriptValue.Vector)
        || (pattern instanceof ScriptPattern.Either either
            && either.choices().stream().anyMatch(ResultMatcher::isVector));
  }

  /** Arguments for parameters; empty when their types differ. */
  static Optional<List<WasmValue>> arguments(
      final List<ScriptValue> args, final List<ValType> params) {
    if (args.size() != params.size()) {
      return Optional.empty();
    }
    final List<WasmValue> values = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      final ScriptValue arg = args.get(i);
      final ValType param = params.get(i);
      if (arg instanceof ScriptValue.Scalar number && param == type(number.type())) {
        values.add(new WasmValue(param, number.bits()));
      } else if (arg instanceof ScriptValue.Null && param instanceof RefType) {
        values.add(new WasmValue(param, WasmValue.NULL));
      } else if (arg instanceof ScriptValue.Host host && param instanceof RefType) {
        values.add(new WasmValue(param, host.number()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  static boolean matches(final List<ScriptPattern> expected, final List<WasmValue> got) {
    if (expected.size() != got.size()) {
      return false;
    }
    for (int i = 0; i < got.size(); i++) {
      if (!matches(expected.get(i), got.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean matches(final ScriptPattern expected, final WasmValue got) {
    if (expected instanceof ScriptPattern.Exact exact) {
      return matches(exact.value(), got);
    }
    if (expected instanceof ScriptPattern.Nan nan) {
      return got.type() == type(nan.type()) && rule(nan.sort()).holds(got);
    }
    if (expected instanceof ScriptPattern.NonNull) {
      return got.type() instanceof RefType && got.bits() != WasmValue.NULL;
    }
    return expected instanceof ScriptPattern.Either either
        && either.choices().stream().anyMatch(choice -> matches(choice, got));
  }

  /** Values as scripts' are printed: of floats, both the number and the bits. */
  static String print(final List<WasmValue> values) {
    final List<String> texts = new ArrayList<>();
    for (final WasmValue value : values) {
      String text = value.toString();
      for (final NumberType type : NUMBERS) {
        if (type(type) == value.type()) {
          text = new ScriptValue.Scalar(type, value.bits()).toString();
        }
      }
      texts.add(text);
    }
    return texts.toString();
  }

  private static boolean matches(final ScriptValue expected, final WasmValue got) {
    if (expected instanceof ScriptValue.Scalar number) {
      return got.type() == type(number.type()) && got.bits() == number.bits();
    }
    if (!(got.type() instanceof RefType)) {
      return false;
    }
    return expected instanceof ScriptValue.Null
        ? got.bits() == WasmValue.NULL
        : expected instanceof ScriptValue.Host host && got.bits() == host.number();
  }

  private static NanRule rule(final ScriptPattern.Sort sort) {
    return switch (sort) {
      case CANONICAL -> NanRule.CANONICAL;
      case ARITHMETIC -> NanRule.ARITHMETIC;
    };
  }

  private static ValType type(final NumberType type) {
    return switch (type) {
      case I8, I16, I32 -> ValType.I32;
      case I64 -> ValType.I64;
      case F32 -> ValType.F32;
      case F64 -> ValType.F64;
    };
  }
}
