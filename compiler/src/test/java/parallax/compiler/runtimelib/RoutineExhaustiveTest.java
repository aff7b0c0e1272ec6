package parallax.compiler.runtimelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.compiler.CompileException;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.abi.RuntimeFunction.Width;
import parallax.compiler.ir.IrPrinter;

/**
 * Routines with one operand of 32 bits, compiled, for each of the 2^32 operands. Takes about half
 * an hour of one core, so it runs in the profile {@code proof} only. Each chunk of 2^24 operands is
 * compared by a hash and noted under {@code target/proof}; a run that was broken off goes on there,
 * unless the routine, or what it calls, has changed.
 */
@EnabledIfSystemProperty(named = "parallax.proof", matches = "true")
final class RoutineExhaustiveTest {
  private static final int CHUNK = 1 << 24;
  private static final int CHUNKS = 256;

  /** All such routines; -Dparallax.proof.routines names some, with commas between. */
  static List<RuntimeFunction> routines() {
    final String named = System.getProperty("parallax.proof.routines", "");
    return Arrays.stream(RuntimeFunction.values())
        .filter(routine -> routine.params().equals(List.of(Width.I32)))
        .filter(routine -> named.isEmpty() || List.of(named.split(",")).contains(routine.symbol()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("routines")
  void every_operand_of_32_bits(final RuntimeFunction routine)
      throws CompileException, IOException {
    final Path done = Path.of("target", "proof", routine.symbol() + "-" + version(routine));
    Files.createDirectories(done.getParent());
    final int first = Files.exists(done) ? Integer.parseInt(Files.readString(done).strip()) : 0;
    final RoutineDriver driver = new RoutineDriver(routine);
    for (int chunk = first; chunk < CHUNKS; chunk++) {
      final int start = chunk * CHUNK;
      long wanted = 0;
      for (int i = 0; i < CHUNK; i++) {
        wanted = RoutineDriver.hash(wanted, FloatModel.bits(routine, start + i, 0));
      }
      assertThat(driver.range(start, CHUNK))
          .as("%s for 2^24 operands from %x", routine.symbol(), start)
          .isEqualTo(wanted);
      Files.writeString(done, chunk + 1 + "\n");
    }
  }

  /** Tells the routine, with all that it calls, from any other text of it. */
  private static String version(final RuntimeFunction routine) {
    final String ir = IrPrinter.print(new RoutineProgram(List.of(routine)).ir());
    final CRC32 checksum = new CRC32();
    checksum.update(ir.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(checksum.getValue());
  }
}
