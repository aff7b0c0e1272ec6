package parallax.corpus.wat;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of WASI preview 1 that wasm-tools imports, for a world in which nothing happens: no
 * environment, no files, random bytes that are all zero. What is written to any descriptor is kept,
 * up to a few kilobytes: it is what wasm-tools says before it gives up.
 */
final class WasiStubs {
  private static final String WASI = "wasi_snapshot_preview1";
  private static final long SUCCESS = 0;
  private static final long BAD_DESCRIPTOR = 8;
  private static final int OUTPUT_LIMIT = 4096;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  /** A stub for each function that the module imports. */
  ImportValues imports(final WasmModule module) {
    final HostFunction[] functions =
        module.importSection().stream()
            .map(FunctionImport.class::cast)
            .map(
                function ->
                    new HostFunction(
                        WASI,
                        function.name(),
                        module.typeSection().getType(function.typeIndex()),
                        (instance, args) -> call(function.name(), instance, args)))
            .toArray(HostFunction[]::new);
    return ImportValues.builder().addFunction(functions).build();
  }

  /** What was written so far. */
  String output() {
    return output.toString(StandardCharsets.UTF_8).strip();
  }

  private long[] call(final String name, final Instance instance, final long[] args) {
    return switch (name) {
      case "random_get" -> {
        instance.memory().write((int) args[0], new byte[(int) args[1]]);
        yield new long[] {SUCCESS};
      }
      case "environ_get" -> new long[] {SUCCESS};
      case "environ_sizes_get" -> {
        instance.memory().writeI32((int) args[0], 0);
        instance.memory().writeI32((int) args[1], 0);
        yield new long[] {SUCCESS};
      }
      case "fd_write" -> write(instance.memory(), args);
      case "proc_exit" -> throw new IllegalStateException("exit " + args[0]);
      default -> new long[] {BAD_DESCRIPTOR};
    };
  }

  /** {@code fd_write(fd, vectors, count, written)}: a vector is an address and a length. */
  private long[] write(final Memory memory, final long[] args) {
    int written = 0;
    for (int i = 0; i < args[2]; i++) {
      final int vector = (int) args[1] + 8 * i;
      final int length = memory.readInt(vector + 4);
      final byte[] bytes = memory.readBytes(memory.readInt(vector), length);
      output.writeBytes(
          Arrays.copyOf(bytes, Math.min(length, Math.max(0, OUTPUT_LIMIT - output.size()))));
      written += length;
    }
    memory.writeI32((int) args[3], written);
    return new long[] {SUCCESS};
  }
}
