package parallax.oracle.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.wasi.GuestMemory;

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

  private static final GuestMemory NO_MEMORY =
      new GuestMemory() {
        @Override
        public long size() {
          return 0;
        }

        @Override
        public byte[] read(final long address, final int length) {
          throw new IndexOutOfBoundsException("there is no memory");
        }

        @Override
        public void write(final long address, final byte[] bytes) {
          throw new IndexOutOfBoundsException("there is no memory");
        }
      };

  private final HostFunctions host;
  private final List<Entry> entries = new ArrayList<>();

  public HostTape(final HostFunctions host) {
    this.host = host;
  }

  /**
   * Calls the host and records it; a call that ended the program has no results.
   *
   * @param memory the caller's
   */
  public List<WasmValue> call(
      final GuestMemory memory,
      final String module,
      final String name,
      final FuncType type,
      final List<WasmValue> args) {
    final List<WasmValue> results;
    try {
      results = host.call(memory, module, name, type, args);
    } catch (final GuestExit exit) {
      entries.add(new Entry(module, name, args, List.of()));
      throw exit;
    }
    if (!results.stream().map(WasmValue::type).toList().equals(type.results())) {
      throw new IllegalStateException(
          "the host's " + module + "." + name + " gave " + results + " for " + type.results());
    }
    entries.add(new Entry(module, name, args, results));
    return results;
  }

  /** Likewise, of a caller without memory. */
  public List<WasmValue> call(
      final String module, final String name, final FuncType type, final List<WasmValue> args) {
    return call(NO_MEMORY, module, name, type, args);
  }

  /** What was recorded so far; a view that grows. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }
}
