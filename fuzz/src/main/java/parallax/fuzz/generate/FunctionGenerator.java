package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.FunctionCode;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.entropy.Tape;

/**
 * The body of one function. It works like the machine that runs it: step after step an instruction
 * is chosen that can use what is on the operand stack, so that values are used where they were
 * made, and blocks end when their share of steps, or the tape, does.
 *
 * <pre>
 *   block                         the label that spent fuel branches to
 *     fuel, depth; leave if spent
 *     steps
 *     results, depth
 *     return
 *   end
 *   depth, small results
 * </pre>
 */
final class FunctionGenerator {
  /** More operands than that are put away, which is well above the machine's registers. */
  private static final int MAX_OPERANDS = 24;

  private static final int MAX_LOCALS = 6;
  private static final int BYTES_PER_FUEL = 96;
  private static final int UNREAD_BASE = 0x100;
  private static final int UNREAD_SLOT = 8;
  private static final FuncType OUTERMOST = new FuncType(List.of(), List.of());

  private final Code code;
  private final ValueGenerator values;
  private final ControlGenerator control;
  private final MemoryAccessGenerator accesses;
  private final BulkMemoryGenerator bulk;
  private final CallGenerator calls;
  private final TableGenerator tables;
  private final FloatGenerator floats;

  private FunctionGenerator(final Code code) {
    this.code = code;
    this.values = new ValueGenerator(code);
    this.control = new ControlGenerator(code, values);
    this.accesses = new MemoryAccessGenerator(code, values);
    this.bulk = new BulkMemoryGenerator(code, values);
    this.calls = new CallGenerator(code, values);
    this.tables = new TableGenerator(code, values, calls);
    this.floats = new FloatGenerator(code, values);
  }

  /** Writes the body. */
  static void generate(final ModulePlan plan, final Tape tape, final FunctionCode function) {
    new FunctionGenerator(new Code(plan, tape, function)).run();
  }

  private void run() {
    final Tape tape = code.tape();
    final int cost = 1 + tape.remaining() / BYTES_PER_FUEL;
    for (final ValType type : numbers()) {
      declare(type, 1 + tape.below(MAX_LOCALS));
    }
    declare(ValType.FUNCREF, 1);
    declare(ValType.EXTERNREF, 1);
    code.out().block(WasmOp.BLOCK, new BlockType(-1, null));
    code.open(new Frame(Frame.Kind.FUNCTION, OUTERMOST, 0, -1, ControlGenerator.STEPS_OF_FUNCTION));
    code.plan().bounds().enter(code.out(), cost);
    initialize();
    while (code.frames().size() > 1 || !tape.isAtEnd()) {
      if (tape.isAtEnd() || !code.frame().takeStep()) {
        control.close();
      } else {
        step();
      }
    }
    keepUnread();
    control.settle(code.type().results());
    code.plan().bounds().leave(code.out());
    code.out().op(WasmOp.RETURN).end();
    code.clear();
    code.plan().bounds().leave(code.out());
    code.type().results().forEach(values::produce);
  }

  /** What nobody has read is stored, so that it can be seen. */
  private void keepUnread() {
    int address = UNREAD_BASE;
    for (final ValType type : numbers()) {
      for (final int local : code.locals().unread(type)) {
        code.out().i32(address).op(WasmOp.LOCAL_GET, local);
        values.store(type);
        address += UNREAD_SLOT;
      }
    }
  }

  /** Locals begin with something else than 0. */
  private void initialize() {
    for (final ValType type : numbers()) {
      for (final int local : code.locals().declared(type)) {
        final long value = Constants.of(type, code.tape());
        if (value != 0) {
          code.constant(type, value);
          code.out().op(WasmOp.LOCAL_SET, local);
          code.pop(1);
        }
      }
    }
  }

  private void declare(final ValType type, final int count) {
    for (int i = 0; i < count; i++) {
      code.locals().declare(type);
    }
  }

  private void step() {
    while (code.available() > MAX_OPERANDS) {
      values.sink();
    }
    switch (code.plan().swarm().next(code.tape())) {
      case NUMERIC -> values.numeric();
      case CONSTANT -> {
        final ValType type = numberType();
        code.constant(type, Constants.of(type, code.tape()));
      }
      case LOCAL_GET -> values.localGet(numberType());
      case LOCAL_SET -> values.localSet();
      case GLOBAL -> values.global();
      case LOAD -> accesses.load();
      case STORE -> accesses.store();
      case MEMORY_SIZE -> bulk.size();
      case BULK_MEMORY -> bulk.range();
      case BLOCK -> control.open();
      case BRANCH -> control.branch();
      case CALL -> calls.call();
      case CALL_INDIRECT -> calls.callIndirect();
      case TABLE -> tables.table();
      case REFERENCE -> tables.reference();
      case SELECT -> values.select();
      case PARAMETRIC -> values.parametric();
      case FLOAT -> floats.numeric();
    }
  }

  private ValType numberType() {
    return code.plan().floats().number(code.tape());
  }

  /** The types of numbers that the module has. */
  private List<ValType> numbers() {
    return code.plan().floats() == FloatProfile.NONE
        ? List.of(ValType.I32, ValType.I64)
        : List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64);
  }
}
