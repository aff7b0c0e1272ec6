package parallax.oracle.wasi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import parallax.oracle.engine.ChicoryWasi;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.wasi.WasiInput.GuestFolder;
import parallax.pvm.host.wasi.FolderImage;
import parallax.pvm.host.wasi.VirtualClock;

/** Chicory's WASI, with copies of the files in a temporary folder of the computer. */
final class ReferenceSession implements WasiSession {
  private final String engine;
  private final Path place;
  private final Map<String, Path> folders = new LinkedHashMap<>();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final ChicoryWasi wasi;

  ReferenceSession(final String engine, final WasiInput input) throws IOException {
    this.engine = engine;
    place = Files.createTempDirectory("parallax-wasi");
    for (final GuestFolder folder : input.folders()) {
      final Path copy = Files.createDirectory(place.resolve(String.valueOf(folders.size())));
      folder.image().write(copy);
      folders.put(folder.name(), copy);
    }
    for (final Path path : deepestFirst()) {
      final FileTime time = FileTime.from(VirtualClock.START, TimeUnit.NANOSECONDS);
      Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(time, time, null);
    }
    wasi =
        new ChicoryWasi(
            input.args(),
            input.environment(),
            folders,
            input.input(),
            output,
            errors,
            input.seed());
  }

  private List<Path> deepestFirst() throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }

  @Override
  public HostFunctions host() {
    return wasi;
  }

  @Override
  public WasiOutput output() throws IOException {
    final List<GuestFolder> left = new ArrayList<>();
    for (final Map.Entry<String, Path> folder : folders.entrySet()) {
      left.add(new GuestFolder(folder.getKey(), FolderImage.read(folder.getValue())));
    }
    return new WasiOutput(engine, output.toByteArray(), errors.toByteArray(), left);
  }

  @Override
  public void close() throws IOException {
    wasi.close();
    for (final Path path : deepestFirst()) {
      Files.delete(path);
    }
  }
}
