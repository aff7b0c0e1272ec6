package parallax.spec.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import parallax.compiler.binary.FuncType;
import parallax.corpus.wast.ScriptAction;
import parallax.corpus.wast.ScriptCommand;
import parallax.corpus.wast.ScriptModule;
import parallax.corpus.wast.ScriptPattern;
import parallax.corpus.wast.ScriptValue;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.spec.run.Result.Kind;
import parallax.spec.run.Result.Status;

/** One script on one engine. */
final class ScriptRun {
  /** An instance of the script as it is on this engine. */
  private record Slot(ScriptInstance instance, Optional<Judgement> failure) {}

  private final String file;
  private final ScriptEngine engine;
  private final ScriptPlan plan;
  private final ScriptEngine.Store store;
  private final Map<String, Slot> named = new TreeMap<>();
  private final List<Result> results = new ArrayList<>();
  private final List<Map<String, Long>> executed = new ArrayList<>();
  private final List<ScriptInstance> instantiated = new ArrayList<>();
  private Slot last;

  ScriptRun(final String file, final ScriptEngine engine, final ScriptPlan plan) {
    this.file = file;
    this.engine = engine;
    this.plan = plan;
    this.store = engine.open(plan.components());
  }

  /** Runs the commands in order. */
  void run(final List<ScriptCommand> commands) {
    commands.forEach(this::command);
  }

  /** One for each command that does something on an engine, in order. */
  List<Result> results() {
    return results;
  }

  /** For each result how often it executed each wasm instruction, when the engine counts them. */
  List<Map<String, Long>> executed() {
    return executed;
  }

  /** Instances that could be used. */
  List<ScriptInstance> instantiated() {
    return instantiated;
  }

  /** Mnemonics in all code that was made. */
  Set<String> compiled() {
    return store.compiled();
  }

  private void command(final ScriptCommand command) {
    if (command instanceof ScriptCommand.Define define) {
      if (define.module().definition()) {
        add(define.line(), Kind.MODULE, "a valid module", valid(define.module()), Map.of());
      } else {
        last = instantiate(command, define.module());
        define.module().name().ifPresent(name -> named.put(name, last));
      }
    } else if (command instanceof ScriptCommand.Instantiate instantiate) {
      last = instantiate(command, null);
      instantiate.name().ifPresent(name -> named.put(name, last));
    } else if (command instanceof ScriptCommand.Perform perform) {
      act(perform.line(), Kind.ACTION, perform.action(), "it returns", Judgement::returned);
    } else if (command instanceof ScriptCommand.AssertReturn returns) {
      act(
          returns.line(),
          Kind.RETURN,
          returns.action(),
          returns.results().toString(),
          outcome -> Judgement.values(returns.results(), outcome));
    } else if (command instanceof ScriptCommand.AssertFailure fails) {
      failure(fails);
    } else if (command instanceof ScriptCommand.AssertModule refused) {
      refusal(refused);
    }
  }

  private void failure(final ScriptCommand.AssertFailure fails) {
    switch (fails.ending()) {
      case TRAP ->
          act(
              fails.line(),
              Kind.TRAP,
              fails.action(),
              "trap: " + fails.text(),
              outcome -> Judgement.trap(fails.text(), outcome));
      case EXHAUSTION ->
          act(
              fails.line(),
              Kind.EXHAUSTION,
              fails.action(),
              "trap: " + fails.text(),
              outcome -> Judgement.trap(fails.text(), outcome));
      case EXCEPTION ->
          act(fails.line(), Kind.EXCEPTION, fails.action(), "an exception", Judgement::exception);
    }
  }

  private void refusal(final ScriptCommand.AssertModule refused) {
    final ScriptModule module = refused.module();
    switch (refused.refusal()) {
      case UNLINKABLE ->
          add(
              refused.line(),
              Kind.UNLINKABLE,
              refused.text(),
              onInstance(
                  refused,
                  instance ->
                      Judgement.unlinkable(refused.text(), guarded(() -> store.link(instance)))),
              Map.of());
      case INVALID -> check(refused, Kind.INVALID);
      case MALFORMED -> {
        // What is wrong with a text is found, or not, by the text parser alone.
        if (module.form() == ScriptModule.Form.BINARY) {
          check(refused, Kind.MALFORMED_BINARY);
        }
      }
      case UNINSTANTIABLE ->
          add(
              refused.line(),
              Kind.UNINSTANTIABLE,
              "trap: " + refused.text(),
              onInstance(
                  refused,
                  instance ->
                      Judgement.trap(refused.text(), guarded(() -> store.instantiate(instance)))),
              Map.of());
      case MALFORMED_CUSTOM, INVALID_CUSTOM -> {
        // The text parser's too.
      }
    }
  }

  private Judgement onInstance(
      final ScriptCommand.AssertModule refused, final Function<ScriptInstance, Judgement> judge) {
    return plan.instance(refused)
        .map(judge)
        .orElseGet(() -> Judgement.fail("text", plan.bytes(refused.module()).error()));
  }

  private void check(final ScriptCommand.AssertModule refused, final Kind kind) {
    final ScriptPlan.Bytes bytes = plan.bytes(refused.module());
    final Judgement judgement =
        bytes.wasm() == null
            ? Judgement.fail("text", bytes.error())
            : Judgement.refusal(
                kind, file + ":" + refused.line(), refused.text(), engine.check(bytes.wasm()));
    add(refused.line(), kind, refused.text(), judgement, Map.of());
  }

  private Judgement valid(final ScriptModule module) {
    final ScriptPlan.Bytes bytes = plan.bytes(module);
    return bytes.wasm() == null
        ? Judgement.fail("text", bytes.error())
        : Judgement.accepted(engine.check(bytes.wasm()));
  }

  private Slot instantiate(final ScriptCommand command, final ScriptModule module) {
    final Optional<ScriptInstance> instance = plan.instance(command);
    final Map<String, Long> before = store.executed();
    final Judgement judgement;
    if (instance.isEmpty()) {
      judgement = Judgement.fail("text", module == null ? "" : plan.bytes(module).error());
    } else {
      judgement = Judgement.returned(guarded(() -> store.instantiate(instance.get())));
    }
    final boolean usable = judgement.status() == Status.PASS;
    add(command.line(), Kind.MODULE, "an instance", judgement, usable ? since(before) : Map.of());
    if (usable) {
      instantiated.add(instance.orElseThrow());
    }
    return new Slot(instance.orElse(null), usable ? Optional.empty() : Optional.of(judgement));
  }

  private void act(
      final int line,
      final Kind kind,
      final ScriptAction action,
      final String expected,
      final Function<Outcome, Judgement> judge) {
    final Slot slot = action.instance().isPresent() ? named.get(action.instance().get()) : last;
    final String what = action + " = " + expected;
    if (slot == null || slot.failure().isPresent()) {
      add(
          line,
          kind,
          what,
          Judgement.withoutInstance(slot == null ? null : slot.failure().get()),
          Map.of());
      return;
    }
    final Optional<String> lost = store.lost(slot.instance());
    if (lost.isPresent()) {
      add(line, kind, what, Judgement.unsupported(lost.get()), Map.of());
      return;
    }
    final Map<String, Long> before = store.executed();
    final Judgement judgement = perform(slot, action, judge);
    add(line, kind, what, judgement, since(before));
  }

  /** Instructions that were executed since there were so many. */
  private Map<String, Long> since(final Map<String, Long> before) {
    final Map<String, Long> ran = new TreeMap<>();
    store
        .executed()
        .forEach(
            (name, count) -> {
              final long more = count - before.getOrDefault(name, 0L);
              if (more > 0) {
                ran.put(name, more);
              }
            });
    return ran;
  }

  private Judgement perform(
      final Slot slot, final ScriptAction action, final Function<Outcome, Judgement> judge) {
    if (action instanceof ScriptAction.Get get) {
      final Optional<WasmValue> value = store.global(slot.instance(), get.export());
      return value.isEmpty()
          ? Judgement.fail("export", "no exported global is called " + get.export())
          : judge.apply(new Outcome.Returned(List.of(value.get())));
    }
    final ScriptAction.Invoke invoke = (ScriptAction.Invoke) action;
    if (invoke.args().stream().anyMatch(arg -> arg instanceof ScriptValue.Vector)) {
      return Judgement.unsupported("SIMD");
    }
    final Optional<FuncType> type = store.functionType(slot.instance(), invoke.export());
    if (type.isEmpty()) {
      return Judgement.fail("export", "no exported function is called " + invoke.export());
    }
    final Optional<List<WasmValue>> args =
        ResultMatcher.arguments(invoke.args(), type.get().params());
    if (args.isEmpty()) {
      return Judgement.fail("arguments", "parameters are " + type.get().params());
    }
    return judge.apply(guarded(() -> store.call(slot.instance(), invoke.export(), args.get())));
  }

  /** No engine may throw; one that does is at fault and the script goes on. */
  private static Outcome guarded(final Supplier<Outcome> work) {
    try {
      return work.get();
    } catch (final RuntimeException | StackOverflowError crash) {
      return Outcome.Fault.crash(crash);
    }
  }

  private void add(
      final int line,
      final Kind kind,
      final String expected,
      final Judgement judgement,
      final Map<String, Long> ran) {
    results.add(judgement.result(file, line, kind, engine.name(), expected));
    executed.add(ran);
  }

  /** True when only vectors could answer. */
  static boolean needsVectors(final List<ScriptPattern> patterns) {
    return patterns.stream().anyMatch(ResultMatcher::isVector);
  }
}
