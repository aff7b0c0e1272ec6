package parallax.compiler.ir;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.abi.TrapKind;

/**
 * Appends instructions to blocks of one function. Results get their types from the operation's row;
 * what is appended after a terminator is a mistake of the caller and throws.
 */
public final class FunctionBuilder {
  private final Function function;
  private Block block;
  private int sourceOffset = -1;

  public FunctionBuilder(final Function function) {
    this.function = function;
  }

  public Function function() {
    return function;
  }

  /** The block that instructions are appended to. */
  public Block block() {
    return block;
  }

  /** Instructions are appended here from now on. */
  public void position(final Block at) {
    block = at;
  }

  /** The source offset that instructions get from now on. */
  public void setSourceOffset(final int offset) {
    sourceOffset = offset;
  }

  public int sourceOffset() {
    return sourceOffset;
  }

  /** Makes a block and adds it to the function's list. */
  public Block newBlock() {
    final Block made = function.newBlock();
    function.blocks().add(made);
    return made;
  }

  /** Adds a parameter to a block. */
  public Value addParam(final Block to, final Type type) {
    final Value param = function.newValue(type);
    to.params().add(param);
    return param;
  }

  public Value constant(final Type type, final long bits) {
    return emit(Op.CONST, type, new Payload.Constant(IrRun.fit(type, bits))).result();
  }

  public Value i32(final long bits) {
    return constant(Type.I32, bits);
  }

  public Value i64(final long bits) {
    return constant(Type.I64, bits);
  }

  public Value unary(final Op op, final Type type, final Value a) {
    return emit(op, type, Payload.NONE, a).result();
  }

  public Value binary(final Op op, final Type type, final Value a, final Value b) {
    return emit(op, type, Payload.NONE, a, b).result();
  }

  /** An operation without type and payload: conversions. */
  public Value convert(final Op op, final Value a) {
    return emit(op, null, Payload.NONE, a).result();
  }

  public Value select(final Value condition, final Value ifTrue, final Value ifFalse) {
    return emit(Op.SELECT, ifTrue.type(), Payload.NONE, condition, ifTrue, ifFalse).result();
  }

  public Value load(final Type type, final MemoryAccess access, final Value index) {
    return emit(Op.LOAD, type, new Payload.Access(access), index).result();
  }

  public void store(final MemoryAccess access, final Value index, final Value value) {
    emit(Op.STORE, value.type(), new Payload.Access(access), index, value);
  }

  /** An operation whose payload is an index. */
  public Instruction indexed(final Op op, final Type type, final int index, final Value... args) {
    return emit(op, type, new Payload.Index(index), args);
  }

  /** An operation whose payload is a pair of indices. */
  public Instruction paired(
      final Op op, final int destination, final int source, final Value... args) {
    return emit(op, null, new Payload.IndexPair(destination, source), args);
  }

  public void trapIf(final Value condition, final TrapKind kind) {
    emit(Op.TRAP_IF, null, new Payload.Trap(kind), condition);
  }

  public List<Value> call(final int callee, final Signature signature, final List<Value> args) {
    return append(Op.CALL, null, new Payload.Index(callee), args, List.of(), signature.results())
        .results();
  }

  /** Calls by reference; {@code args} are without the reference. */
  public List<Value> callRef(
      final Value reference, final Signature signature, final int typeId, final List<Value> args) {
    final List<Value> all = new ArrayList<>(args.size() + 1);
    all.add(reference);
    all.addAll(args);
    return append(
            Op.CALL_REF,
            null,
            new Payload.Callee(signature, typeId),
            all,
            List.of(),
            signature.results())
        .results();
  }

  public void jump(final Block to, final List<Value> args) {
    append(Op.JUMP, null, Payload.NONE, List.of(), List.of(new Target(to, args)), List.of());
  }

  public void branchIf(final Value condition, final Target taken, final Target notTaken) {
    append(Op.BR_IF, null, Payload.NONE, List.of(condition), List.of(taken, notTaken), List.of());
  }

  /** A switch; the last target is the default. */
  public void branchTable(final Value index, final List<Target> targets) {
    append(Op.SWITCH, null, Payload.NONE, List.of(index), targets, List.of());
  }

  public void ret(final List<Value> values) {
    append(Op.RETURN, null, Payload.NONE, values, List.of(), List.of());
  }

  public void trap(final TrapKind kind) {
    append(Op.TRAP, null, new Payload.Trap(kind), List.of(), List.of(), List.of());
  }

  /** Appends an operation whose row fixes its result types. */
  public Instruction emit(
      final Op op, final Type type, final Payload payload, final Value... args) {
    final List<Type> results = new ArrayList<>(1);
    for (final char letter : op.resultShape().toCharArray()) {
      results.add(typeOf(letter, type));
    }
    return append(op, type, payload, List.of(args), List.of(), results);
  }

  /** Appends any instruction; the general form. */
  public Instruction append(
      final Op op,
      final Type type,
      final Payload payload,
      final List<Value> args,
      final List<Target> targets,
      final List<Type> resultTypes) {
    if (block.terminator() != null) {
      throw new IllegalStateException(op + " after the terminator of " + block);
    }
    final List<Value> results = new ArrayList<>(resultTypes.size());
    for (final Type result : resultTypes) {
      results.add(function.newValue(result));
    }
    final Instruction made =
        new Instruction(op, type, payload, args, targets, results, sourceOffset);
    block.instructions().add(made);
    return made;
  }

  /** Appends an instruction that defines values which exist already; for rewriting passes. */
  public Instruction appendDefining(
      final Op op,
      final Type type,
      final Payload payload,
      final List<Value> args,
      final List<Target> targets,
      final List<Value> results) {
    final Instruction made =
        new Instruction(op, type, payload, args, targets, results, sourceOffset);
    block.instructions().add(made);
    return made;
  }

  /** The type that a letter of a shape stands for. */
  static Type typeOf(final char letter, final Type type) {
    return switch (letter) {
      case 'T' -> type;
      case 'i' -> Type.I32;
      case 'l' -> Type.I64;
      case 's' -> Type.F32;
      case 'd' -> Type.F64;
      case 'f' -> Type.FUNCREF;
      default -> throw new IllegalArgumentException("shape letter " + letter);
    };
  }
}
