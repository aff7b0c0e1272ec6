package parallax.pvm.host.wasi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder in memory. All folders below a root share a {@link MemoryVolume}; what does not fit into
 * it fails with {@link Errno#NOSPC}. A folder that was removed while it was open is empty and takes
 * nothing.
 */
public final class MemoryFolder implements Folder, MemoryNode {
  /** What a root gets if nothing is said: 256 MiB. */
  public static final long DEFAULT_CAPACITY = 256L << 20;

  private final MemoryVolume volume;
  private final Long key;
  private final MemoryTimes times;
  private final TreeMap<String, MemoryNode> nodes = new TreeMap<>();
  private MemoryFolder parent;
  private boolean removed;

  private MemoryFolder(MemoryVolume volume, MemoryFolder parent) {
    this.volume = volume;
    this.key = volume.nextKey();
    this.times = new MemoryTimes(volume);
    this.parent = parent;
  }

  /**
   * An empty file system.
   *
   * @param capacity bytes that its files may have together, each name counted too
   * @param time what all its times are, in nanoseconds since 1970
   */
  public static MemoryFolder root(long capacity, long time) {
    return new MemoryFolder(new MemoryVolume(capacity, time), null);
  }

  /** A file system with these files, of the default capacity. */
  public static MemoryFolder of(FolderImage image, long time) {
    MemoryFolder root = root(DEFAULT_CAPACITY, time);
    image.copyTo(root);
    return root;
  }

  Map<String, MemoryNode> nodes() {
    return nodes;
  }

  @Override
  public FileStat stat() {
    return times.stat(key, FileType.DIRECTORY, 1, 0);
  }

  @Override
  public void setTimes(FileTimes newTimes) {
    times.set(newTimes);
  }

  @Override
  public void loseName() {
    removed = true;
  }

  @Override
  public List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  @Override
  public Optional<FileStat> stat(String name) {
    return Optional.ofNullable(nodes.get(name)).map(MemoryNode::stat);
  }

  private MemoryNode node(String name) {
    MemoryNode node = nodes.get(name);
    WasiFailure.unless(node != null, Errno.NOENT);
    return node;
  }

  @Override
  public Folder folder(String name) {
    if (node(name) instanceof MemoryFolder folder) {
      return folder;
    }
    throw new WasiFailure(Errno.NOTDIR);
  }

  @Override
  public String link(String name) {
    if (node(name) instanceof MemoryLink link) {
      return link.target();
    }
    throw new WasiFailure(Errno.INVAL);
  }

  @Override
  public OpenFile open(String name, boolean read, boolean write) {
    if (node(name) instanceof MemoryFile file) {
      return file.open();
    }
    throw new WasiFailure(Errno.LOOP);
  }

  @Override
  public OpenFile create(String name, boolean read, boolean write) {
    requireFree(name);
    MemoryFile file = new MemoryFile(volume);
    put(name, file);
    return file.open();
  }

  @Override
  public void createFolder(String name) {
    requireFree(name);
    put(name, new MemoryFolder(volume, this));
  }

  @Override
  public void createLink(String name, String target) {
    requireFree(name);
    int size = target.getBytes(StandardCharsets.UTF_8).length;
    put(name, new MemoryLink(volume, target, size));
  }

  @Override
  public void addName(String name, Folder newFolder, String newName) {
    MemoryFolder target = sameVolume(newFolder);
    MemoryNode node = node(name);
    target.requireFree(newName);
    if (node instanceof MemoryFile file) {
      target.put(newName, file);
      file.addName();
    } else if (node instanceof MemoryLink link) {
      target.put(newName, link);
      link.addName();
    } else {
      throw new WasiFailure(Errno.PERM);
    }
  }

  @Override
  public void move(String name, Folder newFolder, String newName) {
    MemoryFolder target = sameVolume(newFolder);
    MemoryNode node = node(name);
    for (MemoryFolder each = target; each != null; each = each.parent) {
      WasiFailure.unless(each != node, Errno.INVAL);
    }
    MemoryNode replaced = target.nodes.get(newName);
    if (replaced == node) {
      return;
    }
    WasiFailure.unless(!target.removed, Errno.NOENT);
    // The room first: what fails must change nothing.
    volume.take(replaced == null ? MemoryVolume.cost(newName) : 0);
    target.nodes.put(newName, node);
    target.times.modify();
    take(name);
    if (replaced != null) {
      replaced.loseName();
    }
    if (node instanceof MemoryFolder folder) {
      folder.parent = target;
    }
  }

  @Override
  public void setTimes(String name, FileTimes newTimes) {
    node(name).setTimes(newTimes);
  }

  @Override
  public void removeFolder(String name) {
    WasiFailure.unless(node(name) instanceof MemoryFolder, Errno.NOTDIR);
    WasiFailure.unless(((MemoryFolder) node(name)).nodes.isEmpty(), Errno.NOTEMPTY);
    take(name).loseName();
  }

  @Override
  public void removeFile(String name) {
    WasiFailure.unless(!(node(name) instanceof MemoryFolder), Errno.ISDIR);
    take(name).loseName();
  }

  private MemoryFolder sameVolume(Folder folder) {
    WasiFailure.unless(folder instanceof MemoryFolder other && other.volume == volume, Errno.XDEV);
    return (MemoryFolder) folder;
  }

  private void requireFree(String name) {
    WasiFailure.unless(!removed, Errno.NOENT);
    WasiFailure.unless(!nodes.containsKey(name), Errno.EXIST);
  }

  private void put(String name, MemoryNode node) {
    volume.take(MemoryVolume.cost(name));
    nodes.put(name, node);
    times.modify();
  }

  private MemoryNode take(String name) {
    volume.take(-MemoryVolume.cost(name));
    times.modify();
    return nodes.remove(name);
  }
}
