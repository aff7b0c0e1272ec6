package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Opcode.Flag;

/** Writes machine functions by hand. */
final class MachineCode {
  final MachineFunction function;
  private final List<VReg> params = new ArrayList<>();
  private MachineBlock block;

  MachineCode(final int index, final String name, final int paramCount) {
    function = new MachineFunction(index, name);
    block = function.newBlock();
    final List<Operand> defs = new ArrayList<>();
    for (int i = 0; i < paramCount; i++) {
      final VReg param = function.newVReg();
      params.add(param);
      if (CallingConvention.inRegister(i)) {
        defs.add(Operand.defFixed(param, CallingConvention.register(i)));
      }
    }
    add(MachineOp.ENTRY, null, defs, 0, 0, -1, List.of(), null);
    for (int i = 0; i < paramCount; i++) {
      if (!CallingConvention.inRegister(i)) {
        add(
            MachineOp.INCOMING_LOAD,
            null,
            List.of(Operand.def(params.get(i))),
            CallingConvention.slot(i),
            0,
            -1,
            List.of(),
            null);
      }
    }
  }

  VReg param(final int i) {
    return params.get(i);
  }

  MachineBlock newBlock(final int paramCount) {
    final MachineBlock made = function.newBlock();
    for (int i = 0; i < paramCount; i++) {
      made.params().add(function.newVReg());
    }
    return made;
  }

  void in(final MachineBlock next) {
    block = next;
  }

  private void add(
      final MachineOp op,
      final Opcode opcode,
      final List<Operand> operands,
      final long imm1,
      final long imm2,
      final int callee,
      final List<MachineTarget> targets,
      final TrapSite trap) {
    final int source = 100 * function.index() + block.instructions().size();
    block
        .instructions()
        .add(new MachineInst(op, opcode, operands, imm1, imm2, callee, targets, trap, source));
  }

  VReg constant(final long value) {
    return value == (int) value ? op(Opcode.LOAD_IMM, value) : op(Opcode.LOAD_IMM_64, value);
  }

  /** An instruction with a destination. */
  VReg op(final Opcode opcode, final long imm, final VReg... uses) {
    final VReg result = function.newVReg();
    final List<Operand> operands = new ArrayList<>();
    operands.add(
        opcode.has(Flag.READS_DESTINATION)
            ? Operand.defTied(result, uses.length)
            : Operand.def(result));
    Arrays.stream(uses).map(Operand::use).forEach(operands::add);
    add(MachineOp.PVM, opcode, operands, imm, 0, -1, List.of(), null);
    return result;
  }

  /** An instruction without a destination. */
  void effect(
      final Opcode opcode,
      final long imm1,
      final long imm2,
      final TrapKind trap,
      final VReg... uses) {
    add(
        MachineOp.PVM,
        opcode,
        Arrays.stream(uses).map(Operand::use).toList(),
        imm1,
        imm2,
        -1,
        List.of(),
        site(trap));
  }

  private TrapSite site(final TrapKind kind) {
    return kind == null ? null : new TrapSite(kind, 1_000 + block.instructions().size());
  }

  VReg copy(final VReg from) {
    final VReg to = function.newVReg();
    add(
        MachineOp.COPY,
        null,
        List.of(Operand.def(to), Operand.use(from)),
        0,
        0,
        -1,
        List.of(),
        null);
    return to;
  }

  VReg functionAddress(final int callee, final int typeId) {
    final VReg to = function.newVReg();
    add(
        MachineOp.FUNCTION_ADDRESS,
        null,
        List.of(Operand.def(to)),
        typeId,
        0,
        callee,
        List.of(),
        null);
    return to;
  }

  List<VReg> call(final int callee, final int results, final VReg... args) {
    return call(MachineOp.CALL, callee, 0, results, null, args);
  }

  List<VReg> callIndirect(final VReg reference, final int results, final VReg... args) {
    return call(MachineOp.CALL_INDIRECT, -1, 0, results, reference, args);
  }

  List<VReg> hostCall(final int index, final int results, final VReg... args) {
    return call(MachineOp.HOST_CALL, -1, index, results, null, args);
  }

  private List<VReg> call(
      final MachineOp op,
      final int callee,
      final long imm,
      final int results,
      final VReg reference,
      final VReg... args) {
    final List<Operand> operands = new ArrayList<>();
    final List<VReg> made = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      made.add(function.newVReg());
      if (CallingConvention.inRegister(i)) {
        operands.add(Operand.defFixed(made.get(i), CallingConvention.register(i)));
      }
    }
    for (int i = 0; i < args.length; i++) {
      if (CallingConvention.inRegister(i)) {
        operands.add(Operand.useFixed(args[i], CallingConvention.register(i)));
      } else {
        add(
            MachineOp.OUTGOING_STORE,
            null,
            List.of(Operand.use(args[i])),
            CallingConvention.slot(i),
            0,
            -1,
            List.of(),
            null);
      }
    }
    if (reference != null) {
      operands.add(Operand.use(reference));
    }
    add(op, null, operands, imm, 0, callee, List.of(), null);
    for (int i = CallingConvention.REGISTERS; i < results; i++) {
      add(
          MachineOp.OUTGOING_LOAD,
          null,
          List.of(Operand.def(made.get(i))),
          CallingConvention.slot(i),
          0,
          -1,
          List.of(),
          null);
    }
    return made;
  }

  void trapIf(final TrapKind kind, final Opcode branch, final long imm, final VReg... uses) {
    add(
        MachineOp.TRAP_BRANCH,
        branch,
        Arrays.stream(uses).map(Operand::use).toList(),
        imm,
        0,
        -1,
        List.of(),
        site(kind));
  }

  void jump(final MachineBlock to, final VReg... args) {
    add(
        MachineOp.JUMP,
        null,
        List.of(),
        0,
        0,
        -1,
        List.of(new MachineTarget(to, List.of(args))),
        null);
  }

  void branch(
      final Opcode opcode,
      final long imm,
      final MachineBlock taken,
      final MachineBlock other,
      final VReg... uses) {
    add(
        MachineOp.BRANCH,
        opcode,
        Arrays.stream(uses).map(Operand::use).toList(),
        imm,
        0,
        -1,
        List.of(MachineTarget.to(taken), MachineTarget.to(other)),
        null);
  }

  /** A switch on twice the index. */
  void switchOn(final VReg doubled, final MachineBlock... cases) {
    add(
        MachineOp.SWITCH,
        null,
        List.of(Operand.use(doubled)),
        0,
        0,
        -1,
        Arrays.stream(cases).map(MachineTarget::to).toList(),
        null);
  }

  void ret(final VReg... results) {
    final List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      if (CallingConvention.inRegister(i)) {
        operands.add(Operand.useFixed(results[i], CallingConvention.register(i)));
      } else {
        add(
            MachineOp.INCOMING_STORE,
            null,
            List.of(Operand.use(results[i])),
            CallingConvention.slot(i),
            0,
            -1,
            List.of(),
            null);
      }
    }
    add(MachineOp.RETURN, null, operands, 0, 0, -1, List.of(), null);
  }

  void halt(final VReg a0, final VReg a1) {
    add(
        MachineOp.HALT,
        null,
        List.of(
            Operand.useFixed(a0, CallingConvention.register(0)),
            Operand.useFixed(a1, CallingConvention.register(1))),
        0,
        0,
        -1,
        List.of(),
        null);
  }

  void trap(final TrapKind kind) {
    add(MachineOp.TRAP, null, List.of(), 0, 0, -1, List.of(), site(kind));
  }
}
