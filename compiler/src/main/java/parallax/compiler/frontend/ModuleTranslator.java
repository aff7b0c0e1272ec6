package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostInterface;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.binary.TypeRegistry;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/**
 * The door of this package: instances of validated modules in, their program in IR out. Imports are
 * linked first; whatever is wrong with them is said before anything is found unsupported.
 */
public final class ModuleTranslator {
  private final List<InstanceModule> instances;
  private final List<int[]> typeIds;
  private final Linkage linkage;
  private final List<LinkedInstance> linked;
  private final ProgramFacts facts = new ProgramFacts();
  private final SegmentPlan segments = new SegmentPlan();
  private final Budget budget = new Budget();
  private final List<InstanceTranslator> translators = new ArrayList<>();
  private final Constant[] globalValues;
  private final ImportedFunctions imports;

  /**
   * A program.
   *
   * @param ir all functions and state
   * @param hostCalls which host call is which import
   * @param instances what the modules' indices are in the program
   */
  public record Result(ModuleIr ir, HostCallManifest hostCalls, List<LinkedInstance> instances) {
    public Result {
      instances = List.copyOf(instances);
    }
  }

  private ModuleTranslator(final List<InstanceModule> instances, final HostInterface host)
      throws CompileException {
    this.instances = instances;
    final TypeRegistry registry = new TypeRegistry();
    this.typeIds = instances.stream().map(instance -> registry.add(instance.module())).toList();
    this.linkage = Linkage.of(instances, typeIds, registry);
    this.linked = ProgramNumbering.of(instances, linkage);
    this.globalValues = new Constant[count(ExternalKind.GLOBAL)];
    final int functions =
        linked.stream().flatMap(l -> l.functions().stream()).mapToInt(f -> f + 1).max().orElse(0);
    this.imports = new ImportedFunctions(host, new HostCalls(host, functions));
  }

  /** Translates instances whose imports from outside are all host calls, whatever their names. */
  public static Result translate(final List<InstanceModule> instances) throws CompileException {
    return translate(instances, HostInterface.PLAIN);
  }

  /**
   * Translates instances of modules that the validator has accepted.
   *
   * @param host what imports stand for that no instance provides
   * @throws CompileException for imports that nothing satisfies, what is not supported yet, or is
   *     larger than the machine can hold
   */
  public static Result translate(final List<InstanceModule> instances, final HostInterface host)
      throws CompileException {
    return new ModuleTranslator(instances, host).run();
  }

  /**
   * Links, and numbers the objects of the program, without translating it.
   *
   * @throws CompileException for imports that nothing satisfies
   */
  public static List<LinkedInstance> link(final List<InstanceModule> instances)
      throws CompileException {
    return new ModuleTranslator(instances, HostInterface.PLAIN).linked;
  }

  private Result run() throws CompileException {
    int firstData = 0;
    int firstElement = 0;
    for (int i = 0; i < instances.size(); i++) {
      final WasmModule module = instances.get(i).module();
      final InstanceScope scope =
          new InstanceScope(module, linked.get(i), typeIds.get(i), facts, firstData, firstElement);
      translators.add(new InstanceTranslator(i, linked.get(i), linkage, scope, globalValues));
      scope.bind(imports, imports.byNumber(hostImports(i)));
      firstData += module.data().size();
      firstElement += module.elements().size();
    }
    for (final InstanceTranslator translator : translators) {
      translator.refuseLaterFeatures();
    }
    final ModuleIr.Memory[] memories = new ModuleIr.Memory[count(ExternalKind.MEMORY)];
    final ModuleIr.Table[] tables = new ModuleIr.Table[count(ExternalKind.TABLE)];
    for (final InstanceTranslator translator : translators) {
      translator.memories(memories);
      translator.tables(tables);
    }
    final ModuleIr.Global[] globals = globals();
    final List<SegmentPlan.Dynamic> dynamic = new ArrayList<>();
    for (final InstanceTranslator translator : translators) {
      dynamic.add(translator.segments(segments, memories, tables));
    }
    final List<FunctionDeclaration> functions = functions();
    final List<Integer> inits = inits(functions, dynamic);
    return new Result(
        new ModuleIr(
            functions,
            Arrays.asList(memories),
            withoutRoom(tables),
            Arrays.asList(globals),
            segments.dataSegments(),
            segments.elementSegments(),
            segments.memoryImages(),
            segments.tableImages(),
            inits),
        imports.hostCalls().manifest(),
        linked);
  }

  /** How many objects of a kind the program has. */
  private int count(final ExternalKind kind) {
    int count = 0;
    for (int i = 0; i < instances.size(); i++) {
      final WasmModule module = instances.get(i).module();
      count +=
          switch (kind) {
            case FUNCTION -> module.functions().size();
            case TABLE -> module.tables().size() - module.importedTables();
            case MEMORY -> module.memories().size() - module.importedMemories();
            case GLOBAL -> module.globalInits().size();
            case TAG -> module.tags().size() - module.importedTags();
          };
    }
    return count;
  }

  /** Instance after instance, as long as that makes more values known. */
  private ModuleIr.Global[] globals() throws CompileException {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (final InstanceTranslator translator : translators) {
        progress |= translator.globals(globalValues);
      }
    }
    final ModuleIr.Global[] globals = new ModuleIr.Global[globalValues.length];
    for (final InstanceTranslator translator : translators) {
      if (translator.hasGlobalsLeft()) {
        throw translator.cyclicGlobal();
      }
      translator.globals(globalValues, globals);
    }
    return globals;
  }

  private List<FunctionDeclaration> functions() throws CompileException {
    final List<List<Function>> bodies = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      final WasmModule module = instances.get(i).module();
      final List<Function> own = new ArrayList<>();
      for (int number = 0; number < module.bodies().size(); number++) {
        final String name = name(i, module.importedFunctions() + number);
        own.add(translators.get(i).body(number, name, budget));
      }
      bodies.add(own);
    }
    translators.forEach(InstanceTranslator::referToExports);
    final List<FunctionDeclaration> functions = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      final WasmModule module = instances.get(i).module();
      for (final Import imported : hostImports(i)) {
        functions.add(importedFunction(i, imported));
      }
      for (int number = 0; number < bodies.get(i).size(); number++) {
        final int index = module.importedFunctions() + number;
        functions.add(declaration(i, index, Optional.of(bodies.get(i).get(number)), -1));
      }
    }
    functions.addAll(imports.hostCalls().functions());
    return functions;
  }

  private FunctionDeclaration declaration(
      final int instance, final int index, final Optional<Function> body, final int host)
      throws CompileException {
    final InstanceScope scope = translators.get(instance).scope();
    final int number = scope.function(index);
    return new FunctionDeclaration(
        number,
        name(instance, index),
        scope.signature(index, -1),
        scope.functionTypeId(index),
        body,
        host,
        facts.isReferenced(number));
  }

  /** The functions that an instance imports and no other provides. */
  private List<Import> hostImports(final int instance) {
    return instances.get(instance).module().imports().stream()
        .filter(imported -> imported.kind() == ExternalKind.FUNCTION)
        .filter(
            imported -> translators.get(instance).isOwn(ExternalKind.FUNCTION, imported.index()))
        .toList();
  }

  private FunctionDeclaration importedFunction(final int instance, final Import imported)
      throws CompileException {
    final ImportedFunctions.Meaning meaning =
        imports.meaning(
            translators.get(instance).scope(), imported, name(instance, imported.index()));
    final FunctionDeclaration declaration =
        declaration(instance, imported.index(), meaning.body(), meaning.host());
    if (declaration.referenced() && meaning.onlyCalled()) {
      throw new CompileException(
          "link",
          -1,
          imported.offset(),
          imported.name() + " can only be called: nothing may refer to it or export it");
    }
    return declaration;
  }

  /** The init functions, added to the functions. The only instance has none if it needs none. */
  private List<Integer> inits(
      final List<FunctionDeclaration> functions, final List<SegmentPlan.Dynamic> dynamic) {
    final List<Integer> inits = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      final int start = translators.get(i).start();
      if (instances.size() > 1 || InitFunction.isNeeded(dynamic.get(i), start)) {
        final int index = functions.size();
        final String name = instances.size() > 1 ? "init of " + instanceName(i) : "init";
        final Function body = InitFunction.write(index, name, dynamic.get(i), start);
        inits.add(index);
        functions.add(
            new FunctionDeclaration(
                index, name, InitFunction.SIGNATURE, -1, Optional.of(body), -1, false));
      }
    }
    return inits;
  }

  /** Tables that no code grows need no room to grow. */
  private List<ModuleIr.Table> withoutRoom(final ModuleIr.Table[] tables) {
    final List<ModuleIr.Table> all = new ArrayList<>();
    for (int i = 0; i < tables.length; i++) {
      final ModuleIr.Table table = tables[i];
      all.add(
          facts.isGrowing(i)
              ? table
              : new ModuleIr.Table(table.type(), table.minSize(), table.minSize()));
    }
    return all;
  }

  private String name(final int instance, final int function) {
    final String name =
        instances.get(instance).module().functionNames().getOrDefault(function, "func " + function);
    return instances.size() > 1 ? instanceName(instance) + "." + name : name;
  }

  private String instanceName(final int instance) {
    final String name = instances.get(instance).spec().name();
    return name.isEmpty() ? "instance " + instance : name;
  }
}
