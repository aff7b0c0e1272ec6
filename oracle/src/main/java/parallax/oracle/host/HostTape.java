package parallax.oracle.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.oracle.outcome.WasmValue;

/** Records every host call of an instance, in order. Engines call hosts through it. */
public final class HostTape {
  /** One call. */
  public record Entry(String module, String name, List<WasmValue> args, List<WasmValue> results) {
    public Entry {
      args = List.copyOf(args);
      results = List.copyOf(results);
    }

    @Override
    public String toString() {
      return module + "." + name + args + " -> " + results;
    }
  }

  private final HostFunctions host;
  private final List<Entry> entries = new ArrayList<>();

  public HostTape(final HostFunctions host) {
    this.host = host;
  }

  /** Calls the host and records it. */
  public List<WasmValue> call(
      final String module, final String name, final FuncType type, final List<WasmValue> args) {
    final List<WasmValue> results = host.call(module, name, type, args);
    if (!results.stream().map(WasmValue::type).toList().equals(type.results())) {
      throw new IllegalStateException(
          "the host's " + module + "." + name + " gave " + results + " for " + type.results());
    }
    entries.add(new Entry(module, name, args, results));
    return results;
  }

  /** What was recorded so far; a view that grows. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }
}
