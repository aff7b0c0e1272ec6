package parallax.pvm.host.wasi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A folder of the host. It is reached only as the host's own path to the root, extended by single
 * names; every use makes sure again that each of them is still the folder that it was, and no link
 * that was put in its place. No operation follows a link.
 *
 * <p>Others who change the folder at the same time can still get between that check and the use.
 */
public final class HostFolder implements Folder {
  private final HostFolder parent;
  private final Path place;
  private final Object key;

  private HostFolder(HostFolder parent, Path place, Object key) {
    this.parent = parent;
    this.place = place;
    this.key = key;
  }

  /**
   * Gives a folder to guests.
   *
   * @throws IOException if there is no such folder
   */
  public static HostFolder root(Path path) throws IOException {
    Path real = path.toRealPath();
    return new HostFolder(null, real, attributes(real).fileKey());
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Its path, if it is still there. */
  private Path path() throws IOException {
    if (parent != null) {
      parent.path();
    }
    BasicFileAttributes now = attributes(place);
    boolean same = key == null || key.equals(now.fileKey());
    if (!now.isDirectory() || !same) {
      throw new NoSuchFileException(place.toString());
    }
    return place;
  }

  /** The path of a name; it is one step below this folder and no more, whatever the name is. */
  private Path child(String name) throws IOException {
    Path step = place.getFileSystem().getPath(name);
    boolean single =
        !step.isAbsolute()
            && step.getNameCount() == 1
            && step.getFileName().toString().equals(name)
            && !name.equals(".")
            && !name.equals("..");
    WasiFailure.unless(single, Errno.INVAL);
    return path().resolve(step);
  }

  private static FileStat stat(Path path) throws IOException {
    BasicFileAttributes basic = attributes(path);
    FileType type = type(basic);
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    long links =
        unix && type != FileType.DIRECTORY
            ? ((Number) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS))
                .longValue()
            : 1;
    FileTime changed =
        unix
            ? (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
            : basic.lastModifiedTime();
    Object key = basic.fileKey() == null ? path : basic.fileKey();
    return new FileStat(
        key,
        type,
        links,
        type == FileType.DIRECTORY ? 0 : basic.size(),
        basic.lastAccessTime().to(TimeUnit.NANOSECONDS),
        basic.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        changed.to(TimeUnit.NANOSECONDS));
  }

  private static FileType type(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return FileType.SYMBOLIC_LINK;
    }
    if (attributes.isDirectory()) {
      return FileType.DIRECTORY;
    }
    return attributes.isRegularFile() ? FileType.REGULAR_FILE : FileType.UNKNOWN;
  }

  @Override
  public FileStat stat() {
    return HostFailures.call(() -> stat(path()));
  }

  @Override
  public void setTimes(FileTimes times) {
    HostFailures.run(() -> setTimes(path(), times));
  }

  private static void setTimes(Path path, FileTimes times) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(fileTime(times.modified()), fileTime(times.accessed()), null);
  }

  private static FileTime fileTime(OptionalLong nanoseconds) {
    return nanoseconds.isPresent()
        ? FileTime.from(nanoseconds.getAsLong(), TimeUnit.NANOSECONDS)
        : null;
  }

  @Override
  public List<String> names() {
    return HostFailures.call(
        () -> {
          List<String> names = new ArrayList<>();
          try (DirectoryStream<Path> entries = Files.newDirectoryStream(path())) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
          }
          Collections.sort(names);
          return names;
        });
  }

  @Override
  public Optional<FileStat> stat(String name) {
    return HostFailures.call(
        () -> {
          Path path = child(name);
          try {
            return Optional.of(stat(path));
          } catch (NoSuchFileException nothing) {
            return Optional.<FileStat>empty();
          }
        });
  }

  @Override
  public Folder folder(String name) {
    return HostFailures.call(
        () -> {
          Path path = child(name);
          BasicFileAttributes attributes = attributes(path);
          WasiFailure.unless(attributes.isDirectory(), Errno.NOTDIR);
          return new HostFolder(this, path, attributes.fileKey());
        });
  }

  @Override
  public String link(String name) {
    return HostFailures.call(() -> Files.readSymbolicLink(child(name)).toString());
  }

  @Override
  public OpenFile open(String name, boolean read, boolean write) {
    return HostFailures.call(
        () -> {
          Path path = child(name);
          FileStat stat = stat(path);
          // Opening a pipe or a device could wait for ever or do something.
          WasiFailure.unless(stat.isFile(), stat.isLink() ? Errno.LOOP : Errno.NOTSUP);
          return new HostFile(FileChannel.open(path, options(read, write)), this, name, stat);
        });
  }

  @Override
  public OpenFile create(String name, boolean read, boolean write) {
    return HostFailures.call(
        () -> {
          Path path = child(name);
          Set<OpenOption> options = options(read, true);
          options.add(StandardOpenOption.CREATE_NEW);
          FileChannel channel = FileChannel.open(path, options);
          return new HostFile(channel, this, name, stat(path));
        });
  }

  private static Set<OpenOption> options(boolean read, boolean write) {
    EnumSet<StandardOpenOption> access = EnumSet.noneOf(StandardOpenOption.class);
    if (read || !write) {
      access.add(StandardOpenOption.READ);
    }
    if (write) {
      access.add(StandardOpenOption.WRITE);
    }
    Set<OpenOption> options = new HashSet<>(access);
    options.add(LinkOption.NOFOLLOW_LINKS);
    return options;
  }

  @Override
  public void createFolder(String name) {
    HostFailures.run(() -> Files.createDirectory(child(name)));
  }

  @Override
  public void createLink(String name, String target) {
    HostFailures.run(
        () -> {
          Path path = child(name);
          Files.createSymbolicLink(path, path.getFileSystem().getPath(target));
        });
  }

  private static HostFolder onHost(Folder folder) {
    WasiFailure.unless(folder instanceof HostFolder, Errno.XDEV);
    return (HostFolder) folder;
  }

  @Override
  public void addName(String name, Folder newFolder, String newName) {
    HostFailures.run(() -> Files.createLink(onHost(newFolder).child(newName), child(name)));
  }

  @Override
  public void move(String name, Folder newFolder, String newName) {
    HostFailures.run(
        () -> {
          Path from = child(name);
          Path to = onHost(newFolder).child(newName);
          WasiFailure.unless(to.equals(from) || !to.startsWith(from), Errno.INVAL);
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  @Override
  public void setTimes(String name, FileTimes times) {
    HostFailures.run(() -> setTimes(child(name), times));
  }

  @Override
  public void removeFolder(String name) {
    HostFailures.run(
        () -> {
          Path path = child(name);
          WasiFailure.unless(attributes(path).isDirectory(), Errno.NOTDIR);
          Files.delete(path);
        });
  }

  @Override
  public void removeFile(String name) {
    HostFailures.run(
        () -> {
          Path path = child(name);
          WasiFailure.unless(!attributes(path).isDirectory(), Errno.ISDIR);
          Files.delete(path);
        });
  }
}
