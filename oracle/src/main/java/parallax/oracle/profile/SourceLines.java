package parallax.oracle.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.wast.WastException;

/**
 * Which line of a module's text an instruction of its binary form comes from. The text parser does
 * not tell; but both forms have the same instructions in the same order. A function in which that
 * turns out not to be so, name by name, has no lines.
 */
public final class SourceLines {
  private final List<String> text;
  private final TreeMap<Integer, Integer> lines = new TreeMap<>();

  private SourceLines(final String text) {
    this.text = text.lines().toList();
  }

  /**
   * Puts both forms beside each other.
   *
   * @param text of the module
   * @param module what was made of it
   */
  public static SourceLines of(final String text, final WasmModule module) {
    final SourceLines lines = new SourceLines(text);
    try {
      final List<List<TextInstructions.Instruction>> functions = TextInstructions.of(text);
      if (functions.size() == module.bodies().size()) {
        for (int i = 0; i < functions.size(); i++) {
          lines.align(functions.get(i), InstructionReader.of(module, module.bodies().get(i)));
        }
      }
    } catch (final WastException | CompileException unreadable) {
      lines.lines.clear();
    }
    return lines;
  }

  private void align(
      final List<TextInstructions.Instruction> written, final InstructionReader reader)
      throws CompileException {
    final TreeMap<Integer, Integer> aligned = new TreeMap<>();
    int next = 0;
    while (!reader.atEnd()) {
      final WasmOp op = reader.next();
      if (next == written.size() || !written.get(next).name().equals(op.text())) {
        return;
      }
      aligned.put(reader.offset(), written.get(next).line());
      next++;
    }
    if (next == written.size()) {
      lines.putAll(aligned);
    }
  }

  /**
   * The line of the instruction at a byte of the module, from 1; empty where there is none.
   *
   * @param offset where it begins
   */
  public OptionalInt at(final int offset) {
    final Integer line = lines.get(offset);
    return line == null ? OptionalInt.empty() : OptionalInt.of(line);
  }

  /**
   * What stands in a line, without blanks around it.
   *
   * @param line from 1
   */
  public String text(final int line) {
    return text.get(line - 1).strip();
  }

  /** All lines of the text. */
  List<String> text() {
    return new ArrayList<>(text);
  }
}
