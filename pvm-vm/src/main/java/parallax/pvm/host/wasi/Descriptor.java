package parallax.pvm.host.wasi;

import java.io.OutputStream;
import java.util.List;

/**
 * What a number that the guest has stands for. Rights only ever become fewer.
 *
 * <p>For streams everything but reading, writing and polling makes no sense; a folder has no
 * position.
 */
final class Descriptor {

  /** Bits of fdflags (typenames.witx). */
  static final int APPEND = 1;

  static final int DSYNC = 1 << 1;
  static final int NONBLOCK = 1 << 2;
  static final int RSYNC = 1 << 3;
  static final int SYNC = 1 << 4;
  static final int ALL_FLAGS = APPEND | DSYNC | NONBLOCK | RSYNC | SYNC;

  /** What is behind it. */
  sealed interface Resource {}

  record Input(GuestInput stream) implements Resource {}

  record Output(OutputStream stream) implements Resource {}

  record OpenFolder(Folder folder) implements Resource {}

  record RegularFile(OpenFile file) implements Resource {}

  private final Resource resource;
  private final FileType type;
  private final String preopenName;
  private long rights;
  private long inheriting;
  private int flags;
  private long position;
  private List<String> listing;

  private Descriptor(
      Resource resource, FileType type, String preopenName, long rights, long inheriting) {
    this.resource = resource;
    this.type = type;
    this.preopenName = preopenName;
    this.rights = rights;
    this.inheriting = inheriting;
  }

  static Descriptor input(GuestInput stream, boolean terminal) {
    return new Descriptor(
        new Input(stream), streamType(terminal), null, Rights.FD_READ | Rights.STREAM, 0);
  }

  static Descriptor output(OutputStream stream, boolean terminal) {
    return new Descriptor(
        new Output(stream), streamType(terminal), null, Rights.FD_WRITE | Rights.STREAM, 0);
  }

  private static FileType streamType(boolean terminal) {
    return terminal ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
  }

  static Descriptor preopen(WasiContext.Preopen folder) {
    return new Descriptor(
        new OpenFolder(folder.folder()),
        FileType.DIRECTORY,
        folder.name(),
        Rights.FOLDER,
        Rights.FOLDER | Rights.FILE);
  }

  static Descriptor folder(Folder folder, long rights, long inheriting) {
    return new Descriptor(
        new OpenFolder(folder), FileType.DIRECTORY, null, rights & Rights.FOLDER, inheriting);
  }

  static Descriptor file(OpenFile file, int flags, long rights, long inheriting) {
    Descriptor descriptor =
        new Descriptor(
            new RegularFile(file), FileType.REGULAR_FILE, null, rights & Rights.FILE, inheriting);
    descriptor.flags = flags;
    return descriptor;
  }

  Resource resource() {
    return resource;
  }

  FileType type() {
    return type;
  }

  /** The name of a folder that was open from the beginning, or null. */
  String preopenName() {
    return preopenName;
  }

  long rights() {
    return rights;
  }

  /** The rights that descriptors opened through this one may have. */
  long inheriting() {
    return inheriting;
  }

  void restrict(long newRights, long newInheriting) {
    WasiFailure.unless(
        Rights.includes(rights, newRights) && Rights.includes(inheriting, newInheriting),
        Errno.NOTCAPABLE);
    rights = newRights;
    inheriting = newInheriting;
  }

  /** Fails unless all these rights are there. */
  void require(long wanted) {
    WasiFailure.unless(Rights.includes(rights, wanted), Errno.NOTCAPABLE);
  }

  int flags() {
    return flags;
  }

  void setFlags(int newFlags) {
    flags = newFlags;
  }

  boolean isAppending() {
    return (flags & APPEND) != 0;
  }

  long position() {
    return position;
  }

  void setPosition(long newPosition) {
    position = newPosition;
  }

  boolean isStream() {
    return resource instanceof Input || resource instanceof Output;
  }

  boolean isFolder() {
    return resource instanceof OpenFolder;
  }

  /** The folder behind it, if it is one. */
  Folder asFolder() {
    WasiFailure.unless(resource instanceof OpenFolder, Errno.NOTDIR);
    return ((OpenFolder) resource).folder();
  }

  /**
   * The regular file behind it, if it is one.
   *
   * @param ifStream what a stream fails with; a folder fails with {@link Errno#ISDIR}
   */
  OpenFile asFile(Errno ifStream) {
    WasiFailure.unless(!isStream(), ifStream);
    WasiFailure.unless(resource instanceof RegularFile, Errno.ISDIR);
    return ((RegularFile) resource).file();
  }

  /**
   * The names that this descriptor lists: those that were there when the guest first read, so that
   * its place in them stays right while files come and go.
   */
  List<String> listing(boolean begin) {
    if (begin || listing == null) {
      listing = asFolder().names();
    }
    return listing;
  }

  void close() {
    if (resource instanceof RegularFile file) {
      file.file().close();
    }
  }
}
