package parallax.compiler.ir;

import java.util.Arrays;
import java.util.List;
import parallax.compiler.CompilerBug;
import parallax.compiler.ir.IrCode.Step;

/**
 * Translates a function to {@link IrCode}. The ordinals in it never leave this run of the program.
 */
final class IrCodeTranslator {
  private final ModuleIr module;
  private final Function function;
  private final int[] slotOf;
  private int slots;
  private final IntList words = new IntList();
  private final IntList steps = new IntList();
  private final IntList sourceOffsets = new IntList();
  // Addresses of words that hold a block's number until every block has its address.
  private final IntList patches = new IntList();

  private IrCodeTranslator(final ModuleIr module, final Function function) {
    this.module = module;
    this.function = function;
    this.slotOf = new int[function.valueCount()];
    Arrays.fill(slotOf, -1);
  }

  static IrCode translate(final ModuleIr module, final Function function) {
    final IrCodeTranslator translator = new IrCodeTranslator(module, function);
    translator.assignSlots();
    translator.blocks();
    return new IrCode(
        function.index(),
        translator.words.toArray(),
        // One more, to break cycles of moves with.
        translator.slots + 1,
        translator.steps.toArray(),
        translator.sourceOffsets.toArray());
  }

  private void assignSlots() {
    for (final Block block : function.blocks()) {
      block.params().forEach(this::assignSlot);
      for (final Instruction instruction : block.instructions()) {
        instruction.results().forEach(this::assignSlot);
      }
    }
  }

  private void assignSlot(final Value value) {
    if (value.type() == Type.V128) {
      throw new CompilerBug("the IR interpreter runs no 128-bit values: " + value);
    }
    slotOf[value.id()] = slots++;
  }

  private int slot(final Value value) {
    if (slotOf[value.id()] < 0) {
      throw new CompilerBug(value + " is not defined in function " + function.index());
    }
    return slotOf[value.id()];
  }

  private void blocks() {
    final int[] addressOf = new int[function.blockCount()];
    Arrays.fill(addressOf, -1);
    for (final Block block : function.blocks()) {
      addressOf[block.id()] = words.size();
      for (final Instruction instruction : block.instructions()) {
        if (instruction.sourceOffset() != -1) {
          steps.add(words.size());
          sourceOffsets.add(instruction.sourceOffset());
        }
        instruction(instruction);
      }
      if (block.terminator() == null) {
        throw new CompilerBug(block + " of function " + function.index() + " has no terminator");
      }
    }
    for (int i = 0; i < patches.size(); i++) {
      final int to = addressOf[words.get(patches.get(i))];
      if (to < 0) {
        throw new CompilerBug("edge to a block that function " + function.index() + " has not");
      }
      words.set(patches.get(i), to);
    }
  }

  private void instruction(final Instruction it) {
    final Step step = step(it);
    switch (step) {
      case CONST -> {
        final long bits =
            it.op() == Op.REF_FUNC ? IrInterpreter.reference(module, it.index()) : it.constant();
        add(step, slot(it.result()), (int) bits, (int) (bits >>> 32));
      }
      case UNARY_I32, UNARY_I64, UNARY_F32, UNARY_F64, CONVERT ->
          add(step, it.op().ordinal(), slot(it.result()), slot(it.arg(0)));
      case BINARY_I32, BINARY_I64, BINARY_F32, BINARY_F64 ->
          add(step, it.op().ordinal(), slot(it.result()), slot(it.arg(0)), slot(it.arg(1)));
      case SELECT ->
          add(step, slot(it.result()), slot(it.arg(0)), slot(it.arg(1)), slot(it.arg(2)));
      case IS_ZERO, REF_TYPE -> add(step, slot(it.result()), slot(it.arg(0)));
      case LOAD_8_S, LOAD_8_U, LOAD_16_S, LOAD_16_U, LOAD_32_S, LOAD_32_U, LOAD_64 ->
          access(step, slot(it.result()), slot(it.arg(0)), it.access());
      case STORE_8, STORE_16, STORE_32, STORE_64 ->
          access(step, slot(it.arg(1)), slot(it.arg(0)), it.access());
      case DATA_LOAD -> {
        final MemoryAccess access = it.access();
        final int reading = load(it.type(), access).ordinal();
        add(step, slot(it.result()), slot(it.arg(0)), access.memory(), (int) access.offset());
        words.add(reading);
      }
      case GLOBAL_GET -> add(step, slot(it.result()), it.index());
      case GLOBAL_SET -> add(step, slot(it.arg(0)), it.index());
      case SLOT_LOAD -> add(step, slot(it.result()), slot(it.arg(0)), it.index());
      case STATE -> state(it);
      case CALL -> {
        add(step, it.index());
        operands(it.args(), 0);
        operands(it.results(), 0);
      }
      case CALL_REF -> {
        add(step, slot(it.arg(0)), it.callee().typeId());
        operands(it.args(), 1);
        operands(it.results(), 0);
      }
      case TRAP_IF -> add(step, slot(it.arg(0)), it.trapKind().ordinal());
      case TRAP -> add(step, it.trapKind().ordinal());
      case RETURN -> {
        add(step);
        operands(it.args(), 0);
      }
      case JUMP -> {
        add(step);
        edge(it.targets().get(0));
      }
      case BR_IF -> branch(step, it, false);
      case SWITCH -> branch(step, it, true);
    }
  }

  /** The kind of step for an instruction; exhaustive, so that no operation can be forgotten. */
  private static Step step(final Instruction it) {
    final Op op = it.op();
    return switch (op) {
      case CONST, REF_FUNC -> Step.CONST;
      case REF_IS_NULL -> Step.IS_ZERO;
      case REF_TYPE -> Step.REF_TYPE;
      case EXTEND32_S,
          WRAP,
          EXTEND_I32_S,
          EXTEND_I32_U,
          I32_REINTERPRET,
          I64_REINTERPRET,
          F32_REINTERPRET,
          F64_REINTERPRET,
          I32_TRUNC_SAT_F32_S,
          I32_TRUNC_SAT_F32_U,
          I32_TRUNC_SAT_F64_S,
          I32_TRUNC_SAT_F64_U,
          I64_TRUNC_SAT_F32_S,
          I64_TRUNC_SAT_F32_U,
          I64_TRUNC_SAT_F64_S,
          I64_TRUNC_SAT_F64_U,
          F32_CONVERT_I32_S,
          F32_CONVERT_I32_U,
          F32_CONVERT_I64_S,
          F32_CONVERT_I64_U,
          F64_CONVERT_I32_S,
          F64_CONVERT_I32_U,
          F64_CONVERT_I64_S,
          F64_CONVERT_I64_U,
          F32_DEMOTE_F64,
          F64_PROMOTE_F32 ->
          Step.CONVERT;
      case FSQRT, FCEIL, FFLOOR, FTRUNC, FNEAREST, FABS, FNEG ->
          it.type() == Type.F32 ? Step.UNARY_F32 : Step.UNARY_F64;
      case FADD, FSUB, FMUL, FDIV, FMIN, FMAX, FCOPYSIGN, FEQ, FNE, FLT, FGT, FLE, FGE ->
          it.type() == Type.F32 ? Step.BINARY_F32 : Step.BINARY_F64;
      case CLZ, CTZ, POPCNT, EQZ, EXTEND8_S, EXTEND16_S ->
          it.type() == Type.I32 ? Step.UNARY_I32 : Step.UNARY_I64;
      case ADD,
          SUB,
          MUL,
          MUL_UPPER_U,
          DIV_S,
          DIV_U,
          REM_S,
          REM_U,
          AND,
          OR,
          XOR,
          SHL,
          SHR_S,
          SHR_U,
          ROTL,
          ROTR,
          MIN_S,
          MIN_U,
          MAX_S,
          MAX_U,
          EQ,
          NE,
          LT_S,
          LT_U,
          GT_S,
          GT_U,
          LE_S,
          LE_U,
          GE_S,
          GE_U ->
          it.type() == Type.I32 ? Step.BINARY_I32 : Step.BINARY_I64;
      case SELECT -> Step.SELECT;
      case LOAD -> load(it.type(), it.access());
      case STORE ->
          switch (it.access().width()) {
            case 1 -> Step.STORE_8;
            case 2 -> Step.STORE_16;
            case 4 -> Step.STORE_32;
            default -> Step.STORE_64;
          };
      case DATA_LOAD -> Step.DATA_LOAD;
      case GLOBAL_GET -> Step.GLOBAL_GET;
      case GLOBAL_SET -> Step.GLOBAL_SET;
      case SLOT_LOAD -> Step.SLOT_LOAD;
      case MEMORY_ADDRESS,
          MEMORY_SIZE,
          MEMORY_GROW,
          MEMORY_SIZE_SET,
          MEMORY_MAP,
          MEMORY_FILL,
          MEMORY_COPY,
          MEMORY_INIT,
          DATA_DROP,
          DATA_LENGTH,
          TABLE_GET,
          TABLE_SET,
          TABLE_SIZE,
          TABLE_GROW,
          TABLE_FILL,
          TABLE_COPY,
          TABLE_INIT,
          TABLE_SIZE_SET,
          SLOT_STORE,
          ELEM_DROP,
          ELEM_LENGTH,
          ELEM_LOAD ->
          Step.STATE;
      case CALL -> Step.CALL;
      case CALL_REF -> Step.CALL_REF;
      case TRAP_IF -> Step.TRAP_IF;
      case JUMP -> Step.JUMP;
      case BR_IF -> Step.BR_IF;
      case SWITCH -> Step.SWITCH;
      case RETURN -> Step.RETURN;
      case TRAP -> Step.TRAP;
    };
  }

  /**
   * How a load reads: at full width an i32 and an f32 are sign-extended whatever the access says.
   */
  private static Step load(final Type type, final MemoryAccess access) {
    final boolean signed = access.signed();
    return switch (access.width()) {
      case 1 -> signed ? Step.LOAD_8_S : Step.LOAD_8_U;
      case 2 -> signed ? Step.LOAD_16_S : Step.LOAD_16_U;
      case 4 -> signed || type == Type.I32 || type == Type.F32 ? Step.LOAD_32_S : Step.LOAD_32_U;
      default -> Step.LOAD_64;
    };
  }

  private void access(final Step step, final int slot, final int index, final MemoryAccess access) {
    add(step, slot, index, access.memory(), (int) access.offset(), access.checked() ? 1 : 0);
  }

  private void state(final Instruction it) {
    add(Step.STATE, it.op().ordinal(), it.results().isEmpty() ? -1 : slot(it.result()));
    if (it.payload() instanceof Payload.IndexPair pair) {
      words.add(pair.destination());
      words.add(pair.source());
    } else {
      words.add(it.index());
      words.add(-1);
    }
    for (int i = 0; i < IrRun.STATE_OPERANDS; i++) {
      words.add(i < it.args().size() ? slot(it.arg(i)) : -1);
    }
  }

  private void operands(final List<Value> values, final int from) {
    words.add(values.size() - from);
    for (int i = from; i < values.size(); i++) {
      words.add(slot(values.get(i)));
    }
  }

  private void branch(final Step step, final Instruction it, final boolean counted) {
    final List<Target> targets = it.targets();
    add(step, slot(it.arg(0)));
    if (counted) {
      words.add(targets.size());
    }
    final int first = words.size();
    targets.forEach(target -> words.add(0));
    for (int i = 0; i < targets.size(); i++) {
      words.set(first + i, words.size());
      edge(targets.get(i));
    }
  }

  private void edge(final Target target) {
    patches.add(words.size());
    words.add(target.block().id());
    final int[] from = target.args().stream().mapToInt(this::slot).toArray();
    final int[] to = target.block().params().stream().mapToInt(this::slot).toArray();
    if (from.length != to.length) {
      throw new CompilerBug("edge to " + target.block() + " carries " + from.length + " values");
    }
    final int[] moves = ParallelMoves.order(from, to, slots);
    words.add(moves.length / 2);
    for (final int slot : moves) {
      words.add(slot);
    }
  }

  private void add(final Step step, final int... operands) {
    words.add(step.ordinal());
    for (final int operand : operands) {
      words.add(operand);
    }
  }
}
