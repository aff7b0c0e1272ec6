package parallax.compiler.ir;

import parallax.compiler.abi.TrapKind;

/**
 * What an instruction has beside its operands. {@link Op#payload()} says which kind an operation
 * has.
 */
public sealed interface Payload {
  /** The kinds, for tables. */
  enum Kind {
    NONE,
    CONSTANT,
    INDEX,
    INDEX_PAIR,
    ACCESS,
    TRAP,
    CALLEE
  }

  Kind kind();

  /** Nothing. */
  record None() implements Payload {
    @Override
    public Kind kind() {
      return Kind.NONE;
    }
  }

  /** A constant's bits; i32 and f32 sign-extended. For a reference type only 0, null. */
  record Constant(long bits) implements Payload {
    @Override
    public Kind kind() {
      return Kind.CONSTANT;
    }
  }

  /** An index into one of the program's lists. */
  record Index(int index) implements Payload {
    @Override
    public Kind kind() {
      return Kind.INDEX;
    }
  }

  /** Two indices: destination and source of a copy, or object and segment of an init. */
  record IndexPair(int destination, int source) implements Payload {
    @Override
    public Kind kind() {
      return Kind.INDEX_PAIR;
    }
  }

  /** A memory access. */
  record Access(MemoryAccess access) implements Payload {
    @Override
    public Kind kind() {
      return Kind.ACCESS;
    }
  }

  /** A trap kind. */
  record Trap(TrapKind trap) implements Payload {
    @Override
    public Kind kind() {
      return Kind.TRAP;
    }
  }

  /** The type of a function called by reference, with its canonical id. */
  record Callee(Signature signature, int typeId) implements Payload {
    @Override
    public Kind kind() {
      return Kind.CALLEE;
    }
  }

  Payload NONE = new None();
}
