package parallax.spec.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parallax.compiler.CompileException;
import parallax.oracle.engine.ProgramInstance;
import parallax.oracle.outcome.Outcome;

/**
 * A component of a script as one program. Instances that the compiler refuses are left out, and
 * with them those that import from them.
 */
final class ScriptProgram {
  private final Map<Integer, ProgramInstance> instances = new TreeMap<>();
  private final Map<Integer, Outcome> refused = new TreeMap<>();
  private Optional<ProgramInstance> spectest = Optional.empty();

  private ScriptProgram() {}

  /**
   * Compiles a component.
   *
   * @param joined its instances, in order
   * @param compiled where mnemonics of the code that was made are added
   */
  static ScriptProgram of(
      final List<ScriptInstance> joined,
      final ScriptLinker linker,
      final CompiledScripts compiler,
      final Set<String> compiled) {
    final ScriptProgram program = new ScriptProgram();
    final List<ScriptInstance> linked = new ArrayList<>();
    for (final ScriptInstance instance : joined) {
      final Optional<Outcome.Rejected> refusal = linker.refusal(instance);
      refusal.ifPresent(outcome -> program.refused.put(instance.number(), outcome));
      if (refusal.isEmpty()) {
        linked.add(instance);
      }
    }
    if (program.tryAll(linked, compiler, compiled).isPresent()) {
      program.tryEach(linked, compiler, compiled);
    }
    return program;
  }

  /** One more instance at a time, without those that cannot be had. */
  private void tryEach(
      final List<ScriptInstance> linked,
      final CompiledScripts compiler,
      final Set<String> compiled) {
    final List<ScriptInstance> accepted = new ArrayList<>();
    for (final ScriptInstance instance : linked) {
      final Optional<Outcome> missing =
          instance.sources().stream().filter(refused::containsKey).findFirst().map(refused::get);
      if (missing.isPresent()) {
        refused.put(instance.number(), missing.get());
        continue;
      }
      accepted.add(instance);
      final Optional<Outcome> refusal = tryAll(accepted, compiler, compiled);
      if (refusal.isPresent()) {
        accepted.remove(accepted.size() - 1);
        refused.put(instance.number(), refusal.get());
      }
    }
  }

  /** Replaces the program by that of these instances, unless they are refused. */
  private Optional<Outcome> tryAll(
      final List<ScriptInstance> members,
      final CompiledScripts compiler,
      final Set<String> compiled) {
    if (members.isEmpty()) {
      return Optional.empty();
    }
    final List<ProgramInstance> made;
    try {
      made = compiler.compile(ScriptLinker.specs(members), compiled);
    } catch (final CompileException refusal) {
      return Optional.of(new Outcome.Rejected(refusal.getMessage(), refusal.feature()));
    } catch (final RuntimeException | StackOverflowError crash) {
      return Optional.of(Outcome.Fault.crash(crash));
    }
    final int first = ScriptLinker.needsSpectest(members) ? 1 : 0;
    spectest = first == 1 ? Optional.of(made.get(0)) : Optional.empty();
    for (int i = 0; i < members.size(); i++) {
      instances.put(members.get(i).number(), made.get(first + i));
    }
    return Optional.empty();
  }

  /** The spectest module of this program, when any of its instances imports from it. */
  Optional<ProgramInstance> spectest() {
    return spectest;
  }

  /** An instance that is in the program. */
  Optional<ProgramInstance> instance(final int number) {
    return Optional.ofNullable(instances.get(number));
  }

  /** Why an instance is not in the program. */
  Optional<Outcome> refusal(final int number) {
    return Optional.ofNullable(refused.get(number));
  }
}
