package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import parallax.compiler.CompiledProgram;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.WasiFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.wasi.WasiDifferential;
import parallax.pvm.host.wasi.GuestInput;
import parallax.pvm.host.wasi.HostFolder;
import parallax.pvm.host.wasi.SystemClock;
import parallax.pvm.host.wasi.WasiContext;
import parallax.pvm.host.wasi.WasiHost;
import parallax.pvm.machine.MachineFactory;

/**
 * A WASI program on the machine, with the computer's clock, random bytes and folders.
 *
 * @param outcome how it ended
 * @param gas what it cost
 * @param hostCalls how often it asked its host
 */
record WasiRun(Outcome outcome, long gas, int hostCalls) {
  private static final int MOST_EXIT_CODES = 255;

  /** What a run is given. */
  record Given(
      List<String> args,
      List<String> environment,
      List<WasiFlags.NamedFolder> folders,
      MachineFactory machines,
      long gas) {}

  /** Runs it. */
  static WasiRun of(final CompiledProgram program, final Given given, final StandardStreams streams)
      throws BadInput {
    final List<WasiContext.Preopen> preopens = new ArrayList<>();
    for (final WasiFlags.NamedFolder folder : given.folders()) {
      try {
        preopens.add(new WasiContext.Preopen(folder.name(), HostFolder.root(folder.host())));
      } catch (IOException e) {
        throw WasiFlags.unreadable(folder.host(), e);
      }
    }
    final WasiContext context =
        new WasiContext(
            given.args(),
            given.environment(),
            preopens,
            GuestInput.of(streams.in()),
            streams.out(),
            streams.err(),
            false,
            new SystemClock(),
            new SecureRandom());
    try (WasiHost host = new WasiHost(context)) {
      final EngineInstance instance =
          PvmEngine.start(program, new WasiFunctions(host), given.gas(), given.machines());
      final long initGas = instance.cost();
      if (!(instance.instantiation() instanceof Outcome.Returned)) {
        return new WasiRun(instance.instantiation(), initGas, instance.tape().entries().size());
      }
      final Outcome outcome = instance.call(WasiDifferential.START, List.of(), given.gas());
      return new WasiRun(outcome, initGas + instance.cost(), instance.tape().entries().size());
    }
  }

  /** The guest's exit code, so far as a process has such; 1 when it did not come to an end. */
  int exitCode() {
    if (outcome instanceof Outcome.Exited exited) {
      final long code = Integer.toUnsignedLong(exited.code());
      return (int) Math.min(code, MOST_EXIT_CODES);
    }
    return outcome instanceof Outcome.Returned ? ExitCodes.OK : ExitCodes.DIFFERENCE;
  }

  /** True when it ended as a program should. */
  boolean hasEnded() {
    return outcome instanceof Outcome.Returned || outcome instanceof Outcome.Exited;
  }

  /** As data, with what it has written. */
  void json(
      final ObjectNode node, final ByteArrayOutputStream out, final ByteArrayOutputStream err) {
    OutcomeText.json(node, outcome);
    node.put("exitCode", exitCode());
    node.put("gas", gas);
    node.put("hostCalls", hostCalls);
    put(node, "stdout", out.toByteArray());
    put(node, "stderr", err.toByteArray());
  }

  /** Text as it is; other bytes in base 64, under a name that says so. */
  static void put(final ObjectNode node, final String name, final byte[] bytes) {
    try {
      final var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      node.put(name, text.toString());
    } catch (CharacterCodingException e) {
      node.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
