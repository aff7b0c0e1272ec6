package parallax.oracle.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.FuncType;
import parallax.corpus.program.Operand;
import parallax.corpus.program.Program;
import parallax.corpus.program.Step;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.BigStack;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/**
 * Runs a program on a {@link Differential}: every engine must do what the program expects, and all
 * must agree in everything that can be seen.
 *
 * <p>A call that {@code expectTrap "call stack exhausted"} follows must exhaust the stack of every
 * engine; how deep each came is not compared, so such a function should leave no traces.
 */
public final class ProgramRunner {
  /** Sees each call, and the instantiation, when it is over. */
  @FunctionalInterface
  public interface Observer {
    /** Sees nothing. */
    Observer NONE = (step, call, verdict, run) -> {};

    /**
     * Sees a call.
     *
     * @param step its number, -1 for the instantiation
     * @param call with operands resolved; empty for the instantiation
     * @param run holds the outcomes of all engines
     */
    void after(int step, Optional<ResolvedCall> call, Verdict verdict, Differential run);
  }

  /** A call with its arguments. */
  public record ResolvedCall(String export, List<WasmValue> args) {
    public ResolvedCall {
      args = List.copyOf(args);
    }

    @Override
    public String toString() {
      return export + args;
    }
  }

  /** Ends a program early. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProgramResult result;

    Ended(final ProgramResult result) {
      super(result.toString(), null, false, false);
      this.result = result;
    }
  }

  private final Program program;
  private final Differential run;
  private final Observer observer;
  private final long fuel;
  private final Map<String, Long> variables = new TreeMap<>();
  private int calls;
  private int at = -1;

  private ProgramRunner(
      final Program program, final Differential run, final Observer observer, final long fuel) {
    this.program = program;
    this.run = run;
    this.observer = observer;
    this.fuel = fuel;
  }

  /**
   * Runs a program on a fresh instance.
   *
   * @param engines those that are compared with the reference
   * @param fuel instructions that the reference may execute in the instantiation and in each call
   */
  public static ProgramResult run(
      final byte[] wasm,
      final Program program,
      final List<Engine> engines,
      final HostFunctions host,
      final long fuel) {
    return run(wasm, program, engines, host, fuel, Observer.NONE);
  }

  /** Likewise, watched. */
  public static ProgramResult run(
      final byte[] wasm,
      final Program program,
      final List<Engine> engines,
      final HostFunctions host,
      final long fuel,
      final Observer observer) {
    return run(wasm, program, new ChicoryEngine(), engines, host, fuel, observer);
  }

  /** Likewise, with another reference. */
  public static ProgramResult run(
      final byte[] wasm,
      final Program program,
      final Engine reference,
      final List<Engine> engines,
      final HostFunctions host,
      final long fuel,
      final Observer observer) {
    return BigStack.call(
        () -> {
          final Differential run = Differential.start(wasm, reference, engines, host, fuel);
          return new ProgramRunner(program, run, observer, fuel).run();
        });
  }

  private ProgramResult run() {
    try {
      final Verdict verdict = run.instantiation();
      observer.after(-1, Optional.empty(), verdict, run);
      requireFine(verdict);
      for (at = 0; at < program.steps().size(); at++) {
        step(program.steps().get(at));
      }
      return new ProgramResult.Passed(calls);
    } catch (final Ended ended) {
      return ended.result;
    }
  }

  private void step(final Step step) {
    if (step instanceof Step.Call call) {
      call(call);
    } else if (step instanceof Step.WriteMemory write) {
      requireInstance();
      final int address = address(write.address(), write.bytes().length);
      run.writeMemory(address, write.bytes());
    } else if (step instanceof Step.ExpectReturn expected) {
      returned(expected);
    } else if (step instanceof Step.ExpectTrap expected) {
      for (final EngineOutcome outcome : run.outcomes()) {
        final boolean met =
            outcome.outcome() instanceof Outcome.Trapped trap
                && trap.kind().text().equals(expected.text());
        expect(met, "trap: " + expected.text(), outcome.engine(), outcome.outcome());
      }
    } else if (step instanceof Step.ExpectMemory expected) {
      memory(expected);
    } else if (step instanceof Step.ExpectGlobal expected) {
      global(expected);
    }
  }

  private void call(final Step.Call call) {
    if (run.hasEnded() && !isMoreExpected()) {
      // What a reproducer would have called had the instantiation not trapped.
      throw new Ended(new ProgramResult.Passed(calls));
    }
    requireInstance();
    final Optional<FuncType> type = run.functionType(call.export());
    if (type.isEmpty() && call.optional()) {
      return;
    }
    if (type.isEmpty()) {
      throw failed("program", "no exported function is called " + call.export());
    }
    if (call.args().size() != type.get().params().size()) {
      throw failed(
          "program",
          call.export() + " takes " + type.get().params() + " and is given " + call.args());
    }
    final long[] bits = call.args().stream().mapToLong(this::value).toArray();
    final List<WasmValue> args = WasmValue.forParameters(type.get(), bits);
    final Verdict verdict =
        expectsExhaustion()
            ? run.callExhausting(call.export(), args, fuel)
            : run.call(call.export(), args, fuel);
    calls++;
    observer.after(at, Optional.of(new ResolvedCall(call.export(), args)), verdict, run);
    requireFine(verdict);
    if (call.variable().isPresent()) {
      if (!(run.referenceOutcome() instanceof Outcome.Returned returned)
          || returned.values().isEmpty()) {
        throw failed("program", call.export() + " has no result for $" + call.variable().get());
      }
      variables.put(call.variable().get(), returned.values().get(0).bits());
    }
  }

  /** True when something is still expected. */
  private boolean isMoreExpected() {
    return program.steps().subList(at, program.steps().size()).stream()
        .anyMatch(step -> !(step instanceof Step.Call || step instanceof Step.WriteMemory));
  }

  /** True when the call at hand is followed by the expectation of an exhausted stack. */
  private boolean expectsExhaustion() {
    for (int next = at + 1; next < program.steps().size(); next++) {
      final Step step = program.steps().get(next);
      if (step instanceof Step.Call || step instanceof Step.WriteMemory) {
        return false;
      }
      if (step instanceof Step.ExpectTrap expected) {
        return expected.text().equals(TrapKind.CALL_STACK_EXHAUSTED.text());
      }
    }
    return false;
  }

  private void returned(final Step.ExpectReturn expected) {
    for (final EngineOutcome outcome : run.outcomes()) {
      final List<Long> wanted = expected.values().stream().map(this::value).toList();
      boolean met = false;
      if (outcome.outcome() instanceof Outcome.Returned returned
          && returned.values().size() == wanted.size()) {
        final List<WasmValue> typed = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
          typed.add(new WasmValue(returned.values().get(i).type(), wanted.get(i)));
        }
        met = typed.equals(returned.values());
      }
      expect(met, wanted, outcome.engine(), outcome.outcome());
    }
  }

  private void memory(final Step.ExpectMemory expected) {
    requireInstance();
    final int address = address(expected.address(), expected.length());
    final HexFormat hex = HexFormat.of();
    for (int i = 0; i < run.outcomes().size(); i++) {
      final byte[] actual = instance(i).readMemory(address, expected.length());
      expect(
          Arrays.equals(expected.bytes(), actual),
          hex.formatHex(expected.bytes()),
          run.outcomes().get(i).engine(),
          hex.formatHex(actual));
    }
  }

  private void global(final Step.ExpectGlobal expected) {
    requireInstance();
    for (int i = 0; i < run.outcomes().size(); i++) {
      final WasmValue actual = instance(i).globals().get(expected.name());
      if (actual == null) {
        throw failed("program", "no exported global is called " + expected.name());
      }
      final WasmValue wanted = new WasmValue(actual.type(), expected.value());
      expect(wanted.equals(actual), wanted, run.outcomes().get(i).engine(), actual);
    }
  }

  /** The instance whose outcome stands at this place. */
  private EngineInstance instance(final int place) {
    return place == 0 ? run.reference() : run.instances().get(place - 1);
  }

  private long value(final Operand operand) {
    if (operand instanceof Operand.Literal literal) {
      return literal.bits();
    }
    if (operand instanceof Operand.Variable variable) {
      final Long value = variables.get(variable.name());
      if (value == null) {
        throw failed("program", "no call has stored $" + variable.name());
      }
      return value;
    }
    requireInstance();
    final String name = ((Operand.ExportedGlobal) operand).name();
    final WasmValue value = run.globals().get(name);
    if (value == null) {
      throw failed("program", "no exported global is called " + name);
    }
    return value.bits();
  }

  private int address(final Operand operand, final int length) {
    final long address = value(operand) & 0xFFFF_FFFFL;
    if (address + length > run.memorySize()) {
      throw failed("program", length + " bytes at " + address + " of " + run.memorySize());
    }
    return (int) address;
  }

  private void requireInstance() {
    if (run.hasEnded()) {
      throw failed("program", "there is no instance; instantiation: " + run.instantiation());
    }
  }

  private void requireFine(final Verdict verdict) {
    if (verdict instanceof Verdict.Difference difference) {
      throw failed(difference.rule(), difference.engine() + ": " + difference.detail());
    }
    if (verdict instanceof Verdict.Inconclusive inconclusive) {
      throw new Ended(
          new ProgramResult.Undecided(at, inconclusive.reason(), inconclusive.detail()));
    }
  }

  private void expect(
      final boolean met, final Object expected, final String engine, final Object actual) {
    if (!met) {
      throw failed("expectation", "expected " + expected + "; " + engine + ": " + actual);
    }
  }

  private Ended failed(final String rule, final String detail) {
    return new Ended(new ProgramResult.Failed(at, rule, detail));
  }
}
