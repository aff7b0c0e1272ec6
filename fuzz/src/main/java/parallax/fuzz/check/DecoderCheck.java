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
   * otherwise a generated module with some changes.
   */
  public static byte[] input(final byte[] bytes) {
    return input(bytes, List.of());
  }

  /**
   * As {@link #input(byte[])}, but half of the time one of the seeds with some changes.
   *
   * @param seeds modules to start from; none is as good as leaving them out
   */
  public static byte[] input(final byte[] bytes, final List<byte[]> seeds) {
    final Tape tape = new Tape(bytes);
    final int choice = tape.below(4);
    if (choice == 0) {
      return tape.rest();
    }
    return choice == 1 || seeds.isEmpty()
        ? ModuleMutation.mutate(tape)
        : ModuleMutation.mutateSeed(tape, seeds.get((int) (tape.bits(3) % seeds.size())));
  }

  /** The bytes of a fuzzer that {@link #input} takes for these bytes. */
  public static byte[] asIs(final byte[] module) {
    final byte[] bytes = new byte[module.length + 1];
    System.arraycopy(module, 0, bytes, 1, module.length);
    return bytes;
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
