package parallax.compiler.binary;

import java.util.HexFormat;
import parallax.compiler.CompileException;

/** Modules given as hexadecimal digits, and what reading and validating them gives. */
final class Bytes {
  /** Magic number and version. */
  static final String HEADER = "0061736d01000000";

  private Bytes() {}

  static byte[] hex(final String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  /** A module of these sections, given without the header. */
  static byte[] module(final String sections) {
    return hex(HEADER + sections);
  }

  /** "ok", or the kind of error and its text. */
  static String outcome(final byte[] wasm) {
    try {
      ModuleValidator.validate(ModuleReader.read(wasm));
      return "ok";
    } catch (final MalformedException e) {
      return "malformed: " + e.text();
    } catch (final InvalidException e) {
      return "invalid: " + e.text();
    } catch (final CompileException e) {
      return e.isUnsupported() ? "unsupported: " + e.feature() : "other: " + e.text();
    }
  }
}
