package parallax.oracle.engine;

import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.oracle.outcome.WasmValue;

/** Types and values as Chicory has them, in our words. Its null reference is -1, as ours. */
final class ChicoryTypes {
  private ChicoryTypes() {}

  /** A type that we do not have becomes an opaque reference; no engine of ours takes its module. */
  static parallax.compiler.binary.ValType type(final ValType type) {
    if (type.equals(ValType.I32)) {
      return parallax.compiler.binary.ValType.I32;
    }
    if (type.equals(ValType.I64)) {
      return parallax.compiler.binary.ValType.I64;
    }
    if (type.equals(ValType.F32)) {
      return parallax.compiler.binary.ValType.F32;
    }
    if (type.equals(ValType.F64)) {
      return parallax.compiler.binary.ValType.F64;
    }
    if (type.equals(ValType.V128)) {
      return parallax.compiler.binary.ValType.V128;
    }
    return type.equals(ValType.FuncRef)
        ? parallax.compiler.binary.ValType.FUNCREF
        : parallax.compiler.binary.ValType.EXTERNREF;
  }

  static FuncType type(final FunctionType type) {
    return new FuncType(
        type.params().stream().map(ChicoryTypes::type).toList(),
        type.returns().stream().map(ChicoryTypes::type).toList());
  }

  /** Values of the types; null stands for none. */
  static List<WasmValue> values(
      final List<parallax.compiler.binary.ValType> types, final long[] bits) {
    final List<WasmValue> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      values.add(value(types.get(i), bits[i]));
    }
    return values;
  }

  static WasmValue value(final parallax.compiler.binary.ValType type, final long bits) {
    // References are Java ints, and i32 may come with any upper half.
    return new WasmValue(type, type.isReference() ? (int) bits : bits);
  }

  static long[] bits(final List<WasmValue> values) {
    return values.stream().mapToLong(WasmValue::bits).toArray();
  }
}
