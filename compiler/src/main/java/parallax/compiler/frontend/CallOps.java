package parallax.compiler.frontend;

import java.util.List;
import java.util.OptionalLong;
import parallax.compiler.CompileException;
import parallax.compiler.abi.Intrinsic;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Calls (wasm core 2.0 section 4.4.8): direct, and through a table with its three checks in the
 * order that the specification gives.
 */
final class CallOps {
  private CallOps() {}

  static void call(final FunctionTranslator t) throws CompileException {
    final int callee = t.reader().index();
    final Signature signature = t.scope().signature(callee, t.reader().offset());
    final List<Value> args = t.stack().pop(signature.params().size());
    final Intrinsic intrinsic = t.scope().hostCall(callee);
    if (intrinsic != null) {
      t.stack().pushAll(hostCall(t, intrinsic, args));
      return;
    }
    t.stack().pushAll(t.builder().call(t.scope().function(callee), signature, args));
  }

  /** A call of the host whose number is an operand. */
  private static List<Value> hostCall(
      final FunctionTranslator t, final Intrinsic intrinsic, final List<Value> args)
      throws CompileException {
    final OptionalLong number = constant(t.builder(), args.get(0));
    if (number.isEmpty()) {
      throw t.scope()
          .error(
              "the number of " + intrinsic.name() + " is no constant of the code just before it",
              t.reader().offset());
    }
    final int offset = t.reader().offset();
    if (number.getAsLong() < 0 || number.getAsLong() > Integer.MAX_VALUE) {
      throw t.scope().error("host call " + number.getAsLong() + " does not exist", offset);
    }
    final Signature signature = HostCalls.registers(intrinsic.registers(), intrinsic.results());
    final int callee = t.scope().hostCall(intrinsic, (int) number.getAsLong(), offset);
    return t.builder().call(callee, signature, args.subList(1, args.size()));
  }

  /** The value of a constant that was made in the current block. */
  private static OptionalLong constant(final FunctionBuilder b, final Value value) {
    final List<Instruction> block = b.block().instructions();
    for (int i = block.size() - 1; i >= 0; i--) {
      if (block.get(i).results().contains(value)) {
        return block.get(i).op() == Op.CONST
            ? OptionalLong.of(block.get(i).constant())
            : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  static void callIndirect(final FunctionTranslator t) throws CompileException {
    final FunctionBuilder b = t.builder();
    final int type = t.reader().index();
    final int table = t.scope().table(t.reader().index2());
    final Signature signature = t.scope().typeSignature(type, t.reader().offset());
    final int typeId = t.scope().typeId(type);
    final Value index = t.stack().pop();
    final List<Value> args = t.stack().pop(signature.params().size());
    final Value size = b.indexed(Op.TABLE_SIZE, null, table).result();
    b.trapIf(b.binary(Op.GE_U, Type.I32, index, size), TrapKind.UNDEFINED_ELEMENT);
    final Value reference = b.indexed(Op.SLOT_LOAD, Type.FUNCREF, table, index).result();
    b.trapIf(
        b.emit(Op.REF_IS_NULL, Type.FUNCREF, Payload.NONE, reference).result(),
        TrapKind.UNINITIALIZED_ELEMENT);
    final Value actual = b.emit(Op.REF_TYPE, null, Payload.NONE, reference).result();
    b.trapIf(
        b.binary(Op.NE, Type.I32, actual, b.i32(typeId)), TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
    t.stack().pushAll(b.callRef(reference, signature, typeId, args));
  }
}
