package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.machine.ArgumentInvocation.Result;
import parallax.pvm.machine.ArgumentInvocation.Status;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.MachineFactory;

/**
 * A program invoked as JAM does it: from position 0 or 5, on bytes, to bytes.
 *
 * @param program what ran
 * @param arguments the argument area
 * @param result how it ended
 * @param host that answered its calls
 */
record EntryRun(ProgramInput program, byte[] arguments, Result result, EntryHost host) {
  /**
   * Runs it.
   *
   * @param position where it is entered
   */
  static EntryRun of(
      final ProgramInput program,
      final Profile profile,
      final MachineFactory machines,
      final int position,
      final byte[] arguments,
      final long gas,
      final EntryHost host) {
    final ArgumentInvocation invocation = new ArgumentInvocation(machines, profile);
    return new EntryRun(
        program,
        arguments,
        invocation.invoke(program.program(), position, arguments, gas, host),
        host);
  }

  int exitCode() {
    return result.status() == Status.HALT && host.tapeProblem().isEmpty()
        ? ExitCodes.OK
        : ExitCodes.DIFFERENCE;
  }

  private String status() {
    return result.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What the map says about the place where it ended. */
  private Optional<TrapEntry> trap() {
    if (result.status() != Status.PANIC) {
      return Optional.empty();
    }
    return program
        .compiled()
        .flatMap(
            compiled -> result.reason().flatMap(reason -> compiled.codeMap().trapAt(reason.pc())));
  }

  /** For people. */
  String text() {
    final StringBuilder text = new StringBuilder();
    if (result.status() == Status.HALT) {
      text.append("output: ").append(HexFormat.of().formatHex(result.output())).append('\n');
      final StringJoiner values = new StringJoiner(", ");
      for (final long value : values()) {
        values.add(Long.toString(value));
      }
      if (values.length() > 0) {
        text.append("as values: ").append(values).append('\n');
      }
    }
    text.append("exit: ").append(status());
    if (result.status() != Status.HALT) {
      result.reason().map(ExitReason::pc).ifPresent(pc -> text.append(" at pc ").append(pc));
      trap().ifPresent(trap -> text.append(": ").append(trap.kind().text()));
    }
    text.append("\ngas: ").append(result.gasUsed()).append('\n');
    if (host.calls() > 0) {
      text.append("host calls: ").append(host.calls()).append('\n');
    }
    host.log().forEach(line -> text.append("log: ").append(line).append('\n'));
    host.storage()
        .forEach(
            (key, value) ->
                text.append("storage: ").append(key).append('=').append(value).append('\n'));
    host.tapeProblem().ifPresent(problem -> text.append("tape: ").append(problem).append('\n'));
    return text.toString();
  }

  /** As data. */
  void json(final ObjectNode node) {
    node.put("argumentsHex", HexFormat.of().formatHex(arguments));
    node.put("outcome", status());
    if (result.status() == Status.HALT) {
      node.put("outputHex", HexFormat.of().formatHex(result.output()));
      final ArrayNode values = node.putArray("values");
      for (final long value : values()) {
        values.add(value);
      }
    } else {
      result.reason().ifPresent(reason -> node.put("pc", reason.pc()));
    }
    trap()
        .ifPresent(
            trap ->
                node.putObject("trap")
                    .put("kind", trap.kind().mnemonic())
                    .put("text", trap.kind().text()));
    node.put("gas", result.gasUsed());
    node.put("hostCalls", host.calls());
    final ArrayNode log = node.putArray("log");
    host.log().forEach(log::add);
    final ObjectNode storage = node.putObject("storage");
    host.storage().forEach(storage::put);
    host.tapeProblem().ifPresent(problem -> node.put("tapeProblem", problem));
  }

  /** The output as little-endian values of 8 bytes; none when it is not made of them. */
  private long[] values() {
    final byte[] output = result.output();
    if (output.length % Long.BYTES != 0) {
      return new long[0];
    }
    final long[] values = new long[output.length / Long.BYTES];
    ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
    return values;
  }
}
