package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.LocalGroup;

/** Reads the entries of the code section (core 3.0 section 5.5). */
final class CodeReader {
  private static final long LOCALS_OF_THE_FORMAT = 0xFFFF_FFFFL;

  private final BodyScanner scanner;

  CodeReader(final BodyScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * @param in the code section
   * @param function index of the function
   */
  Body body(final ByteReader in, final int function) throws CompileException {
    final int at = in.position();
    final long size = in.u32();
    if (size > in.remaining()) {
      throw in.malformed("unexpected end of section or function", at);
    }
    if (size > ImplementationLimits.BODY_BYTES) {
      throw in.unsupported("function body of " + size + " bytes", at);
    }
    final int start = in.position();
    in.skip(size);
    final ByteReader body =
        new ByteReader(
            in.bytes(),
            start,
            in.position(),
            function,
            "unexpected end of section or function: END opcode expected");
    final List<LocalGroup> groups = locals(body);
    final int code = body.position();
    final int end = scanner.scan(body);
    if (end != body.end()) {
      throw body.malformed("section size mismatch: END opcode expected at the end", end);
    }
    return new Body(function, groups, code, end);
  }

  private List<LocalGroup> locals(final ByteReader in) throws CompileException {
    final int at = in.position();
    final long count = in.u32();
    if (count > ImplementationLimits.LOCALS && count <= in.remaining()) {
      throw in.unsupported("function with " + count + " groups of locals", at);
    }
    final List<LocalGroup> groups = new ArrayList<>();
    long total = 0;
    for (long i = 0; i < count; i++) {
      final int start = in.position();
      final long length = in.u32();
      total += length;
      if (total > LOCALS_OF_THE_FORMAT) {
        throw in.malformed("too many locals", start);
      }
      final ValType type = TypeReader.valType(in);
      scanner.note(type);
      groups.add(new LocalGroup((int) length, type));
    }
    if (total > ImplementationLimits.LOCALS) {
      throw in.unsupported("function with " + total + " locals", at);
    }
    return groups;
  }
}
