package parallax.spec.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.binary.WasmModule;
import parallax.oracle.outcome.Outcome;

/**
 * Links instances of a script as the compiler links them: types, kinds, limits and mutability
 * before anything runs. Sizes that grow are compared when an instance is instantiated, with those
 * of then: the compiler is told so, and {@link #sizes} says which.
 */
final class ScriptLinker {
  static final String UNKNOWN = "unknown import";
  static final String INCOMPATIBLE = "incompatible import type";

  /** The spectest module among sources. */
  static final int SPECTEST = -1;

  /**
   * A memory or table that has to have at least a size.
   *
   * @param source number of the instance that exports it, or {@link #SPECTEST}
   */
  record Size(int source, String export, long least) {}

  private final Map<Integer, ScriptInstance> all = new TreeMap<>();
  private final Map<Integer, Optional<Outcome.Rejected>> refusals = new HashMap<>();

  ScriptLinker(final List<List<ScriptInstance>> components) {
    components.forEach(part -> part.forEach(each -> all.put(each.number(), each)));
  }

  /** Why an instance cannot be linked, whatever is done before; empty when it can be. */
  Optional<Outcome.Rejected> refusal(final ScriptInstance instance) {
    final Optional<Outcome.Rejected> known = refusals.get(instance.number());
    if (known != null) {
      return known;
    }
    final Optional<Outcome.Rejected> found = link(instance);
    refusals.put(instance.number(), found);
    return found;
  }

  private Optional<Outcome.Rejected> link(final ScriptInstance instance) {
    if (instance.module().isPresent() && instance.module().get().imports().isEmpty()) {
      return Optional.empty();
    }
    final Optional<String> unknown = unknownModule(instance);
    if (unknown.isPresent()) {
      return Optional.of(
          new Outcome.Rejected(UNKNOWN + ": no instance is called " + unknown.get(), null));
    }
    final Set<Integer> needed = new TreeSet<>();
    need(instance, needed);
    final List<ScriptInstance> list = new ArrayList<>();
    for (final int number : needed) {
      final ScriptInstance source = all.get(number);
      final Optional<Outcome.Rejected> missing = refusal(source);
      if (missing.isPresent()) {
        return missing;
      }
      list.add(source);
    }
    list.add(instance);
    try {
      WasmCompiler.link(specs(list, Spectest.whole()), CompilerOptions.DEFAULT);
      return Optional.empty();
    } catch (final CompileException e) {
      return Optional.of(new Outcome.Rejected(e.text(), e.feature()));
    }
  }

  private static Optional<String> unknownModule(final ScriptInstance instance) {
    return instance.module().stream()
        .flatMap(module -> module.imports().stream())
        .filter(each -> instance.source(each).isEmpty() && !each.module().equals(Spectest.NAME))
        .map(WasmModule.Import::module)
        .findFirst();
  }

  private void need(final ScriptInstance instance, final Set<Integer> needed) {
    for (final int source : instance.sources()) {
      if (needed.add(source)) {
        need(all.get(source), needed);
      }
    }
  }

  /** True when {@link #specs} puts the spectest module in front of these. */
  static boolean needsSpectest(final List<ScriptInstance> members) {
    return members.stream().anyMatch(ScriptInstance::usesSpectest);
  }

  /**
   * What the compiler is given for instances that import only from each other and from spectest,
   * which has what they import from it.
   */
  static List<InstanceSpec> specs(final List<ScriptInstance> members) {
    final Set<String> wanted = new TreeSet<>();
    members.stream()
        .filter(ScriptInstance::usesSpectest)
        .forEach(each -> wanted.addAll(Spectest.wanted(each.module())));
    return specs(members, needsSpectest(members) ? Spectest.with(wanted) : new byte[0]);
  }

  private static List<InstanceSpec> specs(
      final List<ScriptInstance> members, final byte[] spectest) {
    final List<InstanceSpec> specs = new ArrayList<>();
    final Map<Integer, Integer> places = new HashMap<>();
    final boolean first = needsSpectest(members);
    if (first) {
      specs.add(new InstanceSpec(Spectest.NAME, spectest));
    }
    for (final ScriptInstance member : members) {
      final SortedMap<String, Integer> providers = new TreeMap<>();
      member
          .registered()
          .forEach(
              (name, number) -> {
                if (places.containsKey(number)) {
                  providers.put(name, places.get(number));
                }
              });
      if (first) {
        providers.putIfAbsent(Spectest.NAME, 0);
      }
      places.put(member.number(), specs.size());
      specs.add(
          new InstanceSpec(
              "#" + member.number(), member.wasm(), providers, InstanceSpec.Sizes.CURRENT));
    }
    return specs;
  }

  /** The sizes that a module's imports ask for. */
  static List<Size> sizes(final ScriptInstance instance) {
    final List<Size> sizes = new ArrayList<>();
    for (final WasmModule.Import each : instance.module().orElseThrow().imports()) {
      final WasmModule module = instance.module().orElseThrow();
      final int source = instance.source(each).orElse(SPECTEST);
      switch (each.kind()) {
        case MEMORY ->
            sizes.add(
                new Size(source, each.name(), module.memories().get(each.index()).limits().min()));
        case TABLE ->
            sizes.add(
                new Size(source, each.name(), module.tables().get(each.index()).limits().min()));
        case FUNCTION, GLOBAL, TAG -> {}
      }
    }
    return sizes;
  }
}
