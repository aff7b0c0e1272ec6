package parallax.spec.run;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.CompileException;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule;
import parallax.corpus.wast.ScriptCommand;
import parallax.corpus.wast.ScriptCommand.Refusal;
import parallax.corpus.wast.ScriptModule;
import parallax.corpus.wat.WatException;

/**
 * What is known of a script before it runs: the bytes of its modules, and which instances import
 * from which. Scripts are static, so that an engine can compile what is joined as one program.
 */
final class ScriptPlan {
  /**
   * A module, or why its text is none.
   *
   * @param wasm null when there is none
   */
  record Bytes(byte[] wasm, String error) {}

  private static final int NONE = -1;

  private final IdentityHashMap<ScriptModule, Bytes> modules = new IdentityHashMap<>();
  private final IdentityHashMap<ScriptCommand, ScriptInstance> instances = new IdentityHashMap<>();
  private final List<ScriptInstance> order = new ArrayList<>();
  private final SortedMap<String, Integer> registered = new TreeMap<>();
  private final Map<String, Integer> named = new TreeMap<>();
  private final Map<String, ScriptModule> definitions = new TreeMap<>();
  private ScriptModule lastDefinition;
  private int last = NONE;
  private int numbers;

  private ScriptPlan() {}

  static ScriptPlan of(final List<ScriptCommand> commands) {
    final ScriptPlan plan = new ScriptPlan();
    commands.forEach(plan::visit);
    return plan;
  }

  /** The bytes of a module of the script. */
  Bytes bytes(final ScriptModule module) {
    return modules.computeIfAbsent(module, ScriptPlan::parse);
  }

  /** What a command instantiates, or may not link; empty when there are no bytes for it. */
  Optional<ScriptInstance> instance(final ScriptCommand command) {
    return Optional.ofNullable(instances.get(command));
  }

  /** Instances that imports join, in the order of the script; what must not link is in none. */
  List<List<ScriptInstance>> components() {
    final int[] root = new int[numbers];
    for (int i = 0; i < root.length; i++) {
      root[i] = i;
    }
    ScriptInstance sharer = null;
    for (final ScriptInstance instance : order) {
      for (final int source : instance.sources()) {
        root[find(root, instance.number())] = find(root, source);
      }
      if (instance.sharesSpectest()) {
        if (sharer != null) {
          root[find(root, instance.number())] = find(root, sharer.number());
        }
        sharer = instance;
      }
    }
    final Map<Integer, List<ScriptInstance>> parts = new LinkedHashMap<>();
    for (final ScriptInstance instance : order) {
      parts.computeIfAbsent(find(root, instance.number()), key -> new ArrayList<>()).add(instance);
    }
    return List.copyOf(parts.values());
  }

  private static int find(final int[] root, final int start) {
    int at = start;
    while (root[at] != at) {
      at = root[at];
    }
    return at;
  }

  private void visit(final ScriptCommand command) {
    if (command instanceof ScriptCommand.Define define) {
      lastDefinition = define.module();
      define.module().name().ifPresent(name -> definitions.put(name, define.module()));
      if (!define.module().definition()) {
        enter(command, define.module(), define.module().name());
      }
    } else if (command instanceof ScriptCommand.Instantiate instantiate) {
      final ScriptModule module =
          instantiate.definition().map(definitions::get).orElse(lastDefinition);
      if (module != null) {
        enter(command, module, instantiate.name());
      }
    } else if (command instanceof ScriptCommand.Register register) {
      final int number =
          register.instance().isEmpty()
              ? last
              : named.getOrDefault(register.instance().get(), NONE);
      if (number == NONE) {
        registered.remove(register.as());
      } else {
        registered.put(register.as(), number);
      }
    } else if (command instanceof ScriptCommand.AssertModule refused) {
      if (refused.refusal() == Refusal.UNINSTANTIABLE) {
        add(command, refused.module()).ifPresent(order::add);
      } else if (refused.refusal() == Refusal.UNLINKABLE) {
        add(command, refused.module());
      }
    }
  }

  private void enter(
      final ScriptCommand command, final ScriptModule module, final Optional<String> name) {
    final Optional<ScriptInstance> instance = add(command, module);
    instance.ifPresent(order::add);
    last = instance.map(ScriptInstance::number).orElse(NONE);
    name.ifPresent(each -> named.put(each, last));
  }

  private Optional<ScriptInstance> add(final ScriptCommand command, final ScriptModule module) {
    final Bytes bytes = bytes(module);
    if (bytes.wasm() == null) {
      return Optional.empty();
    }
    final ScriptInstance instance =
        new ScriptInstance(numbers++, bytes.wasm(), decode(bytes.wasm()), registered);
    instances.put(command, instance);
    return Optional.of(instance);
  }

  private static Optional<WasmModule> decode(final byte[] wasm) {
    try {
      return Optional.of(ModuleReader.read(wasm));
    } catch (final CompileException e) {
      return Optional.empty();
    }
  }

  private static Bytes parse(final ScriptModule module) {
    try {
      return new Bytes(module.wasm(), "");
    } catch (final WatException e) {
      return new Bytes(null, String.valueOf(e.getMessage()));
    }
  }
}
