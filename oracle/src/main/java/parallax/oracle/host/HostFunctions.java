package parallax.oracle.host;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.NanRule;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.wasi.GuestMemory;

/** Answers calls of imported functions. Same calls, same answers: nothing but the call decides. */
@FunctionalInterface
public interface HostFunctions {
  /**
   * Answers a call.
   *
   * @param module import module
   * @param name import name
   * @param type the import's type; as many results must come back
   */
  List<WasmValue> call(String module, String name, FuncType type, List<WasmValue> args);

  /**
   * Likewise, for functions that look at the memory of their caller.
   *
   * @param memory the caller's memory 0; empty when it has none
   * @throws GuestExit to end the program
   */
  default List<WasmValue> call(
      final GuestMemory memory,
      final String module,
      final String name,
      final FuncType type,
      final List<WasmValue> args) {
    return call(module, name, type, args);
  }

  /** Every function returns zeros (null references). */
  HostFunctions ZERO =
      (module, name, type, args) -> {
        final List<WasmValue> results = new ArrayList<>();
        for (final ValType result : type.results()) {
          results.add(new WasmValue(result, result.isReference() ? WasmValue.NULL : 0));
        }
        return results;
      };

  /**
   * Results are mixed from name and arguments, so that a wrong argument shows; references are null.
   * One NaN counts as another, and those that come back are canonical: their bits may differ
   * between engines that are both right.
   */
  HostFunctions MIXING =
      (module, name, type, args) -> {
        long state = (module + "." + name).hashCode();
        for (final WasmValue arg : args) {
          state = mix(state ^ NanRule.canonical(arg).bits());
        }
        final List<WasmValue> results = new ArrayList<>();
        for (final ValType result : type.results()) {
          state = mix(state + 1);
          final long bits = result.isReference() ? WasmValue.NULL : state;
          results.add(NanRule.canonical(new WasmValue(result, bits)));
        }
        return results;
      };

  /** The finalizer of SplitMix64. */
  private static long mix(final long value) {
    long z = value + 0x9E37_79B9_7F4A_7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
