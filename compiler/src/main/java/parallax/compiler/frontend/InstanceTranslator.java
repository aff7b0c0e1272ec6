package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.LocalTypes;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.ConstExpr;
import parallax.compiler.binary.WasmModule.DataSegment;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.SegmentMode;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;

/**
 * Translates one instance of a program, in steps that {@link ModuleTranslator} takes with all
 * instances before the next: what a step needs of other instances is there by then.
 */
final class InstanceTranslator {
  /**
   * Largest initial table; larger ones would not fit the machine's address space beside a memory.
   */
  private static final long MAX_INITIAL_SLOTS = 1 << 22;

  private final int position;
  private final WasmModule module;
  private final LinkedInstance indices;
  private final Linkage linkage;
  private final InstanceScope scope;
  private final ConstantEvaluator constants;
  private int globalsDone;

  /**
   * @param position of the instance in the program
   * @param scope of the same instance
   * @param globals initial values in the program, known or not
   */
  InstanceTranslator(
      final int position,
      final LinkedInstance indices,
      final Linkage linkage,
      final InstanceScope scope,
      final Constant[] globals) {
    this.position = position;
    this.module = scope.module();
    this.indices = indices;
    this.linkage = linkage;
    this.scope = scope;
    this.constants = new ConstantEvaluator(scope, globals);
  }

  InstanceScope scope() {
    return scope;
  }

  /** Refuses what is not supported yet and shows outside of bodies. */
  void refuseLaterFeatures() throws CompileException {
    LaterFeatures.refuse(module, scope);
    for (final Import imported : module.imports()) {
      switch (imported.kind()) {
        case FUNCTION -> {
          scope.enterFunction(imported.index());
          scope.signature(imported.index(), imported.offset());
          scope.enterFunction(-1);
        }
        case TABLE -> scope.tableType(imported.index());
        case GLOBAL -> scope.type(module.globals().get(imported.index()).type(), imported.offset());
        case MEMORY, TAG -> {}
      }
    }
  }

  /** The memories that the instance defines, into their places in the program. */
  void memories(final ModuleIr.Memory[] memories) throws CompileException {
    for (int i = 0; i < module.memories().size(); i++) {
      if (isOwn(ExternalKind.MEMORY, i)) {
        final int number = scope.memory(i);
        final long cap = number == 0 ? MemoryLayout.MAX_PAGES : MemoryLayout.WINDOW_PAGES;
        final Limits limits = module.memories().get(i).limits();
        if (limits.min() > cap) {
          throw scope.tooLarge(
              "initial memory of " + limits.min() + " pages; at most " + cap + " are possible", -1);
        }
        final long max = limits.hasMax() ? Math.min(limits.max(), cap) : cap;
        memories[number] = new ModuleIr.Memory(limits.min(), max);
      }
    }
  }

  /** The tables that the instance defines, as if they grew. */
  void tables(final ModuleIr.Table[] tables) throws CompileException {
    for (int i = 0; i < module.tables().size(); i++) {
      if (isOwn(ExternalKind.TABLE, i)) {
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
        tables[scope.table(i)] = new ModuleIr.Table(scope.tableType(i), limits.min(), room);
      }
    }
  }

  /**
   * Evaluates initial values of globals up to the first that needs one which is not known yet.
   *
   * @param values by their numbers in the program
   * @return whether any became known
   */
  boolean globals(final Constant[] values) throws CompileException {
    final int before = globalsDone;
    while (hasGlobalsLeft()) {
      final Constant value = constants.evaluate(module.globalInits().get(globalsDone));
      if (value == null) {
        break;
      }
      values[scope.global(module.importedGlobals() + globalsDone)] = value;
      globalsDone++;
    }
    return globalsDone > before;
  }

  boolean hasGlobalsLeft() {
    return globalsDone < module.globalInits().size();
  }

  /** The first global whose initial value is not known. */
  CompileException cyclicGlobal() {
    return new CompileException(
        "link",
        -1,
        module.globalInits().get(globalsDone).offset(),
        "the initial value of global "
            + (module.importedGlobals() + globalsDone)
            + " of instance "
            + position
            + " \""
            + indices.name()
            + "\" depends on itself");
  }

  /** The globals that the instance defines. */
  void globals(final Constant[] values, final ModuleIr.Global[] globals) throws CompileException {
    for (int i = 0; i < module.globalInits().size(); i++) {
      final int index = module.importedGlobals() + i;
      final int number = scope.global(index);
      final WasmModule.GlobalType type = module.globals().get(index);
      final Type converted = scope.type(type.type(), module.globalInits().get(i).offset());
      globals[number] = new ModuleIr.Global(converted, type.mutable(), values[number]);
    }
  }

  /**
   * Sorts the segments.
   *
   * @param memories of the program
   * @param tables of the program
   * @return what is left to the init function
   */
  SegmentPlan.Dynamic segments(
      final SegmentPlan plan, final ModuleIr.Memory[] memories, final ModuleIr.Table[] tables)
      throws CompileException {
    for (int i = 0; i < module.tableInits().size(); i++) {
      final Optional<ConstExpr> init = module.tableInits().get(i);
      final Constant value = init.isPresent() ? constants.evaluate(init.get()) : Constant.NULL;
      if (!value.equals(Constant.NULL)) {
        final int table = scope.table(module.importedTables() + i);
        plan.initialValue(table, tables[table].type(), value, (int) tables[table].minSize());
      }
    }
    for (final ElementSegment segment : module.elements()) {
      elements(plan, segment, tables);
    }
    for (final DataSegment segment : module.data()) {
      data(plan, segment, memories);
    }
    return plan.endInstance();
  }

  private void elements(
      final SegmentPlan plan, final ElementSegment segment, final ModuleIr.Table[] tables)
      throws CompileException {
    // Items given as functions are never null, which makes no difference here.
    final Type type =
        segment.usesExpressions() ? scope.type(segment.type(), segment.offset()) : Type.FUNCREF;
    final List<Constant> items = items(segment);
    switch (segment.mode()) {
      case PASSIVE -> plan.passiveElements(type, items);
      case DECLARATIVE -> plan.droppedElements(type);
      case ACTIVE -> {
        final int table = scope.table(segment.table());
        plan.activeElements(
            table,
            isUnseen(ExternalKind.TABLE, segment.table()),
            type,
            items,
            constants.offset(segment.placement()),
            tables[table].minSize());
      }
    }
  }

  private void data(
      final SegmentPlan plan, final DataSegment segment, final ModuleIr.Memory[] memories)
      throws CompileException {
    final byte[] bytes =
        Arrays.copyOfRange(module.bytes(), segment.start(), segment.start() + segment.length());
    if (segment.mode() == SegmentMode.PASSIVE) {
      plan.passiveData(bytes);
      return;
    }
    final int memory = scope.memory(segment.memory());
    plan.activeData(
        memory,
        isUnseen(ExternalKind.MEMORY, segment.memory()),
        bytes,
        constants.offset(segment.placement()),
        memories[memory].minPages() * MemoryLayout.WASM_PAGE);
  }

  private List<Constant> items(final ElementSegment segment) throws CompileException {
    final List<Constant> items = new ArrayList<>();
    for (final int index : segment.functions()) {
      items.add(Constant.ofFunction(scope.reference(index)));
    }
    for (final ConstExpr expr : segment.expressions()) {
      items.add(constants.evaluate(expr));
    }
    return items;
  }

  /**
   * Translates a body.
   *
   * @param number among the module's bodies
   * @param name of the function in the program
   */
  Function body(final int number, final String name, final Budget budget) throws CompileException {
    final int index = module.importedFunctions() + number;
    final Body body = module.bodies().get(number);
    scope.enterFunction(index);
    final Signature signature = scope.signature(index, body.offset());
    final Function function = new Function(scope.function(index), name, signature);
    final LocalTypes locals = new LocalTypes(module.functionType(index).params(), body.groups());
    new FunctionTranslator(scope, function, InstructionReader.of(module, body), locals, budget)
        .run();
    scope.enterFunction(-1);
    return function;
  }

  /** References to exported functions may be made by others. */
  void referToExports() {
    for (final WasmModule.Export export : module.exports()) {
      if (export.kind() == ExternalKind.FUNCTION) {
        scope.reference(export.index());
      }
    }
  }

  /** The program's number of the start function, or -1. */
  int start() {
    return module.start() < 0 ? -1 : scope.function(module.start());
  }

  /** Whether the instance itself defines the object, or has a function from the host. */
  boolean isOwn(final ExternalKind kind, final int index) {
    return linkage.resolve(kind, position, index).instance() == position
        && linkage.resolve(kind, position, index).index() == index;
  }

  private boolean isUnseen(final ExternalKind kind, final int index) {
    return linkage.resolve(kind, position, index).instance() == position
        && !linkage.isSeenEarly(position);
  }
}
