package parallax.compiler.frontend;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.FunctionBuilder;
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
    t.stack().pushAll(t.builder().call(t.scope().function(callee), signature, args));
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
