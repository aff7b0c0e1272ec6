package parallax.oracle.engine;

import com.dylibso.chicory.wasm.ChicoryException;
import java.util.List;
import java.util.Optional;
import parallax.compiler.abi.TrapKind;

/**
 * The only place that looks at Chicory's exception texts: its classes do not tell kinds of traps
 * apart. Texts of Chicory 1.7.5; a test runs into each of them.
 */
final class ChicoryTraps {
  private record Row(String prefix, TrapKind kind) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("Trapped on unreachable instruction", TrapKind.UNREACHABLE),
          new Row("integer divide by zero", TrapKind.INTEGER_DIVIDE_BY_ZERO),
          new Row("integer overflow", TrapKind.INTEGER_OVERFLOW),
          new Row("invalid conversion to integer", TrapKind.INVALID_CONVERSION),
          new Row("out of bounds memory access", TrapKind.OUT_OF_BOUNDS_MEMORY),
          new Row("out of bounds table access", TrapKind.OUT_OF_BOUNDS_TABLE),
          new Row("undefined element", TrapKind.UNDEFINED_ELEMENT),
          new Row("uninitialized element", TrapKind.UNINITIALIZED_ELEMENT),
          new Row("indirect call type mismatch", TrapKind.INDIRECT_CALL_TYPE_MISMATCH),
          new Row("call stack exhausted", TrapKind.CALL_STACK_EXHAUSTED));

  private ChicoryTraps() {}

  /** The kind of trap that an exception is, if it is one. */
  static Optional<TrapKind> kindOf(final Throwable thrown) {
    if (thrown instanceof StackOverflowError) {
      return Optional.of(TrapKind.CALL_STACK_EXHAUSTED);
    }
    if (thrown instanceof ImportTrap trap) {
      return Optional.of(trap.kind());
    }
    if (thrown instanceof ChicoryException) {
      final String message = String.valueOf(thrown.getMessage());
      for (final Row row : ROWS) {
        if (message.startsWith(row.prefix())) {
          return Optional.of(row.kind());
        }
      }
    }
    return Optional.empty();
  }
}
