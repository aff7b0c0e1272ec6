package parallax.compiler.binary;

import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.binary.WasmModule.GlobalType;

/**
 * What an instruction does to the state (core 3.0 section 3.4). Instructions with a fixed signature
 * are checked from their row in {@link WasmOp}; the others by the rules of their family, those of
 * variables here.
 */
final class InstructionRules {
  private InstructionRules() {}

  static void apply(final CodeState s, final WasmOp op) throws CompileException {
    if (op.hasSignature()) {
      regular(s, op);
      return;
    }
    final boolean known =
        switch (op.feature()) {
          case GC -> AggregateRules.apply(s, op) || ReferenceRules.apply(s, op);
          case TYPED_REFERENCES -> ControlRules.apply(s, op) || ReferenceRules.apply(s, op);
          case REFERENCE_TYPES ->
              StateRules.apply(s, op) || ReferenceRules.apply(s, op) || ControlRules.apply(s, op);
          default -> ControlRules.apply(s, op) || variable(s, op);
        };
    if (!known) {
      throw new CompilerBug("no rule for " + op);
    }
  }

  private static void regular(final CodeState s, final WasmOp op) throws CompileException {
    if (op.immediate() == Immediate.NONE) {
      s.pop(op.params());
      s.push(op.results());
    } else {
      StateRules.regular(s, op);
    }
  }

  private static boolean variable(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case LOCAL_GET -> {
        final int index = s.reader().index();
        final ValType type = local(s);
        if (!s.locals().isSet(index, type)) {
          throw s.error("uninitialized local " + index);
        }
        s.push(type);
      }
      case LOCAL_SET, LOCAL_TEE -> {
        final ValType type = local(s);
        s.pop(type);
        s.locals().set(s.reader().index(), type);
        if (op == WasmOp.LOCAL_TEE) {
          s.push(type);
        }
      }
      case GLOBAL_GET -> s.push(global(s).type());
      case GLOBAL_SET -> {
        final GlobalType global = global(s);
        if (!global.mutable()) {
          throw s.error("immutable global");
        }
        s.pop(global.type());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static ValType local(final CodeState s) throws InvalidException {
    final ValType local = s.locals().type(s.reader().index());
    if (local == null) {
      throw s.error("unknown local " + Integer.toUnsignedString(s.reader().index()));
    }
    return local;
  }

  private static GlobalType global(final CodeState s) throws InvalidException {
    return s.context().global(s.reader().index(), s.function(), s.reader().offset());
  }
}
