package parallax.corpus.program;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One step of a program. Expectations of results and traps speak of the latest call, and of the
 * instantiation when no call came before. Addresses are those of the module's first memory; of an
 * address only the low 32 bits are meaningful. Lists and arrays are not to be changed after they
 * were given to a step.
 */
public sealed interface Step {

  /**
   * Calls an exported function: {@code ["call", export, [args], variable]}.
   *
   * @param export name of the function
   * @param optional the step is left out when nothing is exported under that name; in JSON the name
   *     then ends in {@code ?}
   * @param variable takes the first result
   */
  record Call(String export, boolean optional, List<Operand> args, Optional<String> variable)
      implements Step {
    public Call {
      args = List.copyOf(args);
    }
  }

  /** Writes into the memory from outside: {@code ["write", address, hex]}. */
  record WriteMemory(Operand address, byte[] bytes) implements Step {
    @Override
    public boolean equals(final Object other) {
      return other instanceof WriteMemory that
          && address.equals(that.address)
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return 31 * address.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "WriteMemory[" + address + ", " + HexFormat.of().formatHex(bytes) + "]";
    }
  }

  /**
   * The latest call returned exactly these values, which may be none: {@code ["expectRet", n, m]}.
   */
  record ExpectReturn(List<Operand> values) implements Step {
    public ExpectReturn {
      values = List.copyOf(values);
    }
  }

  /**
   * The latest call trapped: {@code ["expectTrap", text]}.
   *
   * @param text the kind of trap as the official test suite names it
   */
  record ExpectTrap(String text) implements Step {}

  /** These bytes are in the memory: {@code ["expectRead", address, length, hex]}. */
  record ExpectMemory(Operand address, byte[] bytes) implements Step {
    /** Number of bytes. */
    public int length() {
      return bytes.length;
    }

    @Override
    public boolean equals(final Object other) {
      return other instanceof ExpectMemory that
          && address.equals(that.address)
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return 31 * address.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "ExpectMemory[" + address + ", " + HexFormat.of().formatHex(bytes) + "]";
    }
  }

  /**
   * An exported global has this value: {@code ["expectGlobal", name, n]}.
   *
   * @param name of the export
   * @param value as in {@link Operand.Literal}
   */
  record ExpectGlobal(String name, long value) implements Step {}
}
