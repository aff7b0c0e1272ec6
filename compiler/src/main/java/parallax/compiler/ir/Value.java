package parallax.compiler.ir;

/**
 * An SSA value: a result of an instruction or a parameter of a block. Identity is the object;
 * {@link #id()} is dense within its function and indexes side tables.
 */
public final class Value {
  private final int id;
  private Type type;

  Value(final int id, final Type type) {
    this.id = id;
    this.type = type;
  }

  /** Dense number within the function, from 0. */
  public int id() {
    return id;
  }

  public Type type() {
    return type;
  }

  /** Changes the type; only legalization does, when it turns references into integers. */
  public void retype(final Type to) {
    type = to;
  }

  @Override
  public String toString() {
    return "v" + id;
  }
}
