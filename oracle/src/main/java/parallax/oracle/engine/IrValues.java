package parallax.oracle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.ir.IrHost;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.ModuleIr;
import parallax.oracle.host.GuestExit;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.wasi.GuestMemory;

/** Values as {@link IrInterpreter} holds them, and hosts that are called with them. */
final class IrValues {
  private IrValues() {}

  static long[] bits(final ModuleIr module, final List<WasmValue> values) {
    return values.stream().mapToLong(value -> bits(module, value)).toArray();
  }

  private static long bits(final ModuleIr module, final WasmValue value) {
    if (!value.type().isReference()) {
      return value.bits();
    }
    if (value.bits() == WasmValue.NULL) {
      return 0;
    }
    return value.type() == ValType.FUNCREF
        ? IrInterpreter.reference(module, (int) value.bits())
        : value.bits() + 1;
  }

  static List<WasmValue> values(final List<ValType> types, final long[] bits) {
    final List<WasmValue> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      values.add(value(types.get(i), bits[i]));
    }
    return values;
  }

  static WasmValue value(final ValType type, final long bits) {
    if (!type.isReference()) {
      return new WasmValue(type, bits);
    }
    // Null is 0; both kinds of references hold their number plus one in the low half.
    return new WasmValue(type, bits == 0 ? WasmValue.NULL : (bits & 0xFFFF_FFFFL) - 1);
  }

  /** The program asked for its end. */
  static final class ExitStop extends IrHost.Stop {
    private static final long serialVersionUID = 1L;

    private final int code;

    private ExitStop(final int code) {
      super("exit " + code);
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /**
   * Host calls of a program, answered by a tape.
   *
   * @param memory the number of the memory that hosts are given, if there is one
   */
  static IrHost host(
      final ModuleIr module,
      final HostCallManifest manifest,
      final HostTape tape,
      final OptionalInt memory) {
    return (index, args, caller) -> {
      final HostCallManifest.HostCall call = manifest.byIndex(index);
      if (call == null) {
        throw new IllegalStateException("no import has host index " + index);
      }
      final FuncType type =
          new FuncType(PvmHostCalls.types(call.params()), PvmHostCalls.types(call.results()));
      final GuestMemory guest = new IrGuestMemory(caller, memory);
      final List<WasmValue> values = values(type.params(), args);
      try {
        return bits(module, tape.call(guest, call.module(), call.name(), type, values));
      } catch (final GuestExit exit) {
        throw new ExitStop(exit.code());
      }
    };
  }
}
