package parallax.fuzz.check;

import java.util.Arrays;
import parallax.fuzz.entropy.Tape;
import parallax.fuzz.generate.ModuleGenerator;

/** Valid modules with a few changed, missing, added or repeated bytes. */
final class ModuleMutation {
  private static final int EDIT_BYTES = 64;
  private static final int MAX_EDITS = 8;
  private static final int MAX_RANGE = 16;

  /** Magic and version, of which there is nothing more to learn. */
  private static final int HEADER = 8;

  private static final int[] INTERESTING = {
    0x00, 0x01, 0x0B, 0x40, 0x7E, 0x7F, 0x80, 0xFF, 0xFC, 0x05, 0x70, 0x10
  };

  private ModuleMutation() {}

  /** The module of the tape's rest, changed as its beginning says. */
  static byte[] mutate(final Tape tape) {
    final Tape edits = tape.slice(EDIT_BYTES);
    return mutate(edits, ModuleGenerator.generate(tape.rest()).wasm());
  }

  /** A seed, changed as the tape says; half of the time a byte or two that keep their places. */
  static byte[] mutateSeed(final Tape edits, final byte[] seed) {
    if (edits.oneIn(2)) {
      return mutate(edits, seed);
    }
    byte[] module = seed;
    for (int i = edits.below(2); i >= 0 && module.length > HEADER; i--) {
      final int at = HEADER + (int) (edits.bits(3) % (module.length - HEADER));
      module = set(module, at, edits.oneIn(2) ? edits.u8() : module[at] + edits.below(5) - 2);
    }
    return module;
  }

  /** A module, changed as the tape says. */
  private static byte[] mutate(final Tape edits, final byte[] original) {
    byte[] module = original;
    final int count = 1 + edits.below(MAX_EDITS);
    for (int i = 0; i < count && module.length > 0; i++) {
      module = edit(module, edits);
    }
    return module;
  }

  private static byte[] edit(final byte[] module, final Tape tape) {
    final int at = (int) (tape.bits(3) % module.length);
    final int length = Math.min(1 + tape.below(MAX_RANGE), module.length - at);
    return switch (tape.below(8)) {
      case 0, 1 -> set(module, at, tape.u8());
      case 2, 3 -> set(module, at, INTERESTING[tape.below(INTERESTING.length)]);
      case 4 -> set(module, at, module[at] ^ 1 << tape.below(8));
      case 5 -> splice(module, at, at + length, new byte[0]);
      case 6 -> splice(module, at, at, Arrays.copyOfRange(module, at, at + length));
      default ->
          tape.oneIn(2)
              ? Arrays.copyOf(module, at)
              : splice(module, at, at, new byte[] {(byte) tape.u8()});
    };
  }

  private static byte[] set(final byte[] module, final int at, final int value) {
    final byte[] changed = module.clone();
    changed[at] = (byte) value;
    return changed;
  }

  /** Replaces a range. */
  private static byte[] splice(
      final byte[] module, final int from, final int to, final byte[] middle) {
    final byte[] spliced = new byte[from + middle.length + module.length - to];
    System.arraycopy(module, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(module, to, spliced, from + middle.length, module.length - to);
    return spliced;
  }
}
