package parallax.pvm.host.wasi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import parallax.pvm.host.wasi.PathResolver.Place;

/** What is done with paths. Each path begins at a folder that a descriptor stands for. */
final class PathCalls {
  private static final int FOLLOW = 1;
  private static final int CREATE = 1;
  private static final int DIRECTORY = 1 << 1;
  private static final int EXCLUSIVE = 1 << 2;
  private static final int TRUNCATE = 1 << 3;
  private static final int ALL_OPEN_FLAGS = CREATE | DIRECTORY | EXCLUSIVE | TRUNCATE;

  private final DescriptorTable descriptors;
  private final FileStats stats;

  PathCalls(DescriptorTable descriptors, FileStats stats) {
    this.descriptors = descriptors;
    this.stats = stats;
  }

  /** The folder behind an argument, with these rights. */
  private Folder folder(WasiCall call, int argument, long rights) {
    Descriptor descriptor = descriptors.get(call.i32(argument));
    Folder folder = descriptor.asFolder();
    descriptor.require(rights);
    return folder;
  }

  private static boolean follows(int flags) {
    WasiFailure.unless((flags & ~FOLLOW) == 0, Errno.INVAL);
    return flags == FOLLOW;
  }

  /** Where a path leads to something that is looked at: a slash at its end follows links, too. */
  private static Place lookup(Folder folder, String path, boolean follow) {
    return PathResolver.resolve(folder, path, follow || path.endsWith("/"));
  }

  /** Where a path leads to a name that is made, changed or removed. */
  private static Place name(Folder folder, String path) {
    return PathResolver.resolve(folder, path, false);
  }

  void createDirectory(WasiCall call) {
    Folder folder = folder(call, 0, call.function().rights());
    Place place = name(folder, call.text(1));
    WasiFailure.unless(!place.isFolderItself(), Errno.EXIST);
    WasiFailure.unless(place.folder().stat(place.name()).isEmpty(), Errno.EXIST);
    place.folder().createFolder(place.name());
  }

  void filestatGet(WasiCall call) {
    Folder folder = folder(call, 0, call.function().rights());
    boolean follow = follows(call.i32(1));
    String path = call.text(2);
    call.memory().require(call.u32(4), FileStats.SIZE);
    FileStat stat = lookup(folder, path, follow).existing();
    call.memory().write(call.u32(4), stats.encode(stat));
  }

  void filestatSetTimes(WasiCall call) {
    Folder folder = folder(call, 0, call.function().rights());
    boolean follow = follows(call.i32(1));
    String path = call.text(2);
    FileTimes times = stats.times(call.i64(4), call.i64(5), call.i32(6));
    Place place = lookup(folder, path, follow);
    place.existing();
    if (place.isFolderItself()) {
      place.folder().setTimes(times);
    } else {
      place.folder().setTimes(place.name(), times);
    }
  }

  void link(WasiCall call) {
    Folder oldFolder = folder(call, 0, Rights.PATH_LINK_SOURCE);
    Folder newFolder = folder(call, 4, Rights.PATH_LINK_TARGET);
    boolean follow = follows(call.i32(1));
    String oldPath = call.text(2);
    String newPath = call.text(5);
    Place from = lookup(oldFolder, oldPath, follow);
    FileStat stat = from.existing();
    WasiFailure.unless(!stat.isFolder(), Errno.PERM);
    Place to = name(newFolder, newPath);
    WasiFailure.unless(!to.isFolderItself(), Errno.EXIST);
    WasiFailure.unless(to.folder().stat(to.name()).isEmpty(), Errno.EXIST);
    WasiFailure.unless(!to.mustBeFolder(), Errno.NOENT);
    from.folder().addName(from.name(), to.folder(), to.name());
  }

  void symlink(WasiCall call) {
    Folder folder = folder(call, 2, call.function().rights());
    String target = call.text(0);
    String path = call.text(3);
    PathResolver.requireRelative(target);
    Place place = name(folder, path);
    WasiFailure.unless(!place.isFolderItself(), Errno.EXIST);
    WasiFailure.unless(place.folder().stat(place.name()).isEmpty(), Errno.EXIST);
    WasiFailure.unless(!place.mustBeFolder(), Errno.NOENT);
    place.folder().createLink(place.name(), target);
  }

  void readlink(WasiCall call) {
    Folder folder = folder(call, 0, call.function().rights());
    String path = call.text(1);
    long length = call.u32(4);
    call.memory().require(call.u32(3), length);
    call.memory().require(call.u32(5), 4);
    Place place = lookup(folder, path, false);
    WasiFailure.unless(place.existing().isLink(), Errno.INVAL);
    byte[] target = place.folder().link(place.name()).getBytes(StandardCharsets.UTF_8);
    byte[] part = Arrays.copyOf(target, (int) Math.min(target.length, length));
    call.memory().write(call.u32(3), part);
    call.memory().store32(call.u32(5), part.length);
  }

  void removeDirectory(WasiCall call) {
    Folder folder = folder(call, 0, call.function().rights());
    Place place = name(folder, call.text(1));
    // A folder cannot be removed by way of itself.
    WasiFailure.unless(!place.isFolderItself(), Errno.INVAL);
    WasiFailure.unless(place.existing().isFolder(), Errno.NOTDIR);
    place.folder().removeFolder(place.name());
  }

  void unlinkFile(WasiCall call) {
    Folder folder = folder(call, 0, call.function().rights());
    Place place = name(folder, call.text(1));
    WasiFailure.unless(!place.existing().isFolder(), Errno.ISDIR);
    place.folder().removeFile(place.name());
  }

  void rename(WasiCall call) {
    Folder oldFolder = folder(call, 0, Rights.PATH_RENAME_SOURCE);
    Folder newFolder = folder(call, 3, Rights.PATH_RENAME_TARGET);
    String oldPath = call.text(1);
    String newPath = call.text(4);
    Place from = name(oldFolder, oldPath);
    Place to = name(newFolder, newPath);
    WasiFailure.unless(!from.isFolderItself() && !to.isFolderItself(), Errno.BUSY);
    FileStat stat = from.existing();
    Optional<FileStat> there = to.folder().stat(to.name());
    if (stat.isFolder()) {
      if (there.isPresent() && !there.get().key().equals(stat.key())) {
        WasiFailure.unless(there.get().isFolder(), Errno.NOTDIR);
        boolean empty = to.folder().folder(to.name()).names().isEmpty();
        WasiFailure.unless(empty, Errno.NOTEMPTY);
      }
    } else {
      WasiFailure.unless(there.isEmpty() || !there.get().isFolder(), Errno.ISDIR);
      WasiFailure.unless(!to.mustBeFolder(), Errno.NOTDIR);
    }
    from.folder().move(from.name(), to.folder(), to.name());
  }

  void open(WasiCall call) {
    Descriptor parent = descriptors.get(call.i32(0));
    Folder folder = parent.asFolder();
    boolean follow = follows(call.i32(1));
    int flags = call.i32(4);
    int fdFlags = call.i32(7);
    WasiFailure.unless((flags & ~ALL_OPEN_FLAGS) == 0, Errno.INVAL);
    WasiFailure.unless((fdFlags & ~Descriptor.ALL_FLAGS) == 0, Errno.INVAL);
    parent.require(rightsToOpen(flags, fdFlags));
    long rights = call.i64(5);
    boolean allowed = Rights.includes(parent.inheriting(), rights | call.i64(6));
    WasiFailure.unless(allowed, Errno.NOTCAPABLE);
    String path = call.text(2);
    call.memory().require(call.u32(8), 4);
    descriptors.requireRoom();
    // What is to be new cannot be what a link leads to.
    boolean fresh = (flags & (CREATE | EXCLUSIVE)) == (CREATE | EXCLUSIVE);
    Place place = lookup(folder, path, follow && !fresh);
    Optional<FileStat> there = place.stat();
    WasiFailure.unless(!fresh || there.isEmpty(), Errno.EXIST);
    Descriptor opened =
        there.isPresent()
            ? existing(call, place, there.get(), flags, rights)
            : created(call, place, flags, rights);
    call.memory().store32(call.u32(8), descriptors.add(opened));
  }

  /** The rights of the folder that opening with these flags needs. */
  private static long rightsToOpen(int flags, int fdFlags) {
    long rights = Rights.PATH_OPEN;
    rights |= (flags & CREATE) != 0 ? Rights.PATH_CREATE_FILE : 0;
    rights |= (flags & TRUNCATE) != 0 ? Rights.PATH_FILESTAT_SET_SIZE : 0;
    rights |= (fdFlags & Descriptor.DSYNC) != 0 ? Rights.FD_DATASYNC : 0;
    rights |= (fdFlags & (Descriptor.SYNC | Descriptor.RSYNC)) != 0 ? Rights.FD_SYNC : 0;
    return rights;
  }

  private static Descriptor existing(
      WasiCall call, Place place, FileStat stat, int flags, long rights) {
    boolean writes = (rights & Rights.FD_WRITE) != 0;
    if (stat.isLink()) {
      throw new WasiFailure((flags & DIRECTORY) != 0 ? Errno.NOTDIR : Errno.LOOP);
    }
    if (stat.isFolder()) {
      boolean changes = writes || (flags & (CREATE | TRUNCATE)) != 0;
      WasiFailure.unless(!changes, Errno.ISDIR);
      return Descriptor.folder(place.asFolder(), rights, call.i64(6));
    }
    WasiFailure.unless((flags & DIRECTORY) == 0, Errno.NOTDIR);
    boolean truncates = (flags & TRUNCATE) != 0;
    boolean changes = truncates || (rights & Rights.CHANGING) != 0;
    OpenFile file = place.folder().open(place.name(), (rights & Rights.FD_READ) != 0, changes);
    if (truncates) {
      file.setSize(0);
    }
    return Descriptor.file(file, call.i32(7), rights, call.i64(6));
  }

  private static Descriptor created(WasiCall call, Place place, int flags, long rights) {
    WasiFailure.unless((flags & CREATE) != 0, Errno.NOENT);
    WasiFailure.unless(!place.mustBeFolder(), Errno.NOTDIR);
    WasiFailure.unless((flags & DIRECTORY) == 0, Errno.INVAL);
    OpenFile file = place.folder().create(place.name(), (rights & Rights.FD_READ) != 0, true);
    return Descriptor.file(file, call.i32(7), rights, call.i64(6));
  }
}
