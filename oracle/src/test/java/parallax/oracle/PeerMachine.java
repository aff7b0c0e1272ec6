package parallax.oracle;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * anan-as 1.2.0, a PVM of other hands, through the debugger interface of its {@code release.wasm},
 * whose arguments are arrays of AssemblyScript. Programs that do not halt, panic, fault or run out
 * of gas by themselves are not for it.
 */
final class PeerMachine {
  private static final int STEPS_AT_ONCE = 1_000_000;
  private static final int ARRAY_OF_BYTES = 6;
  private static final int HALT = 0;

  /** How a program ended: status 0 halt, 1 panic, 2 fault, 3 host call, 4 out of gas. */
  record End(int status, long gasLeft, long[] registers) {}

  private final Instance instance;

  private PeerMachine(final Instance instance) {
    this.instance = instance;
  }

  /** Where the build keeps it. */
  static Path file() {
    return Path.of(System.getProperty("user.home"))
        .resolve(".cache/parallax/anan-as-1.2.0/dist/build/release.wasm");
  }

  static PeerMachine load() throws IOException {
    final WasmModule module = Parser.parse(Files.readAllBytes(file()));
    final FunctionType log = FunctionType.of(List.of(ValType.I32), List.of());
    final FunctionType abort =
        FunctionType.of(List.of(ValType.I32, ValType.I32, ValType.I32, ValType.I32), List.of());
    final ImportValues imports =
        ImportValues.builder()
            .addFunction(
                new HostFunction("env", "console.log", log, (i, args) -> null),
                new HostFunction(
                    "env",
                    "abort",
                    abort,
                    (i, args) -> {
                      throw new IllegalStateException("the peer machine aborted");
                    }))
            .build();
    return new PeerMachine(
        Instance.builder(module)
            .withImportValues(imports)
            .withMachineFactory(MachineFactoryCompiler.compile(module))
            .build());
  }

  /** Runs a program that is stored without metadata, from its entry for refine. */
  End run(final byte[] jam, final byte[] arguments, final long gas) {
    // Without the flag for metadata, which would be a length and so many bytes in front.
    final long program = array(jam);
    final long args = array(arguments);
    call("__setArgumentsLength", 5);
    call("resetJAM", program, 0, gas, args, 0);
    while (call("nSteps", STEPS_AT_ONCE) != 0) {
      // One more million.
    }
    return new End((int) call("getStatus"), call("getGasLeft"), registers());
  }

  boolean isHalted(final End end) {
    return end.status() == HALT;
  }

  private long[] registers() {
    final byte[] flat = typedArray((int) call("getRegisters"));
    final long[] registers = new long[13];
    ByteBuffer.wrap(flat).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(registers);
    return registers;
  }

  /** Bytes of the machine's memory. */
  byte[] memory(final long address, final int length) {
    return typedArray((int) call("getMemory", address, length));
  }

  private byte[] typedArray(final int pointer) {
    if (pointer == 0) {
      throw new IllegalStateException("the peer machine gave nothing");
    }
    return instance
        .memory()
        .readBytes(instance.memory().readInt(pointer + 4), instance.memory().readInt(pointer + 8));
  }

  private long array(final byte[] bytes) {
    final int buffer = (int) call("__pin", call("__new", bytes.length, 1));
    final int header = (int) call("__pin", call("__new", 16, ARRAY_OF_BYTES));
    instance.memory().writeI32(header, buffer);
    instance.memory().writeI32(header + 4, buffer);
    instance.memory().writeI32(header + 8, bytes.length);
    instance.memory().writeI32(header + 12, bytes.length);
    instance.memory().write(buffer, bytes);
    return header;
  }

  private long call(final String export, final long... args) {
    final long[] results = instance.export(export).apply(args);
    return results == null || results.length == 0 ? 0 : results[0];
  }
}
