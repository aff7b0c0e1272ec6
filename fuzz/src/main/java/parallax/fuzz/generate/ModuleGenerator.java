package parallax.fuzz.generate;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.FunctionCode;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.entropy.Tape;
import parallax.oracle.engine.NanMode;

/**
 * Makes a module and calls of it from a tape. Every byte string is a tape; the module is always
 * valid, of the supported features only, and every call of it ends.
 *
 * <p>The tape is cut up so that a changed byte changes little: a head for what the module looks
 * like, a part for the arguments of calls, then one part for each function.
 */
public final class ModuleGenerator {
  /** What is behind that many bytes of a tape is not read, which bounds the module's size. */
  public static final int MAX_TAPE = 1 << 16;

  private static final int HEAD = 128;
  private static final int MAX_CALL_BYTES = 256;
  private static final int MAX_FUNCTIONS = 6;
  private static final int BYTES_PER_FUNCTION = 160;
  private static final int MAX_ROUNDS = 4;
  private static final int STABLE_SLOTS = 8;
  private static final List<ValType> NUMBERS =
      List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64);

  private final ModuleBuilder builder = new ModuleBuilder();
  private final StackProfile profile;
  private final Tape head;
  private final Tape callBytes;
  private final Tape bodies;
  private final FloatProfile floats;

  private ModuleGenerator(final byte[] bytes, final StackProfile profile) {
    this.profile = profile;
    final Tape tape = new Tape(bytes).slice(MAX_TAPE);
    this.head = tape.slice(HEAD);
    this.floats = FloatProfile.choose(head);
    this.callBytes = tape.slice(Math.min(MAX_CALL_BYTES, tape.remaining() / 8));
    this.bodies = tape;
  }

  /** The module of this tape, with a bounded call depth. */
  public static GeneratedModule generate(final byte[] tape) {
    return generate(tape, StackProfile.BOUNDED);
  }

  /** The module of this tape. */
  public static GeneratedModule generate(final byte[] tape, final StackProfile profile) {
    return new ModuleGenerator(tape, profile).run();
  }

  private GeneratedModule run() {
    final Swarm swarm = new Swarm(head, floats);
    final List<ModulePlan.Callable> callables = new ArrayList<>();
    final int imports = head.below(3);
    for (int i = 0; i < imports; i++) {
      final FuncType type = functionType(false);
      callables.add(new ModulePlan.Callable(builder.importFunction("host", "h" + i, type), type));
    }
    final List<FunctionCode> functions = new ArrayList<>();
    final int most = Math.min(MAX_FUNCTIONS, 1 + bodies.remaining() / BYTES_PER_FUNCTION);
    final int count = 1 + head.below(most);
    for (int i = 0; i < count; i++) {
      functions.add(builder.function(functionType(true)));
      final FunctionCode function = functions.get(i);
      callables.add(new ModulePlan.Callable(function.index(), function.type()));
    }
    final ExecutionBounds bounds = bounds();
    final ModulePlan.Memory memory = memory();
    final ModulePlan plan =
        new ModulePlan(
            new BlockTypes(builder),
            swarm,
            floats,
            List.copyOf(callables),
            globals(),
            bounds,
            memory,
            tables(callables),
            data(memory, swarm),
            elements(callables));
    final List<ModulePlan.Callable> exported = callables.subList(imports, callables.size());
    final ExportGenerator exports = new ExportGenerator(builder, bounds, swarm.fuel());
    final List<ExportGenerator.Export> names = new ArrayList<>();
    for (int i = 0; i < exported.size(); i++) {
      names.add(exports.export("f" + i, exported.get(i)));
    }
    if (head.oneIn(8)) {
      exports.start(callables.get(head.below(callables.size())), head);
    }
    final List<GeneratedCall> calls = calls(exports, names);
    for (int i = 0; i < count; i++) {
      FunctionGenerator.generate(
          plan, bodies.slice(bodies.remaining() / (count - i)), functions.get(i));
    }
    if (floats == FloatProfile.CANONICAL) {
      builder.custom(NanMode.CANONICAL_SECTION, new byte[0]);
    }
    return new GeneratedModule(builder.build(), calls, floats);
  }

  private List<GeneratedCall> calls(
      final ExportGenerator exports, final List<ExportGenerator.Export> names) {
    final ExportGenerator.Export deep = profile == StackProfile.DEEP ? exports.deep("deep") : null;
    final List<GeneratedCall> calls = new ArrayList<>();
    final int rounds = 1 + callBytes.below(MAX_ROUNDS);
    for (int i = 0; i < rounds; i++) {
      for (final ExportGenerator.Export each : names) {
        calls.add(ExportGenerator.call(each, callBytes));
      }
      if (deep != null) {
        calls.add(ExportGenerator.deepCall(deep, callBytes));
      }
    }
    return calls;
  }

  /** Up to five parameters and three results; references only where code can make some. */
  private FuncType functionType(final boolean references) {
    final List<ValType> params = new ArrayList<>();
    final List<ValType> results = new ArrayList<>();
    final int paramCount = head.below(6);
    for (int i = 0; i < paramCount; i++) {
      params.add(valueType(references));
    }
    final int resultCount = head.below(4);
    for (int i = 0; i < resultCount; i++) {
      results.add(valueType(references));
    }
    return new FuncType(params, results);
  }

  private ValType valueType(final boolean references) {
    final int choice = head.below(16);
    if (choice == 15 && references) {
      return ValType.FUNCREF;
    }
    if (choice == 14 && references) {
      return ValType.EXTERNREF;
    }
    if (floats != FloatProfile.NONE && (choice & 2) != 0) {
      return (choice & 1) == 0 ? ValType.F32 : ValType.F64;
    }
    return (choice & 1) == 0 ? ValType.I32 : ValType.I64;
  }

  private ExecutionBounds bounds() {
    final GlobalType type = new GlobalType(ValType.I32, true);
    final int fuel = builder.global(type, new InstructionWriter().i32(0));
    final int depth = builder.global(type, new InstructionWriter().i32(0));
    builder.export("fuel", ExternalKind.GLOBAL, fuel);
    builder.export("depth", ExternalKind.GLOBAL, depth);
    return new ExecutionBounds(fuel, depth);
  }

  /** A mutable one of each type, then more; all are exported. */
  private List<ModulePlan.Global> globals() {
    final List<ModulePlan.Global> globals = new ArrayList<>();
    final int more = head.below(5);
    final int types = floats == FloatProfile.NONE ? 2 : NUMBERS.size();
    for (int i = 0; i < types + more; i++) {
      final ValType type = NUMBERS.get(i % types);
      final boolean mutable = i < types || !head.oneIn(4);
      final long value = Constants.of(type, head);
      final int index = builder.global(new GlobalType(type, mutable), constant(type, value));
      builder.export("g" + i, ExternalKind.GLOBAL, index);
      globals.add(new ModulePlan.Global(index, type, mutable));
    }
    return globals;
  }

  private static InstructionWriter constant(final ValType type, final long value) {
    final InstructionWriter out = new InstructionWriter();
    return switch (type.kind()) {
      case I32 -> out.i32((int) value);
      case I64 -> out.i64(value);
      case F32 -> out.f32((int) value);
      case F64 -> out.f64(value);
      case V128, REFERENCE -> throw new IllegalArgumentException("no constant of " + type.text());
    };
  }

  private ModulePlan.Memory memory() {
    final int min = head.oneIn(4) ? 2 : 1;
    final int max = min + head.below(4);
    final int index = builder.memory(new MemoryType(new Limits(min, max)));
    builder.export("memory", ExternalKind.MEMORY, index);
    return new ModulePlan.Memory(min, max);
  }

  private List<ModulePlan.Table> tables(final List<ModulePlan.Callable> callables) {
    final List<ModulePlan.Table> tables = new ArrayList<>();
    tables.add(table(ValType.FUNCREF, 2 * STABLE_SLOTS, STABLE_SLOTS));
    tables.add(table(ValType.FUNCREF, 4, 0));
    tables.add(table(ValType.EXTERNREF, 4, 0));
    final List<Integer> stable = new ArrayList<>();
    for (int i = 0; i < STABLE_SLOTS; i++) {
      stable.add(callables.get(i % callables.size()).index());
    }
    builder.activeElements(0, new InstructionWriter().i32(0), stable);
    if (head.oneIn(2)) {
      final int at = STABLE_SLOTS + head.below(STABLE_SLOTS);
      builder.activeElements(0, new InstructionWriter().i32(at), stable.subList(0, 1));
      builder.activeElements(1, new InstructionWriter().i32(head.below(4)), stable.subList(7, 8));
    }
    return tables;
  }

  private ModulePlan.Table table(final ValType element, final int min, final int stable) {
    final int index = builder.table(new TableType(element, new Limits(min, min + head.below(32))));
    return new ModulePlan.Table(index, element, min, stable);
  }

  private List<ModulePlan.Data> data(final ModulePlan.Memory memory, final Swarm swarm) {
    final List<ModulePlan.Data> data = new ArrayList<>();
    final int active = head.below(3);
    for (int i = 0; i < active; i++) {
      final byte[] contents = contents();
      final int last = memory.minBytes() - contents.length;
      final int beyond = swarm.isUnsafe(head) && head.oneIn(4) ? 1 : 0;
      final int at = head.oneIn(3) ? last + beyond : head.below(1 << 16) % (last + 1);
      data.add(
          new ModulePlan.Data(builder.activeData(0, new InstructionWriter().i32(at), contents), 0));
    }
    final byte[] contents = contents();
    data.add(new ModulePlan.Data(builder.passiveData(contents), contents.length));
    return data;
  }

  private byte[] contents() {
    final byte[] contents = new byte[head.below(24)];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = (byte) head.u8();
    }
    return contents;
  }

  /** A passive segment for each type of table, and one that declares every function. */
  private List<ModulePlan.Elements> elements(final List<ModulePlan.Callable> callables) {
    final List<Integer> all = callables.stream().map(ModulePlan.Callable::index).toList();
    builder.declaredElements(all);
    final List<ModulePlan.Elements> elements = new ArrayList<>();
    final int first = all.get(head.below(all.size()));
    final List<InstructionWriter> items =
        List.of(
            new InstructionWriter().op(WasmOp.REF_FUNC, first),
            new InstructionWriter().refNull(ValType.FUNCREF),
            new InstructionWriter().op(WasmOp.REF_FUNC, all.get(0)));
    elements.add(
        new ModulePlan.Elements(
            builder.passiveElements(ValType.FUNCREF, items), ValType.FUNCREF, items.size()));
    elements.add(
        new ModulePlan.Elements(builder.passiveElements(all), ValType.FUNCREF, all.size()));
    elements.add(
        new ModulePlan.Elements(
            builder.passiveElements(
                ValType.EXTERNREF, List.of(new InstructionWriter().refNull(ValType.EXTERNREF))),
            ValType.EXTERNREF,
            1));
    return elements;
  }
}
