package parallax.fuzz.pvm;

import java.util.Arrays;
import java.util.Optional;
import parallax.fuzz.entropy.Tape;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.CodeValidator;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;
import parallax.pvm.text.Disassembler;

/**
 * Gives bytes to everything that reads programs. Whatever they are, a reader refuses them with a
 * BlobException, or writing what it read gives the same bytes; and printing a program and
 * assembling the text gives the same program, in both profiles.
 */
public final class BlobDecodingCheck {
  private static final int MAX_EDITS = 4;
  private static final int MAX_DATA = 64;
  private static final int[] INTERESTING = {0, 1, 0x7F, 0x80, 0x81, 0xBF, 0xC0, 0xF0, 0xFE, 0xFF};

  /** What the bytes are taken for. */
  public enum Form {
    /** Jump table, code, mask. */
    BLOB,
    /** With memory. */
    STANDARD,
    /** As services are stored. */
    WITH_METADATA
  }

  /** Bytes and what they are taken for. */
  public record Input(Form form, byte[] bytes) {}

  private BlobDecodingCheck() {}

  /**
   * What the bytes of a fuzzer stand for: a quarter of the time themselves, otherwise a generated
   * program as it is or with some changes.
   */
  public static Input input(final byte[] bytes) {
    final Tape tape = new Tape(bytes);
    final Form form = Form.values()[tape.below(Form.values().length)];
    if (tape.below(4) == 0) {
      final byte[] rest = new byte[tape.remaining()];
      for (int i = 0; i < rest.length; i++) {
        rest[i] = (byte) tape.u8();
      }
      return new Input(form, rest);
    }
    final Tape edits = tape.slice(32);
    byte[] program = program(form, tape);
    for (int i = edits.below(MAX_EDITS); i > 0 && program.length > 0; i--) {
      program = edit(program, edits);
    }
    return new Input(form, program);
  }

  private static byte[] program(final Form form, final Tape tape) {
    final Profile profile = tape.oneIn(2) ? Profile.GP_0_8_0 : Profile.GP_0_7_2;
    final int tableLength = ProgramGenerator.tableLength(tape);
    final long[] pages = {0x20000};
    final Values values = new Values(pages, pages, tableLength);
    final boolean damaged = tape.oneIn(3);
    final byte[] ro = new byte[tape.below(MAX_DATA)];
    final byte[] rw = new byte[tape.below(MAX_DATA)];
    final byte[] metadata = new byte[tape.oneIn(4) ? 127 + tape.below(3) : tape.below(3)];
    final int heapPages = tape.below(3);
    final int stackSize = tape.below(9_000);
    final ProgramBlob blob =
        new ProgramGenerator(profile, values, tableLength, tape).generate(damaged);
    if (form == Form.BLOB) {
      return BlobWriter.writeBlob(blob);
    }
    return BlobWriter.writeStandard(
        new StandardProgram(
            form == Form.WITH_METADATA ? Optional.of(metadata) : Optional.empty(),
            ro,
            rw,
            heapPages,
            stackSize,
            blob));
  }

  private static byte[] edit(final byte[] bytes, final Tape tape) {
    // Headers are at the front.
    final int at =
        tape.oneIn(2) ? tape.below(bytes.length) : tape.below(Math.min(16, bytes.length));
    return switch (tape.below(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        final byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = (byte) INTERESTING[tape.below(INTERESTING.length)];
        yield longer;
      }
      case 2 -> set(bytes, at, INTERESTING[tape.below(INTERESTING.length)]);
      default -> set(bytes, at, tape.u8());
    };
  }

  private static byte[] set(final byte[] bytes, final int at, final int value) {
    final byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  /** Reads, writes, prints, assembles. */
  public static BlobResult run(final Input input) {
    try {
      return switch (input.form()) {
        case BLOB -> {
          final ProgramBlob blob = BlobReader.readBlob(input.bytes());
          yield judge(input.bytes(), BlobWriter.writeBlob(blob), blob);
        }
        case STANDARD -> judge(input.bytes(), BlobReader.readStandard(input.bytes()));
        case WITH_METADATA ->
            judge(input.bytes(), BlobReader.readStandardWithMetadata(input.bytes()));
      };
    } catch (final BlobException refusal) {
      return new BlobResult.Refused(refusal.getMessage());
    } catch (final RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
      return new BlobResult.Broken("crash", thrown.toString());
    }
  }

  private static BlobResult judge(final byte[] input, final StandardProgram program) {
    return judge(input, BlobWriter.writeStandard(program), program.blob());
  }

  private static BlobResult judge(
      final byte[] input, final byte[] written, final ProgramBlob blob) {
    // A table entry of no position that code can have is held as the largest there is.
    final boolean isHeldShort =
        Arrays.stream(blob.jumpTable()).anyMatch(entry -> entry == Integer.MAX_VALUE);
    if (isHeldShort ? input.length != written.length : !Arrays.equals(input, written)) {
      return new BlobResult.Broken("bytes", "they differ at " + Arrays.mismatch(input, written));
    }
    for (final Profile profile : Profile.values()) {
      final Optional<BlobResult.Broken> broken = text(blob, profile);
      if (broken.isPresent()) {
        return broken.get();
      }
      BasicBlocks.of(blob, profile);
      final boolean isMalformed = CodeValidator.firstMalformation(blob, profile).isPresent();
      if (isMalformed && CodeValidator.firstProblem(blob, profile).isEmpty()) {
        return new BlobResult.Broken("crash", "malformed code without a problem");
      }
    }
    return new BlobResult.Accepted(
        CodeValidator.firstMalformation(blob, Profile.GP_0_8_0).isEmpty());
  }

  private static Optional<BlobResult.Broken> text(final ProgramBlob blob, final Profile profile) {
    final String text = new Disassembler(blob, profile).print();
    try {
      final ProgramBlob again = Assembler.assemble(text, profile);
      return again.equals(blob)
          ? Optional.empty()
          : Optional.of(new BlobResult.Broken("text", profile.label() + ":\n" + text));
    } catch (final AssemblyException refusal) {
      return Optional.of(
          new BlobResult.Broken(
              "text", profile.label() + ": " + refusal.getMessage() + "\n" + text));
    }
  }
}
