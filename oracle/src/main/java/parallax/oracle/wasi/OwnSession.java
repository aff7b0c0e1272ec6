package parallax.oracle.wasi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.WasiFunctions;
import parallax.oracle.wasi.WasiInput.GuestFolder;
import parallax.pvm.host.wasi.FolderImage;
import parallax.pvm.host.wasi.GuestInput;
import parallax.pvm.host.wasi.MemoryFolder;
import parallax.pvm.host.wasi.VirtualClock;
import parallax.pvm.host.wasi.WasiContext;
import parallax.pvm.host.wasi.WasiHost;

/** Our own WASI, with files in memory and virtual time. */
final class OwnSession implements WasiSession {
  private final String engine;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<String> names = new ArrayList<>();
  private final List<MemoryFolder> folders = new ArrayList<>();
  private final WasiHost host;

  OwnSession(final String engine, final WasiInput input) {
    this.engine = engine;
    final List<WasiContext.Preopen> preopens = new ArrayList<>();
    for (final GuestFolder folder : input.folders()) {
      final MemoryFolder copy = MemoryFolder.of(folder.image(), VirtualClock.START);
      names.add(folder.name());
      folders.add(copy);
      preopens.add(new WasiContext.Preopen(folder.name(), copy));
    }
    host =
        new WasiHost(
            new WasiContext(
                input.args(),
                input.environment(),
                preopens,
                GuestInput.of(input.input()),
                output,
                errors,
                false,
                new VirtualClock(),
                new Random(input.seed())));
  }

  @Override
  public HostFunctions host() {
    return new WasiFunctions(host);
  }

  @Override
  public WasiOutput output() {
    final List<GuestFolder> left = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      left.add(new GuestFolder(names.get(i), FolderImage.read(folders.get(i))));
    }
    return new WasiOutput(engine, output.toByteArray(), errors.toByteArray(), left);
  }

  @Override
  public void close() {
    host.close();
  }
}
