package parallax.fuzz.pvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.text.Disassembler;

/**
 * Writes what was found as folders, named by what is wrong and by the bytes. That of a machine's
 * difference is a regression as it is: see {@link MachineCaseJson}.
 */
public final class PvmFindings {
  private final Path directory;

  /**
   * @param directory where the folders go
   */
  public PvmFindings(final Path directory) {
    this.directory = directory;
  }

  /**
   * Writes a difference.
   *
   * @param facts where it comes from, such as the seed and the run
   * @return the folder
   */
  public Path write(final MachineResult result, final Map<String, String> facts)
      throws IOException {
    final MachineDifference difference = result.difference().orElseThrow();
    final MachineCase machineCase = result.machineCase();
    final Path folder =
        folder(
            "machine-" + difference.machine() + "-" + difference.rule(),
            BlobWriter.writeBlob(machineCase.blob()));
    MachineCaseJson.write(machineCase, folder);
    Files.writeString(
        folder.resolve("program.txt"),
        new Disassembler(machineCase.blob(), machineCase.profile()).print());
    final StringBuilder outcome = new StringBuilder();
    new TreeMap<>(facts).forEach((name, value) -> outcome.append(name + " = " + value + "\n"));
    outcome.append(difference).append('\n');
    result.exits().forEach(exit -> outcome.append(exit).append('\n'));
    Files.writeString(folder.resolve("outcomes.txt"), outcome);
    return folder;
  }

  /** Writes bytes that broke a reader. */
  public Path write(final byte[] input, final BlobResult.Broken broken) throws IOException {
    final Path folder = folder("blob-" + broken.rule(), input);
    Files.createDirectories(folder);
    Files.write(folder.resolve("input.bin"), input);
    Files.writeString(folder.resolve("outcomes.txt"), broken.detail() + "\n");
    return folder;
  }

  private Path folder(final String what, final byte[] bytes) {
    final CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return directory.resolve(what + "-" + HexFormat.of().toHexDigits((int) checksum.getValue()));
  }
}
