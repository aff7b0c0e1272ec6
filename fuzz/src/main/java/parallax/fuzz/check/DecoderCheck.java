package parallax.fuzz.check;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.binary.InvalidException;
import parallax.compiler.binary.MalformedException;
import parallax.fuzz.entropy.Tape;

/**
 * Gives bytes to the whole compiler, all verifiers on. Whatever they are, they are compiled or
 * refused with a CompileException.
 */
public final class DecoderCheck {
  private DecoderCheck() {}

  /**
   * What the bytes of a fuzzer stand for: a quarter of the time themselves, without the first one,
   * otherwise a valid module with some changes.
   */
  public static byte[] input(final byte[] bytes) {
    final Tape tape = new Tape(bytes);
    if (tape.below(4) != 0) {
      return ModuleMutation.mutate(tape);
    }
    final byte[] rest = new byte[tape.remaining()];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (byte) tape.u8();
    }
    return rest;
  }

  /** Compiles. */
  public static DecoderResult run(final byte[] input) {
    try {
      WasmCompiler.compile(List.of(InstanceSpec.of(input)), CompilerOptions.DEFAULT);
      return new DecoderResult.Accepted();
    } catch (final CompileException refusal) {
      return new DecoderResult.Refused(kind(refusal), refusal.getMessage());
    } catch (final RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
      return new DecoderResult.Broken(thrown);
    }
  }

  private static String kind(final CompileException refusal) {
    if (refusal instanceof MalformedException) {
      return "malformed";
    }
    if (refusal instanceof InvalidException) {
      return "invalid";
    }
    return refusal.isUnsupported() ? "unsupported" : "too large";
  }
}
