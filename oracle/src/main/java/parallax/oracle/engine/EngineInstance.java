package parallax.oracle.engine;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import parallax.compiler.binary.FuncType;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** A running instance; state is kept from call to call. Not thread-safe. */
public interface EngineInstance {
  /**
   * How instantiation ended; only after {@code Returned} may anything but cost and tape be asked.
   */
  Outcome instantiation();

  /** The type of an exported function; empty when there is none of that name. */
  Optional<FuncType> functionType(String export);

  /**
   * Calls an exported function. Traps leave the state as it was then.
   *
   * @param args as many and of the types that {@link #functionType} says
   * @param budget what the call may cost, in the engine's unit: executed instructions, or gas
   * @throws IllegalArgumentException when there is no such function
   */
  Outcome call(String export, List<WasmValue> args, long budget);

  /** What the last call (or the instantiation) cost. */
  long cost();

  /** Current size of memory 0 in bytes; 0 when there is none. */
  int memorySize();

  /** Bytes of memory 0. */
  byte[] readMemory(int address, int length);

  /** Changes memory 0. */
  void writeMemory(int address, byte[] bytes);

  /** The whole memory 0; empty when there is none. */
  default byte[] memory() {
    return memorySize() == 0 ? new byte[0] : readMemory(0, memorySize());
  }

  /** Values of the exported globals, by name. */
  SortedMap<String, WasmValue> globals();

  /** Host calls so far. */
  HostTape tape();
}
