package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;

/**
 * Everything of a module that bodies can refer to.
 *
 * @param types of blocks and indirect calls
 * @param swarm what the module likes to do
 * @param floats whether it has floats
 * @param callables imported functions, then those with generated bodies
 * @param globals without those of {@code bounds}
 * @param bounds fuel and depth
 * @param memory the only memory
 * @param tables the first one holds callables in its lower half; see {@link Table}
 * @param data data segments
 * @param elements element segments that table.init can name
 */
record ModulePlan(
    BlockTypes types,
    Swarm swarm,
    FloatProfile floats,
    List<Callable> callables,
    List<Global> globals,
    ExecutionBounds bounds,
    Memory memory,
    List<Table> tables,
    List<Data> data,
    List<Elements> elements) {

  /** A function that bodies can call. */
  record Callable(int index, FuncType type) {}

  /** A global that bodies can read, and write when it is mutable. */
  record Global(int index, ValType type, boolean mutable) {}

  /**
   * The memory.
   *
   * @param minPages at least 1, so that masked addresses exist
   */
  record Memory(int minPages, int maxPages) {
    int minBytes() {
      return minPages << 16;
    }
  }

  /**
   * A table.
   *
   * @param min initial slots, a power of two
   * @param stable slot i below this holds callable i mod n, and code that is not meant to trap only
   *     puts functions of the same type there; slots behind may hold anything
   */
  record Table(int index, ValType element, int min, int stable) {}

  /** A data segment; {@code length} is 0 for an active one. */
  record Data(int index, int length) {}

  /** A passive element segment. */
  record Elements(int index, ValType type, int length) {}
}
