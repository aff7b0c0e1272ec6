package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.CompileException;
import parallax.compiler.binary.ImportRules;
import parallax.compiler.binary.TypeRegistry;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.Export;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Import;

/**
 * Which import of which instance is which object of which other one. Types are matched with what an
 * object was defined as, however many instances have passed it on (core 3.0 section 4.7.2).
 */
final class Linkage {
  private static final String STAGE = "link";

  /**
   * An object of the program.
   *
   * @param instance the one that defines it, or that imports it from the host
   * @param index in that instance's module
   */
  record Definition(int instance, int index) {}

  private final List<InstanceModule> instances;
  private final List<int[]> typeIds;
  private final TypeRegistry registry;
  private final List<Map<String, Export>> exports = new ArrayList<>();
  private final Map<String, TreeSet<Integer>> byName = new TreeMap<>();

  /** Per instance and kind, by import: what it is imported from; null for the host. */
  private final List<List<List<Definition>>> direct = new ArrayList<>();

  private int imports;
  private int firstLookingAhead = Integer.MAX_VALUE;

  private Linkage(
      final List<InstanceModule> instances,
      final List<int[]> typeIds,
      final TypeRegistry registry) {
    this.instances = instances;
    this.typeIds = typeIds;
    this.registry = registry;
  }

  /**
   * Resolves all imports.
   *
   * @param typeIds ids of each module's types in the registry
   * @throws CompileException for imports that nothing satisfies, except functions
   */
  static Linkage of(
      final List<InstanceModule> instances, final List<int[]> typeIds, final TypeRegistry registry)
      throws CompileException {
    final Linkage linkage = new Linkage(instances, typeIds, registry);
    linkage.index();
    for (int i = 0; i < instances.size(); i++) {
      linkage.find(i);
    }
    for (int i = 0; i < instances.size(); i++) {
      for (final Import imported : instances.get(i).module().imports()) {
        linkage.check(i, imported);
      }
    }
    return linkage;
  }

  /** What an index of an instance stands for. */
  Definition resolve(final ExternalKind kind, final int instance, final int index) {
    Definition at = new Definition(instance, index);
    for (Definition next = from(kind, at); next != null; next = from(kind, at)) {
      at = next;
    }
    return at;
  }

  /**
   * Whether code may run in an instance, or see its state, before that is initialised: when an
   * instance before it imports from one behind itself.
   */
  boolean isSeenEarly(final int instance) {
    return firstLookingAhead < instance;
  }

  private void index() {
    for (int i = 0; i < instances.size(); i++) {
      final InstanceModule instance = instances.get(i);
      byName.computeIfAbsent(instance.spec().name(), name -> new TreeSet<>()).add(i);
      final Map<String, Export> named = new HashMap<>();
      instance.module().exports().forEach(export -> named.put(export.name(), export));
      exports.add(named);
      imports += instance.module().imports().size();
    }
  }

  private void find(final int instance) throws CompileException {
    final List<List<Definition>> found = new ArrayList<>();
    for (int i = 0; i < ExternalKind.values().length; i++) {
      found.add(new ArrayList<>());
    }
    direct.add(found);
    for (final Import imported : instances.get(instance).module().imports()) {
      final int provider = provider(instance, imported);
      if (provider > instance) {
        firstLookingAhead = Math.min(firstLookingAhead, instance);
      }
      found.get(imported.kind().ordinal()).add(find(instance, imported, provider));
    }
  }

  private Definition find(final int instance, final Import imported, final int provider)
      throws CompileException {
    if (provider < 0) {
      if (imported.kind() == ExternalKind.FUNCTION) {
        return null;
      }
      throw unknown(
          instance,
          imported,
          "an adapter that exports it, or an instance called \""
              + imported.module()
              + "\" that does, would satisfy it");
    }
    final Export export = exports.get(provider).get(imported.name());
    final String other = name(provider);
    if (export == null) {
      throw unknown(instance, imported, other + " would have to export it");
    }
    if (export.kind() != imported.kind()) {
      throw incompatible(
          instance,
          imported,
          other + " exports a " + text(provider, export.kind(), export.index()));
    }
    return new Definition(provider, export.index());
  }

  /** The adapter that has it, or the instance that its module name stands for, or -1. */
  private int provider(final int instance, final Import imported) throws CompileException {
    for (final int adapter : instances.get(instance).spec().adapters()) {
      if (adapter < 0 || adapter >= instances.size()) {
        throw new CompileException(STAGE, -1, imported.offset(), "there is no instance " + adapter);
      }
      final Export export = exports.get(adapter).get(imported.name());
      if (export != null && export.kind() == imported.kind()) {
        return adapter;
      }
    }
    final Integer given = instances.get(instance).spec().providers().get(imported.module());
    if (given != null) {
      if (given < 0 || given >= instances.size()) {
        throw new CompileException(STAGE, -1, imported.offset(), "there is no instance " + given);
      }
      return given;
    }
    final TreeSet<Integer> named = byName.get(imported.module());
    if (named == null) {
      return -1;
    }
    final Integer before = named.lower(instance);
    final Integer behind = named.higher(instance);
    if (before != null) {
      return before;
    }
    return behind != null ? behind : -1;
  }

  private void check(final int instance, final Import imported) throws CompileException {
    Definition at = new Definition(instance, imported.index());
    int steps = 0;
    for (Definition next = from(imported.kind(), at); next != null; ) {
      if (++steps > imports) {
        throw unknown(instance, imported, "the instances only pass it around");
      }
      at = next;
      next = from(imported.kind(), at);
    }
    final ImportRules initial = new ImportRules(registry, side(at.instance()), side(instance));
    final ImportRules rules =
        switch (instances.get(instance).spec().sizes()) {
          case INITIAL -> initial;
          case CURRENT -> initial.grown();
        };
    if (!rules.matches(imported.kind(), at.index(), imported.index())) {
      throw incompatible(
          instance,
          imported,
          name(at.instance()) + " has a " + text(at.instance(), imported.kind(), at.index()));
    }
  }

  /** What an object is imported from, by one step; null where it is defined. */
  private Definition from(final ExternalKind kind, final Definition object) {
    final List<Definition> imported = direct.get(object.instance()).get(kind.ordinal());
    return object.index() < imported.size() ? imported.get(object.index()) : null;
  }

  private ImportRules.Side side(final int instance) {
    return new ImportRules.Side(instances.get(instance).module(), typeIds.get(instance));
  }

  private String name(final int instance) {
    return "instance " + instance + " \"" + instances.get(instance).spec().name() + "\"";
  }

  private String text(final int instance, final ExternalKind kind, final int index) {
    final WasmModule module = instances.get(instance).module();
    return ExternalText.of(module, kind, index);
  }

  private CompileException unknown(final int instance, final Import imported, final String reason) {
    return error("unknown import", instance, imported, reason);
  }

  private CompileException incompatible(
      final int instance, final Import imported, final String reason) {
    return error("incompatible import type", instance, imported, reason);
  }

  private CompileException error(
      final String text, final int instance, final Import imported, final String reason) {
    return new CompileException(
        STAGE,
        -1,
        imported.offset(),
        text
            + " \""
            + imported.module()
            + "\" \""
            + imported.name()
            + "\" "
            + text(instance, imported.kind(), imported.index())
            + (instances.size() > 1 ? " of " + name(instance) : "")
            + ": "
            + reason);
  }
}
