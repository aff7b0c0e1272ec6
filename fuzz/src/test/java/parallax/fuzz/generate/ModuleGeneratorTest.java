package parallax.fuzz.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.dylibso.chicory.wasm.Parser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.fuzz.entropy.SeededTapes;

/** Every byte string is a module that two validators accept. */
final class ModuleGeneratorTest {
  /** 100,000 by -Dfuzz.tapes=100000, which takes a few minutes. */
  private static final int TAPES = Integer.getInteger("fuzz.tapes", 3_000);

  private static void assertValid(final byte[] tape, final StackProfile profile) {
    final byte[] wasm = ModuleGenerator.generate(tape, profile).wasm();
    assertThatCode(() -> ModuleValidator.validate(ModuleReader.read(wasm)))
        .as("ours, tape %s", Arrays.toString(tape))
        .doesNotThrowAnyException();
    assertThatCode(() -> Parser.parse(wasm))
        .as("Chicory's, tape %s", Arrays.toString(tape))
        .doesNotThrowAnyException();
  }

  @Test
  void random_tapes_give_modules_that_both_validators_accept() {
    for (int run = 0; run < TAPES; run++) {
      final byte[] tape =
          run % 4 == 0 ? SeededTapes.tape(7, run, 0, 512) : SeededTapes.tape(7, run);
      assertValid(tape, run % 16 == 1 ? StackProfile.DEEP : StackProfile.BOUNDED);
    }
  }

  @Test
  void special_tapes_give_modules_that_both_validators_accept() {
    final List<byte[]> tapes = new ArrayList<>();
    for (final int length : new int[] {0, 1, 2, 3, 64, 128, 129, 500, 5_000, 70_000}) {
      for (final int value : new int[] {0x00, 0xFF, 0x7F, 0x80, 0x01, 0x55}) {
        final byte[] tape = new byte[length];
        Arrays.fill(tape, (byte) value);
        tapes.add(tape);
      }
    }
    tapes.add(SeededTapes.tape(1, 1, 200_000, 200_000));
    for (final byte[] tape : tapes) {
      for (final StackProfile profile : StackProfile.values()) {
        assertValid(tape, profile);
      }
    }
  }

  @Test
  void the_same_tape_gives_the_same_module_and_calls() {
    for (int run = 0; run < 200; run++) {
      final byte[] tape = SeededTapes.tape(3, run);
      final GeneratedModule first = ModuleGenerator.generate(tape);
      final GeneratedModule second = ModuleGenerator.generate(tape.clone());
      assertThat(second.wasm()).isEqualTo(first.wasm());
      assertThat(second.calls()).isEqualTo(first.calls());
    }
  }

  @Test
  void bytes_past_the_limit_change_nothing() {
    final byte[] tape = SeededTapes.tape(3, 0, 100_000, 100_000);
    assertThat(ModuleGenerator.generate(tape).wasm())
        .isEqualTo(ModuleGenerator.generate(Arrays.copyOf(tape, ModuleGenerator.MAX_TAPE)).wasm());
  }

  @Test
  void every_module_has_calls() {
    for (int run = 0; run < 100; run++) {
      assertThat(ModuleGenerator.generate(SeededTapes.tape(5, run, 0, 300)).calls()).isNotEmpty();
    }
  }
}
