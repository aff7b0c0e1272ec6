package parallax.compiler.ir;

import java.util.List;

/**
 * Checks single instructions against the row of their operation: type, payload, operands, results,
 * number of edges, indices, signatures, access widths, constants.
 *
 * <p>Declared types may be older than the instruction: a reference in a table, global or segment is
 * an i64 to a function that has been legalized.
 */
final class InstructionVerifier {
  private final ModuleIr module;
  private final Function function;
  private final IrVerifier.Form form;

  InstructionVerifier(final ModuleIr module, final Function function, final IrVerifier.Form form) {
    this.module = module;
    this.function = function;
    this.form = form;
  }

  /** What is wrong with an instruction, or null. */
  String problem(final Instruction instruction) {
    final Op op = instruction.op();
    if (form == IrVerifier.Form.LEGAL && op.is(Op.Flag.HIGH)) {
      return "operation in legal form that legalization removes";
    }
    if (op.isTyped() != (instruction.type() != null)) {
      return op.isTyped() ? "type is missing" : "type on an operation that has none";
    }
    if (instruction.payload().kind() != op.payload()) {
      return "payload " + instruction.payload().kind() + " instead of " + op.payload();
    }
    String problem = type(instruction);
    problem = problem != null ? problem : payload(instruction);
    problem = problem != null ? problem : operands(instruction);
    problem = problem != null ? problem : results(instruction);
    return problem != null ? problem : edges(instruction);
  }

  private static String type(final Instruction instruction) {
    final Type type = instruction.type();
    final Op op = instruction.op();
    if (type == null) {
      return null;
    }
    final boolean fits =
        switch (op) {
          case CONST, LOAD, STORE, DATA_LOAD -> type != Type.V128;
          case REF_FUNC -> type == Type.FUNCREF || type == Type.I64;
          case REF_IS_NULL -> type.isReference();
          default -> !op.isEvaluable() || (op.is(Op.Flag.FLOAT) ? type.isFloat() : type.isLegal());
        };
    return fits ? null : "the operation has no type " + IrVerifier.name(type);
  }

  private String payload(final Instruction instruction) {
    return switch (instruction.op().payload()) {
      case NONE, TRAP, CALLEE -> null;
      case CONSTANT -> constant(instruction.type(), instruction.constant());
      case ACCESS -> access(instruction.op(), instruction.type(), instruction.access());
      case INDEX -> index(instruction);
      case INDEX_PAIR -> indices(instruction);
    };
  }

  /** What is wrong with a constant of a type, or null. */
  static String constant(final Type type, final long bits) {
    return switch (type) {
      case I32, F32 -> bits == (int) bits ? null : "32-bit constant is not sign-extended";
      case I64, F64 -> null;
      case FUNCREF, EXTERNREF -> bits == 0 ? null : "constant reference is not null";
      case V128 -> "constant of 128 bits";
    };
  }

  private String access(final Op op, final Type type, final MemoryAccess access) {
    final boolean data = op == Op.DATA_LOAD;
    final int count = data ? module.dataSegments().size() : module.memories().size();
    if (!inRange(access.memory(), count)) {
      return "no such " + (data ? "data segment" : "memory");
    }
    if (data && access.checked()) {
      return "checked access to a data segment";
    }
    final int width = access.width();
    final boolean fits =
        switch (type) {
          case I32 -> width == 1 || width == 2 || width == 4;
          case I64 -> width == 1 || width == 2 || width == 4 || width == 8;
          case F32 -> width == 4;
          case F64, FUNCREF, EXTERNREF -> width == 8;
          case V128 -> false;
        };
    return fits ? null : "width " + width + " does not fit the type";
  }

  private String index(final Instruction instruction) {
    final int index = instruction.index();
    return switch (instruction.op()) {
      case CALL -> inRange(index, module.functions().size()) ? null : "no such function";
      case REF_FUNC -> referred(index);
      case MEMORY_ADDRESS, MEMORY_SIZE, MEMORY_GROW, MEMORY_SIZE_SET, MEMORY_MAP, MEMORY_FILL ->
          inRange(index, module.memories().size()) ? null : "no such memory";
      case DATA_DROP, DATA_LENGTH ->
          inRange(index, module.dataSegments().size()) ? null : "no such data segment";
      case GLOBAL_GET, GLOBAL_SET -> global(instruction, index);
      case TABLE_SIZE, TABLE_SIZE_SET ->
          inRange(index, module.tables().size()) ? null : "no such table";
      case TABLE_GET, TABLE_SET, TABLE_GROW, TABLE_FILL, SLOT_LOAD, SLOT_STORE ->
          inRange(index, module.tables().size())
              ? declared(module.tables().get(index).type(), instruction.type())
              : "no such table";
      case ELEM_DROP, ELEM_LENGTH ->
          inRange(index, module.elementSegments().size()) ? null : "no such element segment";
      case ELEM_LOAD ->
          inRange(index, module.elementSegments().size())
              ? declared(module.elementSegments().get(index).type(), instruction.type())
              : "no such element segment";
      default -> "an index that the verifier does not know";
    };
  }

  private String referred(final int index) {
    if (!inRange(index, module.functions().size())) {
      return "no such function";
    }
    return module.functions().get(index).referenced() ? null : "function is not marked referenced";
  }

  private String global(final Instruction instruction, final int index) {
    if (!inRange(index, module.globals().size())) {
      return "no such global";
    }
    final ModuleIr.Global global = module.globals().get(index);
    if (instruction.op() == Op.GLOBAL_SET && !global.mutable()) {
      return "global is not mutable";
    }
    return declared(global.type(), instruction.type());
  }

  private String indices(final Instruction instruction) {
    final int destination = instruction.indices().destination();
    final int source = instruction.indices().source();
    final boolean fits =
        switch (instruction.op()) {
          case MEMORY_COPY ->
              inRange(destination, module.memories().size())
                  && inRange(source, module.memories().size());
          case MEMORY_INIT ->
              inRange(destination, module.memories().size())
                  && inRange(source, module.dataSegments().size());
          case TABLE_COPY ->
              inRange(destination, module.tables().size())
                  && inRange(source, module.tables().size())
                  && module.tables().get(destination).type() == module.tables().get(source).type();
          case TABLE_INIT ->
              inRange(destination, module.tables().size())
                  && inRange(source, module.elementSegments().size())
                  && module.tables().get(destination).type()
                      == module.elementSegments().get(source).type();
          default -> false;
        };
    return fits ? null : "indices are out of range or of different types";
  }

  private String operands(final Instruction instruction) {
    final List<Value> args = instruction.args();
    final Op op = instruction.op();
    if (op == Op.CALL) {
      final Signature signature = module.functions().get(instruction.index()).signature();
      return signature(args, 0, signature.params(), "operands");
    }
    if (op == Op.RETURN) {
      return signature(args, 0, function.signature().results(), "operands");
    }
    if (op == Op.CALL_REF) {
      final boolean reference =
          !args.isEmpty() && (args.get(0).type() == Type.FUNCREF || args.get(0).type() == Type.I64);
      return reference
          ? signature(args, 1, instruction.callee().signature().params(), "operands")
          : "the first operand is not a reference";
    }
    return shape(args, op.operandShape(), instruction.type(), "operands");
  }

  private String results(final Instruction instruction) {
    final List<Value> results = instruction.results();
    return switch (instruction.op()) {
      case CALL -> {
        final Signature signature = module.functions().get(instruction.index()).signature();
        yield signature(results, 0, signature.results(), "results");
      }
      case CALL_REF -> {
        final Signature signature = instruction.callee().signature();
        yield signature(results, 0, signature.results(), "results");
      }
      default -> shape(results, instruction.op().resultShape(), instruction.type(), "results");
    };
  }

  private static String shape(
      final List<Value> values, final String shape, final Type type, final String what) {
    if (values.size() != shape.length()) {
      return values.size() + " " + what + " instead of " + shape.length();
    }
    for (int i = 0; i < values.size(); i++) {
      final Type wanted = FunctionBuilder.typeOf(shape.charAt(i), type);
      if (values.get(i).type() != wanted) {
        return what + ": " + values.get(i) + " is not of the type " + IrVerifier.name(wanted);
      }
    }
    return null;
  }

  private static String signature(
      final List<Value> values, final int from, final List<Type> types, final String what) {
    if (values.size() - from != types.size()) {
      return (values.size() - from) + " " + what + " instead of " + types.size();
    }
    for (int i = 0; i < types.size(); i++) {
      if (!isOrBecame(types.get(i), values.get(from + i).type())) {
        return what
            + ": "
            + values.get(from + i)
            + " is not of the type "
            + IrVerifier.name(types.get(i));
      }
    }
    return null;
  }

  private static String edges(final Instruction instruction) {
    final int count = instruction.targets().size();
    final boolean fits =
        switch (instruction.op()) {
          case JUMP -> count == 1;
          case BR_IF -> count == 2;
          case SWITCH -> count >= 1;
          default -> count == 0;
        };
    return fits ? null : count + " edges";
  }

  private static String declared(final Type declared, final Type type) {
    return isOrBecame(declared, type)
        ? null
        : "type " + IrVerifier.name(type) + " where " + IrVerifier.name(declared) + " is declared";
  }

  /** True when a type is the declared one, or what legalization makes of it. */
  private static boolean isOrBecame(final Type declared, final Type type) {
    return type == declared
        || switch (declared) {
          case I32, I64, V128 -> false;
          case F32 -> type == Type.I32;
          case F64, FUNCREF, EXTERNREF -> type == Type.I64;
        };
  }

  private static boolean inRange(final int index, final int count) {
    return index >= 0 && index < count;
  }
}
