package parallax.oracle.engine;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.ImportBinding;
import parallax.compiler.abi.ImportBindings;
import parallax.compiler.abi.Intrinsic;
import parallax.compiler.abi.JamFunction;
import parallax.compiler.abi.JamFunction.Argument;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.WasmValue;

/**
 * What the imported functions of a module are on the reference: the same as the compiler makes of
 * them, written once more from what the bindings mean. Host calls go to the tape; those on
 * registers with the machine's addresses, so that tapes of both sides can be compared.
 */
final class ReferenceImports {
  private static final Map<String, JamFunction> NO_FUNCTIONS = Collections.emptyMap();

  private final ImportBindings bindings;
  private final Map<String, JamFunction> jam;
  private final HostTape tape;
  private final long memoryAddress;

  /** Bits of arguments to bits of results. */
  private interface Body {
    long[] call(Instance instance, long[] args);
  }

  /**
   * @param memoryAddress the machine's address of the module's first memory
   */
  ReferenceImports(
      final Optional<CompilerOptions> options, final HostTape tape, final long memoryAddress) {
    this.bindings = options.map(CompilerOptions::imports).orElse(ImportBindings.HOST_CALLS);
    this.jam =
        options
            .map(o -> (Map<String, JamFunction>) JamFunction.of(o.profile()))
            .orElse(NO_FUNCTIONS);
    this.tape = tape;
    this.memoryAddress = memoryAddress;
  }

  /** Whether a module has imports that the machine's addresses matter to. */
  static boolean takeAddresses(final parallax.compiler.binary.WasmModule module) {
    return module.imports().stream()
        .map(parallax.compiler.binary.WasmModule.Import::module)
        .anyMatch(name -> name.equals(Intrinsic.MODULE) || name.equals(JamFunction.MODULE));
  }

  ImportValues values(final WasmModule module) {
    final ImportValues.Builder values = ImportValues.builder();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      final Import each = module.importSection().getImport(i);
      if (each instanceof FunctionImport function) {
        values.addFunction(function(module, function));
      }
    }
    return values.build();
  }

  /** What one imported function is. */
  HostFunction function(final WasmModule module, final FunctionImport imported) {
    final FunctionType type = module.typeSection().getType(imported.typeIndex());
    final Body body = body(imported.module(), imported.name(), ChicoryTypes.type(type));
    return new HostFunction(imported.module(), imported.name(), type, body::call);
  }

  private Body body(final String module, final String name, final FuncType type) {
    final Optional<ImportBinding> rule = bindings.of(module, name);
    if (rule.isPresent()) {
      return bound(rule.get(), module, name, type);
    }
    if (module.equals(Intrinsic.MODULE) && Intrinsic.of(name).isPresent()) {
      return intrinsic(Intrinsic.of(name).get());
    }
    if (module.equals(JamFunction.MODULE) && jam.containsKey(name)) {
      return jam(jam.get(name), type);
    }
    final boolean isWasi = module.equals(ImportBindings.WASI);
    return bound(
        isWasi
            ? new ImportBinding.Wasi()
            : bindings.otherwise().orElse(new ImportBinding.HostCall(OptionalInt.empty())),
        module,
        name,
        type);
  }

  private Body bound(
      final ImportBinding binding, final String module, final String name, final FuncType type) {
    if (binding instanceof ImportBinding.Trap) {
      return (instance, args) -> {
        throw new ImportTrap(TrapKind.TRAPPING_IMPORT);
      };
    }
    if (binding instanceof ImportBinding.Nop) {
      return (instance, args) ->
          type.results().stream()
              .mapToLong(result -> result.isReference() ? WasmValue.NULL : 0)
              .toArray();
    }
    if (binding instanceof ImportBinding.Const constant) {
      return (instance, args) ->
          type.results().stream()
              .mapToLong(result -> new WasmValue(result, constant.value()).bits())
              .toArray();
    }
    final String wanted = binding instanceof ImportBinding.Wasi ? ImportBindings.WASI : module;
    return (instance, args) ->
        ChicoryTypes.bits(
            tape.call(
                new ChicoryMemory(instance),
                wanted,
                name,
                type,
                ChicoryTypes.values(type.params(), args)));
  }

  private Body intrinsic(final Intrinsic intrinsic) {
    if (!intrinsic.isHostCall()) {
      return (instance, args) ->
          new long[] {machine(instance, unsigned(args[0]), unsigned(args[1]))};
    }
    return (instance, args) ->
        registers(
            instance,
            Intrinsic.MODULE,
            intrinsic.name() + "(" + (int) args[0] + ")",
            Arrays.copyOfRange(args, 1, args.length),
            intrinsic.results());
  }

  private Body jam(final JamFunction function, final FuncType type) {
    return (instance, args) -> {
      final long[] numbers = args.clone();
      for (int i = 0; i < numbers.length; i++) {
        if (type.params().get(i) == ValType.I32) {
          numbers[i] = unsigned(numbers[i]);
        }
      }
      final long[] registers = numbers.clone();
      for (int i = 0; i < numbers.length; i++) {
        final Argument argument = function.arguments().get(i);
        if (argument.isAddress()) {
          registers[i] = machine(instance, numbers[i], length(argument, numbers));
        }
      }
      final long[] results =
          registers(instance, JamFunction.MODULE, function.name(), registers, function.results());
      return Arrays.copyOf(results, type.results().size());
    };
  }

  private static long length(final Argument argument, final long[] numbers) {
    if (argument.length() < 0) {
      return argument.scale();
    }
    final long count = numbers[argument.length()];
    final long most = Long.divideUnsigned(-1, argument.scale());
    return Long.compareUnsigned(count, most) > 0 ? -1 : count * argument.scale();
  }

  /** The machine's address of a range, which must be in the memory. */
  private long machine(final Instance instance, final long address, final long length) {
    final long size = (long) instance.memory().pages() * Memory.PAGE_SIZE;
    if (length < 0 || length > size || address > size - length) {
      throw new ImportTrap(TrapKind.OUT_OF_BOUNDS_MEMORY);
    }
    return memoryAddress + address;
  }

  private long[] registers(
      final Instance instance,
      final String module,
      final String name,
      final long[] args,
      final int results) {
    final List<WasmValue> values = new ArrayList<>();
    for (final long arg : args) {
      values.add(new WasmValue(ValType.I64, arg));
    }
    final FuncType type =
        new FuncType(
            Collections.nCopies(args.length, ValType.I64),
            Collections.nCopies(results, ValType.I64));
    return ChicoryTypes.bits(tape.call(new ChicoryMemory(instance), module, name, type, values));
  }

  private static long unsigned(final long value) {
    return value & 0xFFFF_FFFFL;
  }
}
