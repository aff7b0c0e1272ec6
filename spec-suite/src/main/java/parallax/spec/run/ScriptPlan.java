package parallax.spec.run;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.CompileException;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.corpus.wast.ScriptCommand;
import parallax.corpus.wast.ScriptCommand.Refusal;
import parallax.corpus.wast.ScriptModule;
import parallax.corpus.wat.WatException;

/**
 * What is known of a script before it runs: the bytes of its modules, and which instances import
 * from which. Scripts are static, so that an engine can compile what is joined as one program.
 */
final class ScriptPlan {
  private static final String SPECTEST = "spectest";

  /**
   * A module, or why its text is none.
   *
   * @param wasm null when there is none
   */
  record Bytes(byte[] wasm, String error) {}

  private final IdentityHashMap<ScriptModule, Bytes> modules = new IdentityHashMap<>();
  private final IdentityHashMap<ScriptCommand, ScriptInstance> instances = new IdentityHashMap<>();
  private final List<ScriptInstance> order = new ArrayList<>();
  private final Map<String, Integer> registered = new TreeMap<>();
  private final Map<String, Integer> named = new TreeMap<>();
  private final Map<String, ScriptModule> definitions = new TreeMap<>();
  private ScriptModule lastDefinition;
  private int last = -1;

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

  /** What a command instantiates; empty when there are no bytes to instantiate. */
  Optional<ScriptInstance> instance(final ScriptCommand command) {
    return Optional.ofNullable(instances.get(command));
  }

  /** Instances that imports join, in the order of the script. */
  List<List<ScriptInstance>> components() {
    final int[] root = new int[order.size()];
    for (int i = 0; i < root.length; i++) {
      root[i] = i;
    }
    final Map<String, Integer> shared = new TreeMap<>();
    for (final ScriptInstance instance : order) {
      for (final int source : instance.sources()) {
        root[find(root, instance.number())] = find(root, source);
      }
      for (final String outside : instance.outside()) {
        final Integer other = shared.putIfAbsent(outside, instance.number());
        if (other != null) {
          root[find(root, instance.number())] = find(root, other);
        }
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
      final Integer number = register.instance().map(named::get).orElse(last);
      if (number != null && number >= 0) {
        registered.put(register.as(), number);
      }
    } else if (command instanceof ScriptCommand.AssertModule refused
        && refused.refusal() == Refusal.UNINSTANTIABLE) {
      add(command, refused.module());
    }
  }

  private void enter(
      final ScriptCommand command, final ScriptModule module, final Optional<String> name) {
    final int number = add(command, module);
    last = number;
    if (number >= 0) {
      name.ifPresent(each -> named.put(each, number));
    }
  }

  private int add(final ScriptCommand command, final ScriptModule module) {
    final Bytes bytes = bytes(module);
    if (bytes.wasm() == null) {
      return -1;
    }
    final SortedSet<Integer> sources = new TreeSet<>();
    final List<String> outside = new ArrayList<>();
    final Optional<WasmModule> decoded = decode(bytes.wasm());
    decoded.ifPresent(each -> imports(each, sources, outside));
    final ScriptInstance instance =
        new ScriptInstance(order.size(), bytes.wasm(), decoded, sources, outside);
    order.add(instance);
    instances.put(command, instance);
    return instance.number();
  }

  private void imports(
      final WasmModule module, final SortedSet<Integer> sources, final List<String> outside) {
    for (final WasmModule.Import each : module.imports()) {
      final Integer source = registered.get(each.module());
      if (source != null) {
        sources.add(source);
      } else if (each.kind() != ExternalKind.FUNCTION || !each.module().equals(SPECTEST)) {
        outside.add(each.module() + "." + each.name());
      }
    }
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
