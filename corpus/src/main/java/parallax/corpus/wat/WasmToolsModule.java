package parallax.corpus.wat;

import com.dylibso.chicory.runtime.CompiledModule;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * The wasm-tools module as the build left it: everything but the code in {@code WasmToolsCore.meta}
 * and the code in {@code WasmToolsCoreMachine}. Immutable, shared by all instances.
 */
final class WasmToolsModule implements CompiledModule {
  private static final WasmToolsModule ONLY = new WasmToolsModule();

  private final WasmModule module;

  private WasmToolsModule() {
    try (InputStream in = WasmToolsModule.class.getResourceAsStream("WasmToolsCore.meta")) {
      module = Parser.parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The module; read once, when first asked for. */
  static WasmToolsModule get() {
    return ONLY;
  }

  @Override
  public WasmModule wasmModule() {
    return module;
  }

  @Override
  public Function<Instance, Machine> machineFactory() {
    return WasmToolsCoreMachine::new;
  }
}
