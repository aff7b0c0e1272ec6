package parallax.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.ProgramBlob;

/** Code that is large enough to measure how fast it is translated or priced. */
public enum CodeSample {
  /** Some thousand short loops in assembly, one after another. */
  LOOPS {
    @Override
    ProgramBlob blob(final Optional<Path> shared, final Profile profile) {
      final StringBuilder text = new StringBuilder("  jump @b0\n");
      for (int i = 0; i < LOOP_COUNT; i++) {
        text.append(LOOP.replace("@b", "@b" + i));
      }
      text.append("@b").append(LOOP_COUNT).append(":\n  jump_ind ra, 0\n");
      return Workload.assembled(text.toString(), profile).blob();
    }
  },
  /** An interpreter of PVM programs, compiled at O0: what real programs look like today. */
  REAL_PROGRAM {
    @Override
    boolean isAvailable(final Optional<Path> shared) {
      return shared.filter(root -> Files.isRegularFile(root.resolve(MODULE))).isPresent();
    }

    @Override
    ProgramBlob blob(final Optional<Path> shared, final Profile profile) {
      if (!isAvailable(shared)) {
        throw new BenchException(MODULE + " of the shared test data is not there");
      }
      return Workload.compiled(shared.orElseThrow().resolve(MODULE), "main", profile).blob();
    }
  };

  private static final String MODULE = "real/anan-as-compiler.wasm";
  private static final int LOOP_COUNT = 3_000;
  private static final String LOOP =
      """
      @b:
        load_ind_u64 t0, [s0+0x21000]
        add_64 a1, a1, t0
        xor a4, a4, a1
        rot_r_64_imm a4, a4, 32
        add_64 a3, a3, a4
        mul_64 a2, a2, a3
        store_ind_u64 a2, [s0+0x21000]
        add_imm_64 s0, s0, 8
        branch_lt_u_imm s0, 1024, @b
      """;

  /** Whether it is there, given the shared test data. */
  boolean isAvailable(final Optional<Path> shared) {
    return true;
  }

  /** The code. */
  abstract ProgramBlob blob(Optional<Path> shared, Profile profile);

  /** Instructions in it. */
  static int instructions(final ProgramBlob blob, final Profile profile) {
    final InstructionReader reader = blob.reader(profile);
    final int length = blob.code().length;
    int count = 0;
    for (int pc = 0; pc < length; pc = reader.next(pc)) {
      count++;
    }
    return count;
  }

  /** How it is called in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
