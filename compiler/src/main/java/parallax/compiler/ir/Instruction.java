package parallax.compiler.ir;

import java.util.List;
import parallax.compiler.abi.TrapKind;

/**
 * One operation with its operands. Which of the side fields mean something is said by {@link
 * Op#payload()}.
 *
 * <p>{@link #type()} is the type that selects the operation's width: the result type for
 * arithmetic, the operand type for comparisons, the value type for loads and stores; null where the
 * operation has one width only.
 */
public final class Instruction {
  private final Op op;
  private final Type type;
  private final Payload payload;
  private final int sourceOffset;
  private List<Value> args;
  private List<Target> targets;
  private final List<Value> results;

  Instruction(
      final Op op,
      final Type type,
      final Payload payload,
      final List<Value> args,
      final List<Target> targets,
      final List<Value> results,
      final int sourceOffset) {
    this.op = op;
    this.type = type;
    this.payload = payload;
    this.args = List.copyOf(args);
    this.targets = List.copyOf(targets);
    this.results = List.copyOf(results);
    this.sourceOffset = sourceOffset;
  }

  public Op op() {
    return op;
  }

  public Type type() {
    return type;
  }

  public Payload payload() {
    return payload;
  }

  /** Operands, without those that edges carry. */
  public List<Value> args() {
    return args;
  }

  public Value arg(final int index) {
    return args.get(index);
  }

  /** Replaces the operands; for passes. */
  public void setArgs(final List<Value> newArgs) {
    args = List.copyOf(newArgs);
  }

  /**
   * Edges, for terminators: {@code br_if} has taken then not taken, {@code switch} its cases then
   * the default.
   */
  public List<Target> targets() {
    return targets;
  }

  /** Replaces the edges; for passes. */
  public void setTargets(final List<Target> newTargets) {
    targets = List.copyOf(newTargets);
  }

  public List<Value> results() {
    return results;
  }

  /** The only result. */
  public Value result() {
    if (results.size() != 1) {
      throw new IllegalStateException(op + " has " + results.size() + " results");
    }
    return results.get(0);
  }

  /**
   * Byte offset in the source module of what this instruction stands for; -1 when it stands for
   * nothing there.
   */
  public int sourceOffset() {
    return sourceOffset;
  }

  // Typed views of the payload.

  /** The constant of {@code const}: i32 sign-extended. */
  public long constant() {
    return ((Payload.Constant) payload).bits();
  }

  /** The index (function, global, table, segment, memory) of operations whose payload is one. */
  public int index() {
    return ((Payload.Index) payload).index();
  }

  /** The two indices of copies and inits: destination, source. */
  public Payload.IndexPair indices() {
    return (Payload.IndexPair) payload;
  }

  public MemoryAccess access() {
    return ((Payload.Access) payload).access();
  }

  public TrapKind trapKind() {
    return ((Payload.Trap) payload).trap();
  }

  /** The type of the called function, for {@code call_ref}. */
  public Payload.Callee callee() {
    return (Payload.Callee) payload;
  }
}
