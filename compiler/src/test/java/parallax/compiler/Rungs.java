package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.ir.IrHost;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.IrResult;
import parallax.compiler.ir.Type;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;

/**
 * One module on every rung: its IR as the frontend wrote it, its legal IR, and the program on the
 * machine. Calls give a text that all three agree on: the results in decimal, i32 sign-extended,
 * with spaces between them, or the text of the trap. A float is its bits.
 */
final class Rungs {
  /** What implements imports: the same on every rung. */
  interface Host {
    /** Results of the import of that name; i32 sign-extended. */
    long[] call(String name, long[] args);
  }

  private final CompiledRun compiled;
  private final List<IrInstance> interpreted;
  private final String instantiation;

  private Rungs(final byte[] wasm, final CompilerOptions options, final Host host)
      throws CompileException {
    final List<InstanceSpec> instances = List.of(InstanceSpec.of(wasm));
    final CompiledProgram program = WasmCompiler.compile(instances, options);
    final HostCalls calls = new HostCalls(program.hostCalls(), host);
    compiled = CompiledRun.of(program, calls::onMachine);
    final IrHost irHost = (index, args, instance) -> calls.call(index, args);
    interpreted =
        List.of(
            new IrInterpreter(WasmCompiler.frontend(instances, options)).instantiate(irHost),
            new IrInterpreter(WasmCompiler.legalized(instances, options)).instantiate(irHost));
    final String outcome = compiled.last() instanceof ExitReason.Halt ? "" : trap();
    for (final IrInstance instance : interpreted) {
      for (int i = 0; i < program.layout().memories().size(); i++) {
        instance.setMemoryAddress(i, program.layout().memories().get(i).base());
      }
      assertThat(describe(instance.init(), List.of())).isEqualTo(outcome);
    }
    instantiation = outcome;
  }

  /** Compiles and instantiates a module without imports. */
  static Rungs of(final String wat) throws CompileException {
    return of(wat, CompilerOptions.DEFAULT);
  }

  static Rungs of(final String wat, final CompilerOptions options) throws CompileException {
    return new Rungs(
        Wat.parse(wat),
        options,
        (name, args) -> {
          throw new AssertionError("host call " + name);
        });
  }

  /** Compiles and instantiates a module with imported functions. */
  static Rungs of(final String wat, final Host host) throws CompileException {
    return new Rungs(Wat.parse(wat), CompilerOptions.DEFAULT, host);
  }

  /** Likewise, with other options. */
  static Rungs of(final String wat, final CompilerOptions options, final Host host)
      throws CompileException {
    return new Rungs(Wat.parse(wat), options, host);
  }

  /** How instantiation ended: the empty text, or that of a trap. */
  String instantiation() {
    return instantiation;
  }

  CompiledRun compiled() {
    return compiled;
  }

  /** What a call gives on all rungs. */
  String call(final String name, final long... args) {
    final Export export =
        compiled.program().export(ExportKind.FUNCTION, name).orElseThrow(AssertionError::new);
    final List<Type> types = export.signature().results();
    compiled.start(name, args);
    final String outcome =
        compiled.last() instanceof ExitReason.Halt ? format(compiled.results(name), types) : trap();
    for (final IrInstance instance : interpreted) {
      assertThat(describe(instance.invoke(export.index(), args), types))
          .as("%s%s, IR and machine", name, Arrays.toString(args))
          .isEqualTo(outcome);
    }
    return outcome;
  }

  /** Bytes of the first memory, the same on all rungs. */
  byte[] memory(final int address, final int length) {
    final long base = compiled.program().layout().memories().get(0).base();
    final byte[] bytes = compiled.machine().memory().read(base + address, length);
    for (final IrInstance instance : interpreted) {
      assertThat(instance.memory(0).read(address, length)).isEqualTo(bytes);
    }
    return bytes;
  }

  private String trap() {
    return compiled.trap().text();
  }

  private static String describe(final IrResult result, final List<Type> types) {
    if (result instanceof IrResult.Returned returned) {
      return format(returned.values(), types);
    }
    if (result instanceof IrResult.Trapped trapped) {
      return trapped.kind().text();
    }
    throw new AssertionError(result);
  }

  private static String format(final long[] values, final List<Type> types) {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < types.size(); i++) {
      final boolean narrow = types.get(i) == Type.I32 || types.get(i) == Type.F32;
      final long value = narrow ? (int) values[i] : values[i];
      text.append(i == 0 ? "" : " ").append(value);
    }
    return text.toString();
  }

  /** Host calls on the machine by the calling convention, on IR by lists of values. */
  private static final class HostCalls {
    private final HostCallManifest manifest;
    private final Host host;

    HostCalls(final HostCallManifest manifest, final Host host) {
      this.manifest = manifest;
      this.host = host;
    }

    long[] call(final int index, final long[] args) {
      return host.call(manifest.byIndex(index).name(), args);
    }

    HostFunction.Action onMachine(final long index, final Machine machine) {
      final HostCall call = manifest.byIndex(index);
      final long[] args = new long[call.params().size()];
      for (int i = 0; i < args.length; i++) {
        args[i] =
            CallingConvention.inRegister(i)
                ? machine.register(CallingConvention.register(i).index())
                : slot(machine, i).getLong();
      }
      final long[] results = host.call(call.name(), args);
      for (int i = 0; i < results.length; i++) {
        if (CallingConvention.inRegister(i)) {
          machine.setRegister(CallingConvention.register(i).index(), results[i]);
        } else {
          final ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          machine.memory().write(address(machine, i), bytes.putLong(results[i]).array());
        }
      }
      return HostFunction.Action.CONTINUE;
    }

    private static long address(final Machine machine, final int i) {
      return machine.register(Register.SP.index()) + 8 + 8L * CallingConvention.slot(i);
    }

    private static ByteBuffer slot(final Machine machine, final int i) {
      return ByteBuffer.wrap(machine.memory().read(address(machine, i), 8))
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
