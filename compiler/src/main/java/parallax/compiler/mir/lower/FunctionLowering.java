package parallax.compiler.mir.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;

/**
 * Lowers one function. Blocks keep their order; an edge with arguments that leaves a conditional
 * branch gets a block of its own right behind its source, since only jumps carry arguments.
 * Constants are made anew where they are used.
 */
final class FunctionLowering {
  private final ModuleIr module;
  private final Function function;
  private final MachineEmitter emit;
  private final Uses uses;
  private final VReg[] registers;
  private final MachineBlock[] blocks;
  private final Map<Target, MachineBlock> edges = new LinkedHashMap<>();
  private final Map<Block, MachineBlock> dispatches = new LinkedHashMap<>();
  private final IntegerLowering integers;
  private final StateLowering state;
  private final CallLowering calls;
  private final BranchFusion branches;

  FunctionLowering(
      final ModuleIr module,
      final Function function,
      final MemoryLayout layout,
      final HeapGrowth heap) {
    this.module = module;
    this.function = function;
    this.emit = new MachineEmitter(new MachineFunction(function.index(), function.name()));
    this.uses = new Uses(function);
    this.registers = new VReg[function.valueCount()];
    this.blocks = new MachineBlock[function.blockCount()];
    this.integers = new IntegerLowering(this, uses);
    this.state = new StateLowering(this, layout, heap);
    this.calls = new CallLowering(emit);
    this.branches = new BranchFusion(this, uses);
  }

  MachineFunction run() {
    for (final Block block : function.blocks()) {
      prepare(block);
    }
    for (final Block block : function.blocks()) {
      emit.position(blocks[block.id()]);
      if (block == function.entry()) {
        calls.enter(block.params().stream().map(this::reg).toList());
      }
      for (final Instruction instruction : block.instructions()) {
        emit.setSourceOffset(instruction.sourceOffset());
        lower(instruction, block);
      }
      for (final Target target : block.targets()) {
        fillEdge(target);
      }
    }
    return emit.function();
  }

  MachineEmitter emitter() {
    return emit;
  }

  /** The register that holds the value here; a constant is made now. */
  VReg reg(final Value value) {
    if (uses.isConstant(value)) {
      final VReg made = emit.fresh();
      emit.loadImm(made, uses.constant(value));
      return made;
    }
    if (registers[value.id()] == null) {
      registers[value.id()] = emit.fresh();
    }
    return registers[value.id()];
  }

  List<VReg> regs(final List<Value> values) {
    final List<VReg> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(reg(value)));
    return list;
  }

  /**
   * Makes the block and, behind it, those that its terminator needs, so that numbers follow the
   * layout.
   */
  private void prepare(final Block block) {
    blocks[block.id()] = emit.function().newBlock();
    if (block != function.entry()) {
      block.params().forEach(param -> blocks[block.id()].params().add(reg(param)));
    }
    final Instruction last = block.terminator();
    if (last.op() == Op.SWITCH && last.targets().size() > 1) {
      dispatches.put(block, emit.function().newBlock());
    }
    if (last.op() == Op.BR_IF || last.op() == Op.SWITCH) {
      for (final Target target : last.targets()) {
        if (!target.args().isEmpty()) {
          edges.computeIfAbsent(target, key -> emit.function().newBlock());
        }
      }
    }
  }

  private MachineBlock destination(final Target target) {
    final MachineBlock edge = edges.get(target);
    return edge == null ? blocks[target.block().id()] : edge;
  }

  private void fillEdge(final Target target) {
    final MachineBlock edge = edges.get(target);
    if (edge != null && edge.instructions().isEmpty()) {
      emit.position(edge);
      emit.jump(blocks[target.block().id()], regs(target.args()));
    }
  }

  private void lower(final Instruction i, final Block block) {
    switch (i.op()) {
      case CONST -> {}
      case REF_FUNC ->
          emit.other(
              MachineOp.FUNCTION_ADDRESS,
              List.of(Operand.def(reg(i.result()))),
              module.functions().get(i.index()).typeId(),
              i.index());
      case CLZ, CTZ, POPCNT, EXTEND8_S, EXTEND16_S, EXTEND32_S, WRAP, EXTEND_I32_S, EXTEND_I32_U ->
          integers.unary(i);
      case EQZ -> {
        if (!uses.isFused(i.result())) {
          integers.unary(i);
        }
      }
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
          MAX_U ->
          integers.binary(i);
      case EQ, NE, LT_S, LT_U, GT_S, GT_U, LE_S, LE_U, GE_S, GE_U -> {
        if (!uses.isFused(i.result())) {
          integers.binary(i);
        }
      }
      case SELECT -> integers.select(i);
      case LOAD -> state.load(i);
      case STORE -> state.store(i);
      case MEMORY_ADDRESS,
          MEMORY_SIZE,
          MEMORY_SIZE_SET,
          MEMORY_MAP,
          DATA_DROP,
          DATA_LENGTH,
          DATA_LOAD ->
          state.memory(i);
      case GLOBAL_GET -> state.globalGet(i);
      case GLOBAL_SET -> state.globalSet(i);
      case TABLE_SIZE, TABLE_SIZE_SET, SLOT_LOAD, SLOT_STORE, ELEM_DROP, ELEM_LENGTH, ELEM_LOAD ->
          state.table(i);
      case CALL -> calls.call(module.functions().get(i.index()), regs(i.args()), regs(i.results()));
      case CALL_REF ->
          calls.callIndirect(
              reg(i.arg(0)), regs(i.args().subList(1, i.args().size())), regs(i.results()));
      case TRAP_IF ->
          emit.trapBranch(
              branches.condition(i.arg(0)), new TrapSite(i.trapKind(), i.sourceOffset()));
      case JUMP ->
          emit.jump(blocks[i.targets().get(0).block().id()], regs(i.targets().get(0).args()));
      case BR_IF ->
          emit.branch(
              branches.condition(i.arg(0)),
              destination(i.targets().get(0)),
              destination(i.targets().get(1)));
      case SWITCH -> branchTable(i, block);
      case RETURN -> calls.leave(regs(i.args()));
      case TRAP -> emit.trap(new TrapSite(i.trapKind(), i.sourceOffset()));
      case REF_IS_NULL,
          REF_TYPE,
          MEMORY_GROW,
          MEMORY_FILL,
          MEMORY_COPY,
          MEMORY_INIT,
          TABLE_GET,
          TABLE_SET,
          TABLE_GROW,
          TABLE_FILL,
          TABLE_COPY,
          TABLE_INIT,
          FADD,
          FSUB,
          FMUL,
          FDIV,
          FMIN,
          FMAX,
          FCOPYSIGN,
          FEQ,
          FNE,
          FLT,
          FGT,
          FLE,
          FGE,
          FSQRT,
          FCEIL,
          FFLOOR,
          FTRUNC,
          FNEAREST,
          FABS,
          FNEG,
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
          throw new CompilerBug("function " + function.index() + ": " + i.op() + " is not legal");
    }
  }

  /** Past the cases to the default, otherwise through the jump table. */
  private void branchTable(final Instruction i, final Block block) {
    final int cases = i.targets().size() - 1;
    final MachineBlock otherwise = destination(i.targets().get(cases));
    if (cases == 0) {
      emit.jump(otherwise, List.of());
      return;
    }
    final VReg index = reg(i.arg(0));
    final MachineBlock dispatch = dispatches.get(block);
    emit.branch(Condition.of(Opcode.BRANCH_GE_U_IMM, index, cases), otherwise, dispatch);
    emit.position(dispatch);
    final VReg doubled = emit.fresh();
    emit.regImm(Opcode.SHLO_L_IMM_64, doubled, index, 1);
    emit.branchTable(
        doubled, i.targets().subList(0, cases).stream().map(this::destination).toList());
  }
}
