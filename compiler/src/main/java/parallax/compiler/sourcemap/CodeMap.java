package parallax.compiler.sourcemap;

import java.util.List;
import java.util.Optional;
import parallax.compiler.abi.TrapKind;

/**
 * What every program counter of a program stands for.
 *
 * <p>A panic or fault at a pc without a {@link TrapEntry} is a bug of the compiler: nothing that a
 * program may do ends there.
 *
 * @param functions code ranges, ascending, not overlapping
 * @param traps pcs at which the program may panic or fault, ascending
 * @param lines positions where the source offset changes, ascending by pc
 */
public record CodeMap(List<FunctionRange> functions, List<TrapEntry> traps, List<Line> lines) {
  /**
   * Code of one function, trap pads included.
   *
   * @param start first pc
   * @param end one past the last
   * @param function index in the program: those of the modules, then thunks and routines; -1 for
   *     the header, the jumps that programs are entered by, which is no function
   * @param name for people
   */
  public record FunctionRange(int start, int end, int function, String name) {}

  /**
   * What a panic or fault at {@code pc} means.
   *
   * @param kind why
   * @param function index in the program, as in {@link FunctionRange}
   * @param sourceOffsets the offsets it may stand for, ascending; several when checks share a pad
   */
  public record TrapEntry(int pc, TrapKind kind, int function, List<Integer> sourceOffsets) {
    public TrapEntry {
      sourceOffsets = List.copyOf(sourceOffsets);
    }
  }

  /**
   * From {@code pc} on, code stands for the byte at {@code sourceOffset} of the module; -1 for
   * nothing there.
   */
  public record Line(int pc, int sourceOffset) {}

  public CodeMap {
    functions = List.copyOf(functions);
    traps = List.copyOf(traps);
    lines = List.copyOf(lines);
  }

  /** The trap entry at exactly this pc. */
  public Optional<TrapEntry> trapAt(final long pc) {
    int low = 0;
    int high = traps.size() - 1;
    while (low <= high) {
      final int middle = (low + high) >>> 1;
      final int at = traps.get(middle).pc();
      if (at == pc) {
        return Optional.of(traps.get(middle));
      }
      if (at < pc) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** The function whose code holds this pc. */
  public Optional<FunctionRange> functionAt(final long pc) {
    int low = 0;
    int high = functions.size() - 1;
    while (low <= high) {
      final int middle = (low + high) >>> 1;
      final FunctionRange range = functions.get(middle);
      if (pc < range.start()) {
        high = middle - 1;
      } else if (pc >= range.end()) {
        low = middle + 1;
      } else {
        return Optional.of(range);
      }
    }
    return Optional.empty();
  }

  /** The source offset that the instruction at this pc stands for, -1 for none. */
  public int sourceOffsetAt(final long pc) {
    int low = 0;
    int high = lines.size() - 1;
    int found = -1;
    while (low <= high) {
      final int middle = (low + high) >>> 1;
      if (lines.get(middle).pc() <= pc) {
        found = middle;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found < 0 ? -1 : lines.get(found).sourceOffset();
  }
}
