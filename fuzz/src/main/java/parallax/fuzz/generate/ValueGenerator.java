package parallax.fuzz.generate;

import java.util.List;
import java.util.Set;
import parallax.compiler.binary.MemArg;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/** Integers and variables: brings operands into being, computes with them, puts them away. */
final class ValueGenerator {
  private static final Set<WasmOp> DIVISIONS =
      Set.of(
          WasmOp.I32_DIV_S,
          WasmOp.I32_DIV_U,
          WasmOp.I32_REM_S,
          WasmOp.I32_REM_U,
          WasmOp.I64_DIV_S,
          WasmOp.I64_DIV_U,
          WasmOp.I64_REM_S,
          WasmOp.I64_REM_U);

  /** Operations whose results are as varied as their operands. */
  private static final List<WasmOp> KEEPING =
      List.of(
          WasmOp.I32_ADD,
          WasmOp.I32_SUB,
          WasmOp.I32_XOR,
          WasmOp.I32_MUL,
          WasmOp.I32_ROTL,
          WasmOp.I64_ADD,
          WasmOp.I64_SUB,
          WasmOp.I64_XOR,
          WasmOp.I64_MUL,
          WasmOp.I64_ROTL);

  /** How much more often they come. */
  private static final int FAVOUR = 3;

  /** How far to look for an operation that fits what is there. */
  private static final int SEARCH = 8;

  private final Code code;

  ValueGenerator(final Code code) {
    this.code = code;
  }

  /** Makes these types the topmost operands, and takes what is there as far as it fits. */
  void ensure(final List<ValType> types) {
    for (int i = code.matching(types); i < types.size(); i++) {
      produce(types.get(i));
    }
  }

  /** Pushes a value. */
  void produce(final ValType type) {
    if (type.isReference()) {
      produceReference(type);
    } else if (Code.isFloat(type)) {
      produceFloat(type);
    } else {
      produceInteger(type);
    }
  }

  private void produceInteger(final ValType type) {
    final int choice = code.tape().below(16);
    if (choice < 9) {
      localGet(type);
    } else if (choice < 12) {
      code.constant(type, Constants.of(type, code.tape()));
    } else if (choice < 14) {
      globalGet(type);
    } else if (type == ValType.I32) {
      localGet(ValType.I64);
      code.op(WasmOp.I32_WRAP_I64);
    } else {
      localGet(ValType.I32);
      code.op(choice == 14 ? WasmOp.I64_EXTEND_I32_S : WasmOp.I64_EXTEND_I32_U);
    }
  }

  private void produceFloat(final ValType type) {
    final boolean narrow = type == ValType.F32;
    final int choice = code.tape().below(16);
    if (choice < 9) {
      localGet(type);
    } else if (choice < 12) {
      code.constant(type, Constants.of(type, code.tape()));
    } else if (choice < 14) {
      globalGet(type);
    } else if (choice == 14) {
      localGet(ValType.I64);
      code.op(narrow ? WasmOp.F32_CONVERT_I64_S : WasmOp.F64_CONVERT_I64_S);
    } else {
      localGet(narrow ? ValType.I32 : ValType.I64);
      code.op(narrow ? WasmOp.F32_REINTERPRET_I32 : WasmOp.F64_REINTERPRET_I64);
    }
  }

  private void produceReference(final ValType type) {
    final int choice = code.tape().below(4);
    if (choice == 1 && type == ValType.FUNCREF) {
      final List<ModulePlan.Callable> all = code.plan().callables();
      code.out().op(WasmOp.REF_FUNC, all.get(code.tape().below(all.size())).index());
      code.push(type);
    } else if (choice == 2) {
      code.out().refNull(type);
      code.push(type);
    } else {
      localGet(type);
    }
  }

  void localGet(final ValType type) {
    code.out().op(WasmOp.LOCAL_GET, code.locals().toRead(type, code.tape()));
    code.push(type);
  }

  /** A set or tee of the topmost operand. */
  void localSet() {
    final ValType type = code.top();
    if (type == null) {
      return;
    }
    final boolean tee = code.tape().oneIn(3);
    final int local = code.locals().toWrite(type, code.tape());
    code.out().op(tee ? WasmOp.LOCAL_TEE : WasmOp.LOCAL_SET, local);
    if (!tee) {
      code.pop(1);
    }
  }

  /** A get, or a set of the topmost operand. */
  void global() {
    final ValType type = code.plan().floats().number(code.tape());
    if (code.tape().oneIn(2)) {
      globalGet(type);
      return;
    }
    final List<ModulePlan.Global> all =
        code.plan().globals().stream().filter(ModulePlan.Global::mutable).toList();
    final ModulePlan.Global global = all.get(code.tape().below(all.size()));
    ensure(List.of(global.type()));
    code.out().op(WasmOp.GLOBAL_SET, global.index());
    code.pop(1);
  }

  private void globalGet(final ValType type) {
    final List<ModulePlan.Global> all =
        code.plan().globals().stream().filter(global -> global.type() == type).toList();
    code.out().op(WasmOp.GLOBAL_GET, all.get(code.tape().below(all.size())).index());
    code.push(type);
  }

  /** An integer operation, of those that fit what is there when the tape wants that. */
  void numeric() {
    final List<WasmOp> all = Instructions.NUMERIC;
    final int start = code.tape().below(all.size() + KEEPING.size() * FAVOUR);
    if (start >= all.size()) {
      final WasmOp op = KEEPING.get((start - all.size()) % KEEPING.size());
      ensure(op.params());
      code.op(op);
      return;
    }
    final WasmOp op = fitting(all, start);
    operands(op);
    if (DIVISIONS.contains(op) && !code.isUnsafe()) {
      final ValType type = op.results().get(0);
      code.constant(type, 1);
      code.op(type == ValType.I32 ? WasmOp.I32_OR : WasmOp.I64_OR);
    }
    code.op(op);
  }

  /** One of these, which fits what is there when the tape wants that. */
  WasmOp choose(final List<WasmOp> all) {
    return fitting(all, code.tape().below(all.size()));
  }

  private WasmOp fitting(final List<WasmOp> all, final int start) {
    if (code.tape().oneIn(2)) {
      for (int i = 0; i < SEARCH; i++) {
        final WasmOp candidate = all.get((start + i) % all.size());
        if (code.matching(candidate.params()) == candidate.params().size()) {
          return candidate;
        }
      }
    }
    return all.get(start);
  }

  /** Makes an instruction's operands; in dead code perhaps from nothing. */
  void operands(final WasmOp op) {
    if (!code.frame().isDead() || code.tape().oneIn(2)) {
      ensure(op.params());
    } else {
      code.clear();
      code.out().op(WasmOp.UNREACHABLE);
    }
  }

  /** A select, with its type when that has to be. */
  void select() {
    final ValType type =
        code.available() > 1 && code.top() != ValType.I32
            ? code.top()
            : code.plan().floats().number(code.tape());
    ensure(List.of(type, type, ValType.I32));
    if (type.isReference() || code.tape().oneIn(4)) {
      code.out().select(List.of(type));
    } else {
      code.out().op(WasmOp.SELECT);
    }
    code.pop(3);
    code.push(type);
  }

  /** A nop, or a drop. */
  void parametric() {
    if (code.available() == 0 || code.tape().oneIn(2)) {
      code.out().op(WasmOp.NOP);
    } else {
      code.out().op(WasmOp.DROP);
      code.pop(1);
    }
  }

  /** Puts the topmost operand where it can be seen later; seldom drops it. */
  void sink() {
    final ValType type = code.top();
    final int choice = code.tape().below(8);
    if (choice == 7) {
      code.out().op(WasmOp.DROP);
    } else if (choice >= 5 && !type.isReference()) {
      final int scratch = code.locals().scratch(type);
      code.out().op(WasmOp.LOCAL_SET, scratch);
      code.out().i32(8 * code.tape().u8());
      code.out().op(WasmOp.LOCAL_GET, scratch);
      store(type);
    } else {
      code.out().op(WasmOp.LOCAL_SET, code.locals().toWrite(type, code.tape()));
    }
    code.pop(1);
  }

  /** Stores the topmost operand whole; below it is an address. Neither is counted. */
  void store(final ValType type) {
    final WasmOp op =
        switch (type.kind()) {
          case I32 -> WasmOp.I32_STORE;
          case I64 -> WasmOp.I64_STORE;
          case F32 -> WasmOp.F32_STORE;
          case F64 -> WasmOp.F64_STORE;
          case V128, REFERENCE -> throw new IllegalArgumentException("no store of " + type.text());
        };
    code.out().memory(op, new MemArg(0, 0, 0));
  }
}
