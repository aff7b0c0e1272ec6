package parallax.oracle.host;

import java.util.List;
import java.util.Optional;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.wasi.Errno;
import parallax.pvm.host.wasi.GuestMemory;
import parallax.pvm.host.wasi.WasiFunction;
import parallax.pvm.host.wasi.WasiHost;
import parallax.pvm.host.wasi.WasiResult;

/**
 * Our own WASI as the host of one instance, which must not be shared. A function of WASI that
 * preview 1 does not have, or not with that type, gives {@link Errno#NOSYS}; functions of other
 * modules return zeros.
 */
public final class WasiFunctions implements HostFunctions {
  private final WasiHost host;

  public WasiFunctions(final WasiHost host) {
    this.host = host;
  }

  @Override
  public List<WasmValue> call(
      final String module, final String name, final FuncType type, final List<WasmValue> args) {
    throw new IllegalStateException("WASI needs the memory of its caller");
  }

  @Override
  public List<WasmValue> call(
      final GuestMemory memory,
      final String module,
      final String name,
      final FuncType type,
      final List<WasmValue> args) {
    if (!module.equals(WasiFunction.MODULE)) {
      return HostFunctions.ZERO.call(module, name, type, args);
    }
    final Optional<WasiFunction> function =
        WasiFunction.byName(name).filter(each -> hasType(each, type));
    if (function.isEmpty()) {
      return type.results().equals(List.of(ValType.I32))
          ? errno(Errno.NOSYS)
          : HostFunctions.ZERO.call(module, name, type, args);
    }
    final long[] bits = args.stream().mapToLong(WasmValue::bits).toArray();
    final WasiResult result = host.call(function.get(), bits, memory);
    if (result instanceof WasiResult.Returned returned) {
      return errno(returned.errno());
    }
    throw new GuestExit(((WasiResult.Exited) result).code());
  }

  private static List<WasmValue> errno(final Errno errno) {
    return List.of(WasmValue.i32(errno.number()));
  }

  private static boolean hasType(final WasiFunction function, final FuncType type) {
    return type.params().stream().map(ValType::text).toList().equals(function.params())
        && type.results().stream().map(ValType::text).toList().equals(function.results());
  }
}
