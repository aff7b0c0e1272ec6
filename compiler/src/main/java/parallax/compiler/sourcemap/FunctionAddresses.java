package parallax.compiler.sourcemap;

import java.util.OptionalInt;
import java.util.TreeMap;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;

/**
 * Which code address, the low half of a function reference, means which function. Only functions
 * that something may refer to have one.
 */
public final class FunctionAddresses {
  private final TreeMap<Integer, Integer> functionByAddress = new TreeMap<>();
  private final TreeMap<Integer, Integer> addressByFunction = new TreeMap<>();

  private FunctionAddresses() {}

  /**
   * Finds the addresses of a compiled program: jump-table entries that are the start of a function.
   */
  public static FunctionAddresses of(final ProgramBlob blob, final CodeMap codeMap) {
    final FunctionAddresses found = new FunctionAddresses();
    for (int i = 0; i < blob.jumpTableLength(); i++) {
      final int pc = blob.jumpTarget(i);
      final int address = Math.toIntExact(StandardLayout.jumpAddress(i));
      codeMap
          .functionAt(pc)
          .filter(range -> range.start() == pc && range.function() >= 0)
          .ifPresent(range -> found.add(address, range.function()));
    }
    return found;
  }

  private void add(final int address, final int function) {
    functionByAddress.put(address, function);
    addressByFunction.putIfAbsent(function, address);
  }

  /**
   * The function that the low half of a reference means; empty for null and for what is no
   * reference.
   */
  public OptionalInt functionOf(final long reference) {
    final Integer function = functionByAddress.get((int) reference);
    return function == null ? OptionalInt.empty() : OptionalInt.of(function);
  }

  /** The code address of a function, if it has one. */
  public OptionalInt addressOf(final int function) {
    final Integer address = addressByFunction.get(function);
    return address == null ? OptionalInt.empty() : OptionalInt.of(address);
  }
}
