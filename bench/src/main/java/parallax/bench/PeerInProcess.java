package parallax.bench;

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
 * anan-as 1.2.0 in this JVM: its {@code compiler.wasm}, which takes a program and arguments in one
 * buffer, translated to JVM bytecode by Chicory. Not for several threads.
 */
final class PeerInProcess {
  private static final int HALT = 0;
  private static final int HEADER = 20;

  private final Instance instance;

  private PeerInProcess(final Instance instance) {
    this.instance = instance;
  }

  /** Where the build keeps the peer's package; the file may be absent. */
  static Path folder() {
    return Path.of(System.getProperty("user.home")).resolve(".cache/parallax/anan-as-1.2.0/dist");
  }

  private static Path file() {
    return folder().resolve("build/compiler.wasm");
  }

  static boolean isAvailable() {
    return Files.isRegularFile(file());
  }

  static PeerInProcess load() {
    final WasmModule module;
    try {
      module = Parser.parse(Files.readAllBytes(file()));
    } catch (IOException e) {
      throw new BenchException("the peer machine cannot be read", e);
    }
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
                      throw new BenchException("the peer machine aborted");
                    }))
            .build();
    return new PeerInProcess(
        Instance.builder(module)
            .withImportValues(imports)
            .withMachineFactory(MachineFactoryCompiler.compile(module))
            .build());
  }

  /**
   * Runs a program from position 0.
   *
   * @return the gas it took
   * @throws BenchException if it does not halt
   */
  long run(final byte[] jam, final byte[] arguments, final long gas) {
    final byte[] input =
        ByteBuffer.allocate(HEADER + 1 + jam.length + arguments.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(gas)
            .putInt(0)
            .putInt(1 + jam.length)
            .putInt(arguments.length)
            // No metadata.
            .put((byte) 0)
            .put(jam)
            .put(arguments)
            .array();
    final long pointer = instance.export("__new").apply(input.length, 0)[0];
    instance.memory().write((int) pointer, input);
    instance.export("main").apply(pointer, input.length);
    final int output = (int) instance.exports().global("result_ptr").getValue();
    final int status = instance.memory().read(output);
    if (status != HALT) {
      throw new BenchException("the peer machine ended with status " + status);
    }
    return gas - instance.memory().readLong(output + 1 + Integer.BYTES);
  }
}
