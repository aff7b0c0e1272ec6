package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.binary.Feature;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.LocalTypes;
import parallax.compiler.binary.SubType;
import parallax.compiler.binary.TypeRegistry;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.DataSegment;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.SegmentMode;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;

/** The door of this package: a validated module in, its program in IR out. */
public final class ModuleTranslator {
  /**
   * Largest initial table; larger ones would not fit the machine's address space beside a memory.
   */
  private static final long MAX_INITIAL_SLOTS = 1 << 22;

  private final WasmModule module;
  private final InstanceScope scope;
  private final List<ModuleIr.Global> globals = new ArrayList<>();
  private final ConstantEvaluator constants;
  private final SegmentPlan segments = new SegmentPlan();
  private final Budget budget;

  /**
   * The program of one instance.
   *
   * @param ir all functions and state
   * @param hostCalls which host call is which import
   */
  public record Result(ModuleIr ir, HostCallManifest hostCalls) {}

  private ModuleTranslator(final WasmModule module) throws CompileException {
    this.module = module;
    this.scope = new InstanceScope(module, new TypeRegistry());
    this.constants = new ConstantEvaluator(scope, globals);
    this.budget = new Budget(scope);
  }

  /**
   * Translates a module that the validator has accepted.
   *
   * @throws CompileException for what is not supported yet, or larger than the machine can hold
   */
  public static Result translate(final WasmModule module) throws CompileException {
    return new ModuleTranslator(module).run();
  }

  private Result run() throws CompileException {
    refuseLaterFeatures();
    for (final Import imported : module.imports()) {
      if (imported.kind() != ExternalKind.FUNCTION) {
        throw scope.unsupported(
            "import of a "
                + imported.kind().name().toLowerCase(java.util.Locale.ROOT)
                + " ("
                + imported.module()
                + "."
                + imported.name()
                + ")",
            imported.offset());
      }
      scope.enterFunction(imported.index());
      scope.signature(imported.index(), imported.offset());
      scope.enterFunction(-1);
    }
    if (module.memories().size() > 1) {
      throw scope.unsupported(Feature.MULTI_MEMORY.label(), module.offsets().memory(1));
    }
    final List<ModuleIr.Memory> memories = memories();
    translateGlobals();
    planSegments();
    final List<Function> bodies = new ArrayList<>();
    for (int i = 0; i < module.bodies().size(); i++) {
      bodies.add(body(i));
    }
    for (final WasmModule.Export export : module.exports()) {
      if (export.kind() == ExternalKind.FUNCTION) {
        scope.reference(export.index());
      }
    }
    final HostCallManifest hostCalls = hostCalls();
    final List<FunctionDeclaration> functions = functions(bodies);
    final List<Integer> inits = new ArrayList<>();
    final int start = module.start() < 0 ? -1 : scope.function(module.start());
    if (InitFunction.isNeeded(segments, start)) {
      final int index = functions.size();
      inits.add(index);
      functions.add(
          new FunctionDeclaration(
              index,
              "init",
              InitFunction.SIGNATURE,
              -1,
              Optional.of(InitFunction.write(index, segments, start)),
              -1,
              false));
    }
    return new Result(
        new ModuleIr(
            functions,
            memories,
            tables(),
            globals,
            segments.dataSegments(),
            segments.elementSegments(),
            segments.memoryImages(),
            segments.tableImages(),
            inits),
        hostCalls);
  }

  /** Proposals that show outside of bodies. */
  private void refuseLaterFeatures() throws CompileException {
    for (int i = 0; i < module.types().size(); i++) {
      final SubType type = module.types().get(i);
      if (!type.isFunction() || !type.supertypes().isEmpty()) {
        throw scope.unsupported(Feature.GC.label(), module.offsets().type(i));
      }
    }
    for (final Import imported : module.imports()) {
      final boolean is64 =
          switch (imported.kind()) {
            case TABLE -> module.tables().get(imported.index()).is64();
            case MEMORY -> module.memories().get(imported.index()).is64();
            case FUNCTION, GLOBAL, TAG -> false;
          };
      if (is64) {
        throw scope.unsupported(Feature.MEMORY64.label(), imported.offset());
      }
      if (imported.kind() == ExternalKind.TAG) {
        throw scope.unsupported(Feature.EXCEPTIONS.label(), imported.offset());
      }
    }
    for (int i = 0; i < module.tableInits().size(); i++) {
      if (module.tables().get(module.importedTables() + i).is64()) {
        throw scope.unsupported(Feature.MEMORY64.label(), module.offsets().table(i));
      }
      if (module.tableInits().get(i).isPresent()) {
        throw scope.unsupported(Feature.TYPED_REFERENCES.label(), module.offsets().table(i));
      }
      scope.type(
          module.tables().get(module.importedTables() + i).element(), module.offsets().table(i));
    }
    for (int i = module.importedMemories(); i < module.memories().size(); i++) {
      if (module.memories().get(i).is64()) {
        final int offset = module.offsets().memory(i - module.importedMemories());
        throw scope.unsupported(Feature.MEMORY64.label(), offset);
      }
    }
    if (module.tags().size() > module.importedTags()) {
      throw scope.unsupported(Feature.EXCEPTIONS.label(), module.offsets().tag(0));
    }
  }

  private List<ModuleIr.Memory> memories() throws CompileException {
    final List<ModuleIr.Memory> memories = new ArrayList<>();
    for (final WasmModule.MemoryType memory : module.memories()) {
      final Limits limits = memory.limits();
      if (limits.min() > MemoryLayout.MAX_PAGES) {
        throw scope.tooLarge(
            "initial memory of "
                + limits.min()
                + " pages; at most "
                + MemoryLayout.MAX_PAGES
                + " are possible",
            -1);
      }
      final long max =
          limits.hasMax() ? Math.min(limits.max(), MemoryLayout.MAX_PAGES) : MemoryLayout.MAX_PAGES;
      memories.add(new ModuleIr.Memory(limits.min(), max));
    }
    return memories;
  }

  /** After the bodies, which say which tables grow. */
  private List<ModuleIr.Table> tables() throws CompileException {
    final List<ModuleIr.Table> tables = new ArrayList<>();
    for (int i = 0; i < module.tables().size(); i++) {
      final Limits limits = module.tables().get(i).limits();
      if (limits.min() > MAX_INITIAL_SLOTS) {
        throw scope.tooLarge(
            "initial table of "
                + limits.min()
                + " slots; at most "
                + MAX_INITIAL_SLOTS
                + " are possible",
            -1);
      }
      final long declared = limits.hasMax() ? limits.max() : Long.MAX_VALUE;
      final long room = Math.max(limits.min(), Math.min(declared, MemoryLayout.MAX_TABLE_SLOTS));
      tables.add(
          new ModuleIr.Table(
              scope.tableType(i), limits.min(), scope.isGrowing(i) ? room : limits.min()));
    }
    return tables;
  }

  private void translateGlobals() throws CompileException {
    for (int i = 0; i < module.globalInits().size(); i++) {
      final WasmModule.GlobalType type = module.globals().get(module.importedGlobals() + i);
      final int offset = module.globalInits().get(i).offset();
      final Type converted = scope.type(type.type(), offset);
      globals.add(
          new ModuleIr.Global(
              converted, type.mutable(), constants.evaluate(module.globalInits().get(i))));
    }
  }

  private void planSegments() throws CompileException {
    for (final ElementSegment segment : module.elements()) {
      // Items given as functions are never null, which makes no difference here.
      final Type type =
          segment.usesExpressions() ? scope.type(segment.type(), segment.offset()) : Type.FUNCREF;
      final List<Constant> items = items(segment);
      switch (segment.mode()) {
        case PASSIVE -> segments.passiveElements(type, items);
        case DECLARATIVE -> segments.droppedElements(type);
        case ACTIVE ->
            segments.activeElements(
                scope.table(segment.table()),
                type,
                items,
                constants.offset(segment.placement()),
                module.tables().get(segment.table()).limits().min());
      }
    }
    for (final DataSegment segment : module.data()) {
      final byte[] bytes =
          Arrays.copyOfRange(module.bytes(), segment.start(), segment.start() + segment.length());
      if (segment.mode() == SegmentMode.PASSIVE) {
        segments.passiveData(bytes);
      } else {
        segments.activeData(
            scope.memory(segment.memory()),
            bytes,
            constants.offset(segment.placement()),
            module.memories().get(segment.memory()).limits().min() * MemoryLayout.WASM_PAGE);
      }
    }
  }

  private List<Constant> items(final ElementSegment segment) throws CompileException {
    final List<Constant> items = new ArrayList<>();
    for (final int index : segment.functions()) {
      items.add(Constant.ofFunction(scope.reference(index)));
    }
    for (final WasmModule.ConstExpr expr : segment.expressions()) {
      items.add(constants.evaluate(expr));
    }
    return items;
  }

  private Function body(final int number) throws CompileException {
    final int index = module.importedFunctions() + number;
    final Body body = module.bodies().get(number);
    scope.enterFunction(index);
    final Signature signature = scope.signature(index, body.offset());
    final Function function = new Function(index, name(index), signature);
    final LocalTypes locals = new LocalTypes(module.functionType(index).params(), body.groups());
    new FunctionTranslator(scope, function, InstructionReader.of(module, body), locals, budget)
        .run();
    scope.enterFunction(-1);
    return function;
  }

  private List<FunctionDeclaration> functions(final List<Function> bodies) throws CompileException {
    final List<FunctionDeclaration> functions = new ArrayList<>();
    for (int i = 0; i < module.functions().size(); i++) {
      final int imported = module.importedFunctions();
      final boolean isImport = i < imported;
      functions.add(
          new FunctionDeclaration(
              i,
              name(i),
              scope.signature(i, -1),
              scope.functionTypeId(i),
              isImport ? Optional.empty() : Optional.of(bodies.get(i - imported)),
              isImport ? HostCallManifest.FIRST_INDEX + i : -1,
              scope.isReferenced(i)));
    }
    return functions;
  }

  private HostCallManifest hostCalls() {
    final List<HostCall> calls = new ArrayList<>();
    for (final Import imported : module.imports()) {
      final var type = module.functionType(imported.index());
      calls.add(
          new HostCall(
              HostCallManifest.FIRST_INDEX + imported.index(),
              imported.module(),
              imported.name(),
              type.params().stream().map(ValType::text).toList(),
              type.results().stream().map(ValType::text).toList()));
    }
    return new HostCallManifest(calls);
  }

  private String name(final int function) {
    return module.functionNames().getOrDefault(function, "func " + function);
  }
}
