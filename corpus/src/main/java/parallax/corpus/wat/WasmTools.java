package parallax.corpus.wat;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.nio.charset.StandardCharsets;

/**
 * One run of wasm-tools: a fresh instance for each call, so that calls from several threads do not
 * meet, the memory of a large text is given back, and no answer depends on the calls before it.
 *
 * <p>The functions are exported as the canonical ABI of components has it: a list of bytes goes in
 * as address and length in memory from {@code cabi_realloc}; the result is the address of a record
 * with a tag byte (1 for an error) and, at 4 and 8, address and length of bytes.
 */
final class WasmTools {
  private static final String INTERFACE = "local:wasm-tools/tools#";

  /** 512 MiB; what needs more is an error. */
  private static final int MAX_PAGES = 8192;

  private static final int MAX_INPUT = 16 << 20;

  private final WasiStubs wasi = new WasiStubs();
  private final Instance instance;

  private WasmTools() {
    final WasmToolsModule compiled = WasmToolsModule.get();
    final WasmModule module = compiled.wasmModule();
    final int initial = module.memorySection().orElseThrow().getMemory(0).limits().initialPages();
    instance =
        Instance.builder(module)
            .withMachineFactory(compiled.machineFactory())
            .withMemoryFactory(ByteArrayMemory::new)
            .withMemoryLimits(new MemoryLimits(initial, MAX_PAGES))
            .withImportValues(wasi.imports(module))
            .build();
  }

  /**
   * Calls a function from bytes to bytes.
   *
   * @param function name in the interface of wasm-tools
   * @throws WatException with the message of wasm-tools, or because it gave up
   */
  static byte[] call(final String function, final byte[] input) throws WatException {
    if (input.length > MAX_INPUT) {
      throw new WatException(
          "input of %d bytes; wasm-tools gets no more than %d".formatted(input.length, MAX_INPUT));
    }
    final WasmTools tools = new WasmTools();
    try {
      return tools.run(function, input);
    } catch (ChicoryException | IllegalStateException e) {
      throw new WatException(
          "wasm-tools gave up (" + e.getMessage() + "): " + tools.wasi.output(), e);
    }
  }

  private byte[] run(final String function, final byte[] input) throws WatException {
    final ExportFunction allocate = instance.export("cabi_realloc");
    final int address = (int) allocate.apply(0, 0, 1, input.length)[0];
    instance.memory().write(address, input);
    final int result = (int) instance.export(INTERFACE + function).apply(address, input.length)[0];
    final boolean failed = instance.memory().read(result) != 0;
    final byte[] bytes =
        instance
            .memory()
            .readBytes(
                instance.memory().readInt(result + 4), instance.memory().readInt(result + 8));
    if (failed) {
      throw WasmToolsError.read(new String(bytes, StandardCharsets.UTF_8));
    }
    return bytes;
  }
}
