package parallax.compiler.legalize;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Walks one function and rebuilds its blocks: legal instructions are moved over, the others are
 * expanded by the legalizer of their family, which may open new blocks behind the current one.
 * Values keep their identity, so that nothing else has to be renamed.
 */
final class FunctionLegalizer {
  private final ModuleIr module;
  private final Function function;
  private final FunctionBuilder builder;
  private final MemoryLegalizer memory;
  private final TableLegalizer table;
  private final FloatLegalizer floats;
  private final List<Block> done = new ArrayList<>();

  FunctionLegalizer(final ModuleIr module, final Function function, final Routines routines) {
    this.module = module;
    this.function = function;
    this.builder = new FunctionBuilder(function);
    this.memory = new MemoryLegalizer(this, routines);
    this.table = new TableLegalizer(this, routines);
    this.floats = new FloatLegalizer(this, routines);
  }

  ModuleIr module() {
    return module;
  }

  FunctionBuilder builder() {
    return builder;
  }

  void run() {
    BitCasts.remove(function);
    for (final Block block : List.copyOf(function.blocks())) {
      final List<Instruction> old = List.copyOf(block.instructions());
      block.instructions().clear();
      block.params().forEach(FunctionLegalizer::retype);
      open(block);
      for (final Instruction instruction : old) {
        instruction.results().forEach(FunctionLegalizer::retype);
        builder.setSourceOffset(instruction.sourceOffset());
        rewrite(instruction);
      }
    }
    function.blocks().clear();
    function.blocks().addAll(done);
  }

  /** A new block right behind what has been written so far; not yet open. */
  Block newBlock() {
    return function.newBlock();
  }

  /** Goes on writing in this block. */
  void open(final Block block) {
    done.add(block);
    builder.position(block);
  }

  /** Redefines the only result of an expanded instruction. */
  void define(
      final Instruction replaced,
      final Op op,
      final Type type,
      final Payload payload,
      final Value... args) {
    builder.appendDefining(op, type, payload, List.of(args), List.of(), replaced.results());
  }

  private void rewrite(final Instruction i) {
    switch (i.op()) {
      case REF_IS_NULL -> define(i, Op.EQZ, Type.I64, Payload.NONE, i.arg(0));
      case REF_TYPE -> {
        final Value high = builder.binary(Op.SHR_U, Type.I64, i.arg(0), builder.i64(32));
        define(i, Op.WRAP, null, Payload.NONE, high);
      }
      case MEMORY_GROW -> memory.grow(i);
      case MEMORY_FILL -> memory.fill(i);
      case MEMORY_COPY -> memory.copy(i);
      case MEMORY_INIT -> memory.init(i);
      case TABLE_GET -> table.get(i);
      case TABLE_SET -> table.set(i);
      case TABLE_GROW -> table.grow(i);
      case TABLE_FILL -> table.fill(i);
      case TABLE_COPY -> table.copy(i);
      case TABLE_INIT -> table.init(i);
      case FABS -> floats.abs(i);
      case FNEG -> floats.negate(i);
      case FCOPYSIGN -> floats.copySign(i);
      case FEQ -> floats.equal(i);
      case FNE -> floats.notEqual(i);
      case FLT -> floats.less(i);
      case FLE -> floats.lessOrEqual(i);
      case FGT -> floats.greater(i);
      case FGE -> floats.greaterOrEqual(i);
      default -> {
        if (i.op().is(Op.Flag.FLOAT)) {
          floats.call(i);
        } else {
          keep(i);
        }
      }
    }
  }

  private void keep(final Instruction i) {
    final Payload payload =
        i.op() == Op.CALL_REF
            ? new Payload.Callee(Legalizer.legal(i.callee().signature()), i.callee().typeId())
            : i.payload();
    final Type type = i.type() == null ? null : Legalizer.legal(i.type());
    builder.appendDefining(i.op(), type, payload, i.args(), i.targets(), i.results());
  }

  private static void retype(final Value value) {
    value.retype(Legalizer.legal(value.type()));
  }
}
