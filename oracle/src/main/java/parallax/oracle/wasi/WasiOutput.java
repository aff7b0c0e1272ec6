package parallax.oracle.wasi;

import java.util.List;
import parallax.oracle.wasi.WasiInput.GuestFolder;

/**
 * What a program has done on one engine.
 *
 * @param engine its name
 * @param output bytes of standard output
 * @param errors bytes of standard error
 * @param folders what is in them now, in the order in which they were given
 */
public record WasiOutput(String engine, byte[] output, byte[] errors, List<GuestFolder> folders) {
  public WasiOutput {
    folders = List.copyOf(folders);
  }
}
