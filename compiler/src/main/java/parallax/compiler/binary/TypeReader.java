package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/** Reads types (core 2.0 section 5.3); those of later proposals are refused by name. */
final class TypeReader {
  private TypeReader() {}

  static ValType valType(final ByteReader in) throws CompileException {
    final int start = in.position();
    final int code = in.u8();
    final ValType type = ValType.byCode(code);
    if (type != null) {
      return type;
    }
    final Feature later = laterFeature(code);
    if (later != null) {
      throw in.unsupported(later.label(), start);
    }
    throw in.malformed("malformed value type", start);
  }

  static ValType refType(final ByteReader in) throws CompileException {
    final int start = in.position();
    final int code = in.peek();
    final ValType type = ValType.byCode(code);
    if (type != null && type.isReference()) {
      in.u8();
      return type;
    }
    final Feature later = type == null ? laterFeature(code) : null;
    if (later != null) {
      throw in.unsupported(later.label(), start);
    }
    throw in.malformed("malformed reference type", start);
  }

  /**
   * What ref.null names: in core 2.0 one of the two reference types, later any heap type or type
   * index.
   */
  static ValType heapType(final ByteReader in) throws CompileException {
    final int start = in.position();
    final int code = in.peek();
    if (code < 0x40 || code >= 0x80) {
      if (in.s33() < 0) {
        throw in.malformed("malformed heap type", start);
      }
      throw in.unsupported(Feature.TYPED_REFERENCES.label(), start);
    }
    return refType(in);
  }

  /** The proposal that a type's code belongs to, or null when it is no type at all. */
  static Feature laterFeature(final int code) {
    return switch (code) {
      case 0x63, 0x64 -> Feature.TYPED_REFERENCES;
      case 0x69, 0x74 -> Feature.EXCEPTIONS;
      case 0x68, 0x75 -> Feature.STACK_SWITCHING;
      case 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73 -> Feature.GC;
      default -> null;
    };
  }

  static FuncType funcType(final ByteReader in) throws CompileException {
    final int start = in.position();
    final int form = in.u8();
    switch (form) {
      case 0x60 -> {
        return new FuncType(valTypes(in), valTypes(in));
      }
      case 0x4E, 0x4F, 0x50, 0x5E, 0x5F -> throw in.unsupported(Feature.GC.label(), start);
      case 0x5D -> throw in.unsupported(Feature.STACK_SWITCHING.label(), start);
      default -> throw in.malformed("malformed function type", start);
    }
  }

  static TableType tableType(final ByteReader in) throws CompileException {
    final ValType element = refType(in);
    return new TableType(element, limits(in));
  }

  static MemoryType memoryType(final ByteReader in) throws CompileException {
    return new MemoryType(limits(in));
  }

  static GlobalType globalType(final ByteReader in) throws CompileException {
    final ValType type = valType(in);
    final int start = in.position();
    final int mutability = in.u8();
    if (mutability > 1) {
      throw in.malformed("malformed mutability", start);
    }
    return new GlobalType(type, mutability == 1);
  }

  private static List<ValType> valTypes(final ByteReader in) throws CompileException {
    final int start = in.position();
    final long count = in.u32();
    if (count > in.remaining()) {
      throw in.malformed("length out of bounds", start);
    }
    if (count > ImplementationLimits.TYPE_ARITY) {
      throw in.unsupported("more than " + ImplementationLimits.TYPE_ARITY + " parameters", start);
    }
    final List<ValType> types = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      types.add(valType(in));
    }
    return types;
  }

  private static Limits limits(final ByteReader in) throws CompileException {
    final int start = in.position();
    final int flags = in.u8();
    if (flags >= 0x10) {
      throw in.malformed(
          flags >= 0x80 ? "integer representation too long" : "malformed limits flags", start);
    }
    if ((flags & 8) != 0) {
      throw in.unsupported(Feature.CUSTOM_PAGE_SIZES.label(), start);
    }
    if ((flags & 4) != 0) {
      throw in.unsupported(Feature.MEMORY64.label(), start);
    }
    if ((flags & 2) != 0) {
      throw in.unsupported(Feature.THREADS.label(), start);
    }
    final long min = in.u32();
    return new Limits(min, flags == 1 ? in.u32() : -1);
  }
}
