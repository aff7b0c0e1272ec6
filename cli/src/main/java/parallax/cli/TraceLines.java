package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import parallax.compiler.CompiledProgram;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.text.Disassembler;
import parallax.pvm.trace.Step;
import parallax.pvm.trace.StepListener;

/** Prints steps as they happen, one line each. */
final class TraceLines implements StepListener {
  private static final int FUNCTION_COLUMN = 24;
  private static final int EFFECT_COLUMN = 84;

  /**
   * Which steps to print.
   *
   * @param from the first, counted from 1
   * @param to the last
   * @param function only those inside it
   */
  record Range(long from, long to, Optional<String> function) {
    boolean has(final long step, final String name) {
      return step >= from && step <= to && (function.isEmpty() || function.get().equals(name));
    }
  }

  private final CodeMap map;
  private final Disassembler disassembler;
  private final int end;
  private final Range range;
  private final boolean json;
  private final PrintWriter out;
  private long steps;

  TraceLines(
      final CompiledProgram program,
      final Profile profile,
      final Range range,
      final boolean json,
      final PrintWriter out) {
    this.map = program.codeMap();
    this.disassembler = new Disassembler(program.program().blob(), profile);
    this.end = program.program().blob().code().length;
    this.range = range;
    this.json = json;
    this.out = out;
  }

  /** How many steps there were, printed or not. */
  long steps() {
    return steps;
  }

  @Override
  public void step(final Step step) {
    steps++;
    if (steps < range.from() || steps > range.to()) {
      return;
    }
    final String function = map.functionAt(step.pc()).map(CodeMap.FunctionRange::name).orElse("?");
    if (range.has(steps, function)) {
      out.print(json ? json(step, function).toString() : text(step, function));
      out.print('\n');
    }
  }

  private String instruction(final Step step) {
    return step.pc() < end ? disassembler.line(step.pc()) : "trap";
  }

  private String text(final Step step, final String function) {
    final int offset = map.sourceOffsetAt(step.pc());
    final StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%8d %7d  ", steps, step.pc()));
    line.append(function);
    if (offset >= 0) {
      line.append(" 0x").append(Integer.toHexString(offset));
    }
    pad(line, 18 + FUNCTION_COLUMN);
    line.append(instruction(step));
    final String effect = effect(step);
    if (!effect.isEmpty()) {
      pad(line, EFFECT_COLUMN);
      line.append(effect);
    }
    return line.toString();
  }

  private static void pad(final StringBuilder line, final int column) {
    line.append(" ".repeat(Math.max(2, column - line.length())));
  }

  private static String effect(final Step step) {
    final StringBuilder effect = new StringBuilder();
    step.changedRegister()
        .ifPresent(
            register ->
                effect
                    .append(Register.of(register).assemblyName())
                    .append(" = 0x")
                    .append(Long.toHexString(step.value())));
    step.write()
        .ifPresent(
            write ->
                effect
                    .append("[0x")
                    .append(Long.toHexString(write.address()))
                    .append("] = 0x")
                    .append(Long.toHexString(write.value()))
                    .append(" (")
                    .append(write.bytes())
                    .append(write.bytes() == 1 ? " byte)" : " bytes)"));
    step.end()
        .ifPresent(end -> effect.append(effect.isEmpty() ? "" : "  ").append("ends: ").append(end));
    return effect.toString();
  }

  private ObjectNode json(final Step step, final String function) {
    final ObjectNode node = StandardOptions.object();
    node.put("step", steps);
    node.put("pc", step.pc());
    node.put("function", function);
    final int offset = map.sourceOffsetAt(step.pc());
    if (offset >= 0) {
      node.put("offset", offset);
    }
    node.put("instruction", instruction(step));
    node.put("gas", step.gas());
    step.changedRegister()
        .ifPresent(
            register ->
                node.putObject("register")
                    .put("name", Register.of(register).assemblyName())
                    .put("value", step.value()));
    step.write()
        .ifPresent(
            write ->
                node.putObject("write")
                    .put("address", write.address())
                    .put("bytes", write.bytes())
                    .put("value", write.value()));
    step.end().ifPresent(end -> node.put("end", end.toString()));
    return node;
  }
}
