package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/** Reads types (core 3.0 section 5.3), those of the type section excepted. */
final class TypeReader {
  private static final int REF_NULL = 0x63;
  private static final int REF = 0x64;

  private TypeReader() {}

  static ValType valType(final ByteReader in) throws CompileException {
    final int start = in.position();
    final ValType type = valTypeOrNull(in);
    if (type == null) {
      throw in.malformed("malformed value type", start);
    }
    return type;
  }

  static RefType refType(final ByteReader in) throws CompileException {
    final int start = in.position();
    if (valTypeOrNull(in) instanceof RefType type) {
      return type;
    }
    throw in.malformed("malformed reference type", start);
  }

  /** Null, and nothing read, when the next byte begins no value type. */
  private static ValType valTypeOrNull(final ByteReader in) throws CompileException {
    final int code = in.peek();
    if (code == REF || code == REF_NULL) {
      in.u8();
      return RefType.of(code == REF_NULL, heapType(in));
    }
    final ValType number = NumType.byCode(code);
    final HeapType.Kind heap = HeapType.byCode(code);
    if (number == null && heap == null) {
      return null;
    }
    in.u8();
    return number == null ? RefType.of(true, heap) : number;
  }

  static HeapType heapType(final ByteReader in) throws CompileException {
    final int start = in.position();
    final HeapType.Kind heap = HeapType.byCode(in.peek());
    if (heap != null) {
      in.u8();
      return HeapType.of(heap);
    }
    final long typeIndex = in.s33();
    if (typeIndex < 0) {
      throw in.malformed("malformed heap type", start);
    }
    return HeapType.defined((int) typeIndex);
  }

  static TableType tableType(final ByteReader in) throws CompileException {
    final RefType element = refType(in);
    final ValType address = addressType(in);
    return new TableType(element, limits(in), address);
  }

  static MemoryType memoryType(final ByteReader in) throws CompileException {
    final ValType address = addressType(in);
    return new MemoryType(limits(in), address);
  }

  static GlobalType globalType(final ByteReader in) throws CompileException {
    return new GlobalType(valType(in), mutability(in));
  }

  static boolean mutability(final ByteReader in) throws MalformedException {
    final int start = in.position();
    final int mutability = in.u8();
    if (mutability > 1) {
      throw in.malformed("malformed mutability", start);
    }
    return mutability == 1;
  }

  /** The type index behind the attribute of a tag. */
  static int tagType(final ByteReader in) throws MalformedException {
    final int start = in.position();
    if (in.u8() != 0) {
      throw in.malformed("malformed tag attribute", start);
    }
    return in.index();
  }

  /**
   * A vector of value types.
   *
   * @param what they are, for messages
   */
  static List<ValType> valTypes(final ByteReader in, final String what) throws CompileException {
    final int start = in.position();
    final long count = in.u32();
    if (count > in.remaining()) {
      throw in.malformed("length out of bounds", start);
    }
    if (count > ImplementationLimits.TYPE_ARITY) {
      throw in.unsupported("more than " + ImplementationLimits.TYPE_ARITY + " " + what, start);
    }
    final List<ValType> types = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      types.add(valType(in));
    }
    return types;
  }

  /** What the flags of limits, which stay unread, say of addresses. */
  private static ValType addressType(final ByteReader in) throws MalformedException {
    return (in.peek() & 4) == 0 ? ValType.I32 : ValType.I64;
  }

  /** Bit 0: with a maximum; bit 2: 64-bit addresses. */
  private static Limits limits(final ByteReader in) throws CompileException {
    final int start = in.position();
    final int flags = in.u8();
    if ((flags & ~5) != 0) {
      throw in.malformed("malformed limits flags", start);
    }
    final long min = in.u64();
    return (flags & 1) == 0 ? Limits.atLeast(min) : Limits.between(min, in.u64());
  }
}
