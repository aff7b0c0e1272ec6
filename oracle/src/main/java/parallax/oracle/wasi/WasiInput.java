package parallax.oracle.wasi;

import java.util.List;
import parallax.pvm.host.wasi.FolderImage;

/**
 * What a WASI program is given, as data. Time begins at {@link
 * parallax.pvm.host.wasi.VirtualClock#START}.
 *
 * @param args its arguments, the name of the program first
 * @param environment variables as {@code NAME=value}
 * @param input bytes of standard input
 * @param folders in their order; the files in them are copies
 * @param seed of the random bytes
 */
public record WasiInput(
    List<String> args,
    List<String> environment,
    byte[] input,
    List<GuestFolder> folders,
    long seed) {

  /**
   * A folder.
   *
   * @param name what the guest knows it by, each name once
   */
  public record GuestFolder(String name, FolderImage image) {}

  public WasiInput {
    args = List.copyOf(args);
    environment = List.copyOf(environment);
    folders = List.copyOf(folders);
  }

  /** Arguments alone. */
  public static WasiInput of(final String... args) {
    return new WasiInput(List.of(args), List.of(), new byte[0], List.of(), 1);
  }

  /** The same with these variables. */
  public WasiInput withEnvironment(final String... variables) {
    return new WasiInput(args, List.of(variables), input, folders, seed);
  }

  /** The same with other bytes on standard input. */
  public WasiInput withInput(final byte[] bytes) {
    return new WasiInput(args, environment, bytes, folders, seed);
  }

  /** The same with these folders. */
  public WasiInput withFolders(final GuestFolder... more) {
    return new WasiInput(args, environment, input, List.of(more), seed);
  }
}
