package parallax.spec.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private record Slot(
      ScriptInstance instance, ScriptEngine.Component component, Optional<Judgement> failure) {}

  private final String file;
  private final ScriptEngine engine;
  private final ScriptPlan plan;
  private final Map<Integer, ScriptEngine.Component> components = new TreeMap<>();
  private final Map<String, Slot> named = new TreeMap<>();
  private final List<Result> results = new ArrayList<>();
  private final List<Map<String, Long>> executed = new ArrayList<>();
  private final List<ScriptInstance> instantiated = new ArrayList<>();
  private final Set<String> compiled = new TreeSet<>();
  private Slot last;

  ScriptRun(final String file, final ScriptEngine engine, final ScriptPlan plan) {
    this.file = file;
    this.engine = engine;
    this.plan = plan;
    for (final List<ScriptInstance> joined : plan.components()) {
      final ScriptEngine.Component component = engine.open(joined);
      joined.forEach(instance -> components.put(instance.number(), component));
    }
  }

  /** Runs the commands in order. */
  void run(final List<ScriptCommand> commands) {
    commands.forEach(this::command);
    components.values().forEach(component -> compiled.addAll(component.compiled()));
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
    return compiled;
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
              Judgement.unsupported(ScriptInstance.LINKING),
              Map.of());
      case INVALID -> check(refused, Kind.INVALID);
      case MALFORMED -> {
        // What is wrong with a text is found, or not, by the text parser alone.
        if (module.form() == ScriptModule.Form.BINARY) {
          check(refused, Kind.MALFORMED_BINARY);
        }
      }
      case UNINSTANTIABLE -> {
        final Optional<ScriptInstance> instance = plan.instance(refused);
        final Judgement judgement =
            instance.isEmpty()
                ? Judgement.fail("text", plan.bytes(module).error())
                : Judgement.trap(
                    refused.text(),
                    guarded(() -> component(instance.get()).instantiate(instance.get())));
        add(refused.line(), Kind.UNINSTANTIABLE, "trap: " + refused.text(), judgement, Map.of());
      }
      case MALFORMED_CUSTOM, INVALID_CUSTOM -> {
        // The text parser's too.
      }
    }
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
    final Judgement judgement;
    if (instance.isEmpty()) {
      judgement = Judgement.fail("text", module == null ? "" : plan.bytes(module).error());
    } else {
      judgement =
          Judgement.returned(guarded(() -> component(instance.get()).instantiate(instance.get())));
    }
    final boolean usable = judgement.status() == Status.PASS;
    add(
        command.line(),
        Kind.MODULE,
        "an instance",
        judgement,
        usable ? component(instance.orElseThrow()).executed(instance.orElseThrow()) : Map.of());
    if (usable) {
      instantiated.add(instance.orElseThrow());
    }
    return new Slot(
        instance.orElse(null),
        instance.map(this::component).orElse(null),
        usable ? Optional.empty() : Optional.of(judgement));
  }

  private ScriptEngine.Component component(final ScriptInstance instance) {
    return components.get(instance.number());
  }

  private void act(
      final int line,
      final Kind kind,
      final ScriptAction action,
      final String expected,
      final java.util.function.Function<Outcome, Judgement> judge) {
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
    final Optional<String> lost = slot.component().lost(slot.instance());
    if (lost.isPresent()) {
      add(line, kind, what, Judgement.unsupported(lost.get()), Map.of());
      return;
    }
    final Map<String, Long> before = slot.component().executed(slot.instance());
    final Judgement judgement = perform(slot, action, judge);
    final Map<String, Long> ran = new TreeMap<>();
    slot.component()
        .executed(slot.instance())
        .forEach(
            (name, count) -> {
              final long more = count - before.getOrDefault(name, 0L);
              if (more > 0) {
                ran.put(name, more);
              }
            });
    add(line, kind, what, judgement, ran);
  }

  private static Judgement perform(
      final Slot slot,
      final ScriptAction action,
      final java.util.function.Function<Outcome, Judgement> judge) {
    if (action instanceof ScriptAction.Get get) {
      final Optional<WasmValue> value = slot.component().global(slot.instance(), get.export());
      return value.isEmpty()
          ? Judgement.fail("export", "no exported global is called " + get.export())
          : judge.apply(new Outcome.Returned(List.of(value.get())));
    }
    final ScriptAction.Invoke invoke = (ScriptAction.Invoke) action;
    if (invoke.args().stream().anyMatch(arg -> arg instanceof ScriptValue.Vector)) {
      return Judgement.unsupported("SIMD");
    }
    final Optional<FuncType> type = slot.component().functionType(slot.instance(), invoke.export());
    if (type.isEmpty()) {
      return Judgement.fail("export", "no exported function is called " + invoke.export());
    }
    final Optional<List<WasmValue>> args =
        ResultMatcher.arguments(invoke.args(), type.get().params());
    if (args.isEmpty()) {
      return Judgement.fail("arguments", "parameters are " + type.get().params());
    }
    return judge.apply(
        guarded(() -> slot.component().call(slot.instance(), invoke.export(), args.get())));
  }

  /** No engine may throw; one that does is at fault and the script goes on. */
  private static Outcome guarded(final java.util.function.Supplier<Outcome> work) {
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
