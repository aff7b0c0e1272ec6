package parallax.pvm.host.wasi;

import java.io.OutputStream;
import java.util.List;
import java.util.Random;

/**
 * What a guest is given.
 *
 * @param args its arguments, the name of the program first
 * @param environment its variables as {@code NAME=value}
 * @param folders descriptors 3 and following
 * @param input descriptor 0
 * @param output descriptor 1
 * @param errors descriptor 2
 * @param terminal whether these three are a terminal, so that output is not held back
 * @param clock what time it is
 * @param random where random bytes come from; the guest is told that they are good
 */
public record WasiContext(
    List<String> args,
    List<String> environment,
    List<Preopen> folders,
    GuestInput input,
    OutputStream output,
    OutputStream errors,
    boolean terminal,
    WasiClock clock,
    Random random) {

  /**
   * A folder that is open from the beginning.
   *
   * @param name what the guest knows it by, such as {@code /data}
   */
  public record Preopen(String name, Folder folder) {}

  public WasiContext {
    args = List.copyOf(args);
    environment = List.copyOf(environment);
    folders = List.copyOf(folders);
  }
}
