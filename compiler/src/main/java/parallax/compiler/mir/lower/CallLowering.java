package parallax.compiler.mir.lower;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;

/**
 * Puts arguments and results where {@link CallingConvention} wants them, on both sides of a call.
 */
final class CallLowering {
  private final MachineEmitter emit;

  CallLowering(final MachineEmitter emit) {
    this.emit = emit;
  }

  /** The start of a function: its arguments come into these registers. */
  void enter(final List<VReg> params) {
    emit.other(MachineOp.ENTRY, fixed(params, true), 0, -1);
    for (int i = CallingConvention.REGISTERS; i < params.size(); i++) {
      emit.other(
          MachineOp.INCOMING_LOAD,
          List.of(Operand.def(params.get(i))),
          CallingConvention.slot(i),
          -1);
    }
  }

  /** The end of a function. */
  void leave(final List<VReg> results) {
    for (int i = CallingConvention.REGISTERS; i < results.size(); i++) {
      emit.other(
          MachineOp.INCOMING_STORE,
          List.of(Operand.use(results.get(i))),
          CallingConvention.slot(i),
          -1);
    }
    emit.leave(MachineOp.RETURN, fixed(results, false));
  }

  void call(final FunctionDeclaration callee, final List<VReg> args, final List<VReg> results) {
    if (callee.isImport()) {
      hostCall(callee.host(), args, results);
    } else {
      around(MachineOp.CALL, 0, callee.index(), List.of(), args, results);
    }
  }

  /** Calls the host by number. */
  void hostCall(final long index, final List<VReg> args, final List<VReg> results) {
    around(MachineOp.HOST_CALL, index, -1, List.of(), args, results);
  }

  void callIndirect(final VReg reference, final List<VReg> args, final List<VReg> results) {
    around(MachineOp.CALL_INDIRECT, 0, -1, List.of(Operand.use(reference)), args, results);
  }

  private void around(
      final MachineOp op,
      final long imm,
      final int callee,
      final List<Operand> lastUses,
      final List<VReg> args,
      final List<VReg> results) {
    for (int i = CallingConvention.REGISTERS; i < args.size(); i++) {
      emit.other(
          MachineOp.OUTGOING_STORE,
          List.of(Operand.use(args.get(i))),
          CallingConvention.slot(i),
          -1);
    }
    final List<Operand> operands = new ArrayList<>(fixed(results, true));
    operands.addAll(fixed(args, false));
    operands.addAll(lastUses);
    emit.other(op, operands, imm, callee);
    for (int i = CallingConvention.REGISTERS; i < results.size(); i++) {
      emit.other(
          MachineOp.OUTGOING_LOAD,
          List.of(Operand.def(results.get(i))),
          CallingConvention.slot(i),
          -1);
    }
  }

  /** The first values, fixed to the argument registers. */
  private static List<Operand> fixed(final List<VReg> values, final boolean def) {
    final List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < Math.min(values.size(), CallingConvention.REGISTERS); i++) {
      operands.add(new Operand(values.get(i), def, CallingConvention.register(i), -1));
    }
    return operands;
  }
}
