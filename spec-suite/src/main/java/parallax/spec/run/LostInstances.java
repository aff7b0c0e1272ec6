package parallax.spec.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.SegmentMode;

/**
 * What an engine cannot say any more of a script because it could not instantiate something there:
 * that instance would have written, so whatever could have seen it is lost from then on.
 *
 * <p>The rule: lost are the instance, those that import from it, and everything that is joined with
 * one of them by imports of functions, tables, memories, mutable globals or references, in either
 * direction and over any number of steps. Constants join nothing, nor do instances without state
 * that import from none with state: nothing that is done to them can be seen.
 */
final class LostInstances {
  private final Map<Integer, ScriptInstance> all = new TreeMap<>();
  private final Map<Integer, Set<Integer>> joined = new TreeMap<>();
  private final Map<Integer, Set<Integer>> importers = new TreeMap<>();
  private final Set<Integer> stateless = new TreeSet<>();
  private final Map<Integer, String> lost = new TreeMap<>();

  LostInstances(final List<List<ScriptInstance>> components) {
    components.forEach(part -> part.forEach(each -> all.put(each.number(), each)));
    ScriptInstance sharer = null;
    for (final ScriptInstance instance : all.values()) {
      if (isStateless(instance)) {
        stateless.add(instance.number());
      }
      for (final int source : instance.sources()) {
        importers.computeIfAbsent(source, key -> new TreeSet<>()).add(instance.number());
      }
      for (final int source : joiningSources(instance)) {
        join(instance.number(), source);
      }
      if (instance.sharesSpectest()) {
        if (sharer != null) {
          join(instance.number(), sharer.number());
        }
        sharer = instance;
      }
    }
  }

  private void join(final int one, final int other) {
    joined.computeIfAbsent(one, key -> new TreeSet<>()).add(other);
    joined.computeIfAbsent(other, key -> new TreeSet<>()).add(one);
  }

  /** Why an instance is lost: what is not supported. */
  Optional<String> reason(final int number) {
    return Optional.ofNullable(lost.get(number));
  }

  /**
   * An instance could not be had.
   *
   * @param feature that is not supported
   */
  void lose(final ScriptInstance instance, final String feature) {
    final Deque<Integer> open = new ArrayDeque<>();
    lost.put(instance.number(), feature);
    open.addAll(joined.getOrDefault(instance.number(), Set.of()));
    final List<Integer> without = new ArrayList<>(Set.of(instance.number()));
    while (!without.isEmpty()) {
      for (final int importer : importers.getOrDefault(without.remove(0), Set.of())) {
        if (lost.putIfAbsent(importer, feature) == null) {
          without.add(importer);
        }
      }
    }
    while (!open.isEmpty()) {
      final int next = open.remove();
      if (!stateless.contains(next) && lost.putIfAbsent(next, feature) == null) {
        open.addAll(joined.getOrDefault(next, Set.of()));
      }
    }
  }

  private Set<Integer> joiningSources(final ScriptInstance instance) {
    if (instance.module().isEmpty()) {
      return instance.sources();
    }
    final WasmModule module = instance.module().get();
    final Set<Integer> sources = new TreeSet<>();
    for (final WasmModule.Import each : module.imports()) {
      if (!isConstant(module, each)) {
        instance.source(each).ifPresent(sources::add);
      }
    }
    return sources;
  }

  private static boolean isConstant(final WasmModule module, final WasmModule.Import imported) {
    return switch (imported.kind()) {
      case FUNCTION, TABLE, MEMORY -> false;
      case GLOBAL -> {
        final WasmModule.GlobalType type = module.globals().get(imported.index());
        yield !type.mutable() && !type.type().isReference();
      }
      case TAG -> true;
    };
  }

  /** Instances are asked in their order, those that they import from before. */
  private boolean isStateless(final ScriptInstance instance) {
    return instance.module().isPresent()
        && !hasState(instance.module().get())
        && !instance.sharesSpectest()
        && stateless.containsAll(joiningSources(instance));
  }

  private static boolean hasState(final WasmModule module) {
    return !module.memories().isEmpty()
        || !module.tables().isEmpty()
        || !module.data().isEmpty()
        || module.globals().stream().anyMatch(WasmModule.GlobalType::mutable)
        || module.elements().stream().anyMatch(each -> each.mode() != SegmentMode.DECLARATIVE);
  }
}
