package parallax.fuzz.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import parallax.corpus.program.Operand;
import parallax.corpus.program.Step;
import parallax.fuzz.generate.GeneratedCall;
import parallax.fuzz.generate.StackProfile;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.report.ReproducerBundle;

/**
 * Writes what was found as folders that the corpus takes as regressions as they are. A folder is
 * named by what is wrong and by the module, so that the same finding is written once.
 */
public final class Findings {
  private final Path directory;

  /**
   * @param directory where the folders go
   */
  public Findings(final Path directory) {
    this.directory = directory;
  }

  /**
   * Writes a difference: the module, the calls up to the one that differed, what every engine did.
   *
   * @param facts where it comes from, such as the seed and the run
   * @return the folder
   */
  public Path write(
      final DifferentialResult result, final StackProfile profile, final Map<String, String> facts)
      throws IOException {
    final Verdict.Difference difference = result.difference().orElseThrow();
    final List<Step> steps = new ArrayList<>();
    for (final GeneratedCall call : result.module().calls().subList(0, result.calls())) {
      final List<Operand> args = new ArrayList<>();
      call.args().forEach(value -> args.add(new Operand.Literal(value)));
      steps.add(new Step.Call(call.export(), false, args, Optional.empty()));
    }
    return write(
        difference.engine() + "-" + difference.rule(),
        result.module().wasm(),
        steps,
        profile,
        facts);
  }

  /** Writes bytes that broke the compiler; there is nothing to call. */
  public Path write(final byte[] input, final Map<String, String> facts) throws IOException {
    return write("compiler-broken", input, List.of(), StackProfile.DEEP, facts);
  }

  private Path write(
      final String what,
      final byte[] wasm,
      final List<Step> steps,
      final StackProfile profile,
      final Map<String, String> facts)
      throws IOException {
    final CRC32 checksum = new CRC32();
    checksum.update(wasm);
    final String name = what + "-" + HexFormat.of().toHexDigits((int) checksum.getValue());
    final Map<String, String> all = new TreeMap<>(facts);
    all.put("host", "mixing");
    all.put("stack", Integer.toString(DifferentialCheck.options(profile).stackSize()));
    final Path folder = directory.resolve(name);
    ReproducerBundle.record(
            name,
            wasm,
            steps,
            Differential.profiles(DifferentialCheck.options(profile)),
            HostFunctions.MIXING,
            DifferentialCheck.FUEL,
            all)
        .write(folder);
    return folder;
  }
}
