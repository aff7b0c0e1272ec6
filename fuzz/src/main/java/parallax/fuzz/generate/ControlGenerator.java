package parallax.fuzz.generate;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/**
 * Blocks and branches. Blocks take parameters from what is there and give up to three results.
 * Loops count in a local of their own, most of them to a small number; the fuel of {@link
 * ExecutionBounds} ends those that go on through another branch.
 */
final class ControlGenerator {
  static final int STEPS_OF_FUNCTION = Integer.MAX_VALUE;
  private static final int MAX_NESTING = 24;
  private static final int MAX_RESULTS = 4;
  private static final int MAX_PARAMS = 4;
  private static final int STEPS = 24;
  private static final int MAX_LABELS = 6;
  private static final int BYTES_PER_LOOP_FUEL = 160;
  private static final int[] TRIPS = {2, 3, 1, 5, 8, 13, 2, 20};

  private final Code code;
  private final ValueGenerator values;

  ControlGenerator(final Code code, final ValueGenerator values) {
    this.code = code;
    this.values = values;
  }

  /** Opens a block, loop or if. */
  void open() {
    if (code.frames().size() >= MAX_NESTING) {
      return;
    }
    final int choice = code.tape().below(8);
    if (choice < 4) {
      openLoop();
    } else if (choice < 6) {
      open(WasmOp.BLOCK, Frame.Kind.BLOCK, -1);
    } else {
      values.ensure(List.of(ValType.I32));
      code.pop(1);
      open(WasmOp.IF, Frame.Kind.IF, -1);
    }
  }

  private void openLoop() {
    final int counter = code.locals().declareCounter();
    if (code.tape().oneIn(4)) {
      values.produce(ValType.I32);
      code.constant(ValType.I32, 15);
      code.op(WasmOp.I32_AND);
    } else {
      code.constant(ValType.I32, TRIPS[code.tape().below(TRIPS.length)]);
    }
    code.out().op(WasmOp.LOCAL_SET, counter);
    code.pop(1);
    open(WasmOp.LOOP, Frame.Kind.LOOP, counter);
    final int cost = 1 + code.tape().remaining() / BYTES_PER_LOOP_FUEL;
    code.plan().bounds().iterate(code.out(), cost, code.label(0));
  }

  private void open(final WasmOp op, final Frame.Kind kind, final int counter) {
    final FuncType type = blockType();
    final boolean hasShortForm = type.params().isEmpty() && type.results().size() <= 1;
    if (hasShortForm && (!code.plan().types().accepts(type) || !code.tape().oneIn(4))) {
      final ValType result = type.results().isEmpty() ? null : type.results().get(0);
      code.out().block(op, new BlockType(-1, result));
    } else {
      code.out().block(op, new BlockType(code.plan().types().index(type), null));
    }
    final int height = code.height() - type.params().size();
    code.open(new Frame(kind, type, height, counter, 1 + code.tape().below(STEPS)));
  }

  /** Takes parameters from what is there. */
  private FuncType blockType() {
    final int params = code.tape().below(Math.min(code.available(), MAX_PARAMS) + 1);
    final List<ValType> results = new ArrayList<>();
    final int count = code.tape().below(MAX_RESULTS);
    for (int i = 0; i < count; i++) {
      results.add(resultType());
    }
    final FuncType type = new FuncType(code.top(params), results);
    return code.plan().types().accepts(type)
        ? type
        : new FuncType(List.of(), results.subList(0, Math.min(1, count)));
  }

  private ValType resultType() {
    final int choice = code.tape().below(16);
    if (choice == 15) {
      return ValType.FUNCREF;
    }
    if (code.plan().floats() != FloatProfile.NONE && (choice & 4) != 0) {
      return choice < 8 ? ValType.F32 : ValType.F64;
    }
    return choice < 8 ? ValType.I32 : ValType.I64;
  }

  /** Ends the innermost block, or goes on to the second arm of an if. */
  void close() {
    final Frame frame = code.frame();
    if (frame.kind() == Frame.Kind.LOOP && !frame.isDead()) {
      values.ensure(frame.type().params());
      countDown(frame);
      code.out().op(WasmOp.BR_IF, 0);
      code.pop(1);
    }
    settle(frame.type().results());
    final boolean needsElse = !frame.type().params().equals(frame.type().results());
    if (frame.kind() == Frame.Kind.IF && (needsElse || code.tape().oneIn(2))) {
      code.out().op(WasmOp.ELSE);
      code.clear();
      code.pushAll(frame.type().params());
      frame.beginElse(code.tape().below(STEPS));
      return;
    }
    code.out().end();
    code.close();
  }

  /** Makes these types the only operands of the innermost block. */
  void settle(final List<ValType> results) {
    if (code.available() == results.size() && code.matching(results) == results.size()) {
      return;
    }
    while (code.available() > 0) {
      values.sink();
    }
    results.forEach(values::produce);
  }

  /** A branch of any kind; in the outermost block none that is always taken. */
  void branch() {
    final int choice = code.tape().below(16);
    final boolean nested = code.frames().size() > 1;
    if (choice < 9 || !nested) {
      brIf();
    } else if (choice < 13) {
      brTable();
    } else if (choice < 15) {
      final int target = target();
      values.ensure(labelTypes(target));
      code.out().op(WasmOp.BR, target);
      die();
    } else if (code.isUnsafe() || code.tape().oneIn(6)) {
      code.out().op(WasmOp.UNREACHABLE);
      die();
    } else {
      values.ensure(code.type().results());
      code.plan().bounds().leave(code.out());
      code.out().op(WasmOp.RETURN);
      die();
    }
  }

  private void brIf() {
    final int target = target();
    values.ensure(labelTypes(target));
    final Frame frame = frameOf(target);
    if (frame != null && frame.kind() == Frame.Kind.LOOP) {
      countDown(frame);
      if (code.tape().oneIn(2)) {
        values.produce(ValType.I32);
        code.op(WasmOp.I32_AND);
      }
    } else {
      values.produce(ValType.I32);
    }
    code.out().op(WasmOp.BR_IF, target);
    code.pop(1);
  }

  private void brTable() {
    final int target = target();
    final List<ValType> types = labelTypes(target);
    final List<Integer> same = new ArrayList<>();
    for (int label = 0; label < code.frames().size(); label++) {
      if (labelTypes(label).equals(types)
          && (label == target || frameOf(label).kind() != Frame.Kind.LOOP)) {
        same.add(label);
      }
    }
    if (same.isEmpty()) {
      same.add(target);
    }
    final int[] labels = new int[1 + code.tape().below(MAX_LABELS)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = same.get(code.tape().below(same.size()));
    }
    values.ensure(types);
    values.produce(ValType.I32);
    if (code.tape().oneIn(2)) {
      code.constant(ValType.I32, 7);
      code.op(WasmOp.I32_AND);
    }
    code.out().brTable(labels);
    die();
  }

  /** A label: mostly of a block other than the outermost, seldom the function's own. */
  private int target() {
    final int inner = code.frames().size() - 1;
    if (inner == 0 || code.tape().oneIn(16)) {
      return inner + code.tape().below(2);
    }
    final int label = code.tape().below(inner);
    final boolean again = frameOf(label).kind() == Frame.Kind.LOOP && !code.tape().oneIn(4);
    return again ? (label + 1) % inner : label;
  }

  /** Null for the function's own label. */
  private Frame frameOf(final int label) {
    final int index = code.frames().size() - 1 - label;
    return index < 0 ? null : code.frames().get(index);
  }

  private List<ValType> labelTypes(final int label) {
    final Frame frame = frameOf(label);
    return frame == null ? code.type().results() : frame.labelTypes();
  }

  /** Pushes whether the loop may go on. */
  private void countDown(final Frame loop) {
    final InstructionWriter out = code.out();
    out.op(WasmOp.LOCAL_GET, loop.counter()).i32(1).op(WasmOp.I32_SUB);
    out.op(WasmOp.LOCAL_TEE, loop.counter()).i32(0).op(WasmOp.I32_GT_S);
    code.plan().bounds().hasFuel(out);
    out.op(WasmOp.I32_AND);
    code.push(ValType.I32);
  }

  private void die() {
    code.clear();
    code.frame().die(code.tape().oneIn(4) ? 2 : 0);
  }
}
