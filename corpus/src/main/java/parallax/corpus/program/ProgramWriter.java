package parallax.corpus.program;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes programs as {@link ProgramReader} reads them: what is read back equals what was written.
 * One step a line, so that a difference of two programs is a difference of lines.
 */
public final class ProgramWriter {
  private ProgramWriter() {}

  /** Writes a file in UTF-8. */
  public static void write(final Path file, final List<Program> programs) throws IOException {
    Files.writeString(file, write(programs));
  }

  /**
   * The text, with a line feed at its end.
   *
   * @throws IllegalArgumentException if a call that is not optional calls a name that ends in
   *     {@code ?}: JSON would say that it is
   */
  public static String write(final List<Program> programs) {
    final StringBuilder out = new StringBuilder("[\n");
    for (int i = 0; i < programs.size(); i++) {
      write(out, programs.get(i));
      out.append(i + 1 < programs.size() ? ",\n" : "\n");
    }
    return out.append("]\n").toString();
  }

  private static void write(final StringBuilder out, final Program program) {
    out.append('{');
    program.module().ifPresent(module -> field(out, "module", module));
    field(out, "name", program.name());
    program.reference().ifPresent(reference -> field(out, "ref", reference));
    out.append("\"steps\": [\n");
    final StringJoiner steps = new StringJoiner(",\n", "", "\n");
    steps.setEmptyValue("");
    for (final Step step : program.steps()) {
      steps.add("  [" + String.join(", ", step(step)) + "]");
    }
    out.append(steps).append("]}");
  }

  private static void field(final StringBuilder out, final String name, final String value) {
    out.append(quote(name)).append(": ").append(quote(value)).append(", ");
  }

  private static List<String> step(final Step step) {
    if (step instanceof Step.Call call) {
      return call(call);
    }
    if (step instanceof Step.WriteMemory write) {
      return List.of(quote("write"), operand(write.address()), hex(write.bytes()));
    }
    if (step instanceof Step.ExpectReturn expected) {
      final List<String> parts = new ArrayList<>();
      parts.add(quote("expectRet"));
      expected.values().forEach(value -> parts.add(operand(value)));
      return parts;
    }
    if (step instanceof Step.ExpectTrap expected) {
      return List.of(quote("expectTrap"), quote(expected.text()));
    }
    if (step instanceof Step.ExpectMemory expected) {
      return List.of(
          quote("expectRead"),
          operand(expected.address()),
          Integer.toString(expected.length()),
          hex(expected.bytes()));
    }
    if (step instanceof Step.ExpectGlobal expected) {
      return List.of(
          quote("expectGlobal"), quote(expected.name()), Long.toString(expected.value()));
    }
    throw new AssertionError(step);
  }

  private static List<String> call(final Step.Call call) {
    if (!call.optional() && call.export().endsWith("?")) {
      throw new IllegalArgumentException(
          "a call of \"" + call.export() + "\" would be read as optional");
    }
    final StringJoiner args = new StringJoiner(", ", "[", "]");
    call.args().forEach(arg -> args.add(operand(arg)));
    final List<String> parts = new ArrayList<>();
    parts.add(quote("call"));
    parts.add(quote(call.optional() ? call.export() + "?" : call.export()));
    parts.add(args.toString());
    call.variable().ifPresent(name -> parts.add(quote(name)));
    return parts;
  }

  private static String operand(final Operand operand) {
    if (operand instanceof Operand.Literal literal) {
      return Long.toString(literal.bits());
    }
    if (operand instanceof Operand.Variable variable) {
      return quote("$" + variable.name());
    }
    return quote("@" + ((Operand.ExportedGlobal) operand).name());
  }

  private static String hex(final byte[] bytes) {
    return quote(HexFormat.of().formatHex(bytes));
  }

  private static String quote(final String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
