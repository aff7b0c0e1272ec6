package parallax.pvm.host.wasi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Walks a path of the guest from a folder, component by component, and follows links itself. It
 * never comes above the folder where it began: a {@code ..} that would, an absolute path and a link
 * that leads there fail with {@link Errno#PERM}.
 */
final class PathResolver {
  /** Bytes that a path may have. */
  static final int MAX_PATH = 4_096;

  private static final int MAX_LINKS = 40;
  private static final int MAX_NAME = 255;
  private static final String CURRENT = ".";
  private static final String PARENT = "..";

  /**
   * Where a path leads.
   *
   * @param folder the folder that its last component is in
   * @param name the last component; empty when the path leads to {@code folder} itself
   * @param mustBeFolder the path ends with a slash, so what is there must be a folder
   */
  record Place(Folder folder, String name, boolean mustBeFolder) {
    boolean isFolderItself() {
      return name.isEmpty();
    }

    /** What is there; empty if nothing. Fails when it is not the folder that it must be. */
    Optional<FileStat> stat() {
      Optional<FileStat> found = isFolderItself() ? Optional.of(folder.stat()) : folder.stat(name);
      WasiFailure.unless(!mustBeFolder || found.isEmpty() || found.get().isFolder(), Errno.NOTDIR);
      return found;
    }

    /** What is there, which must be something. */
    FileStat existing() {
      return stat().orElseThrow(() -> new WasiFailure(Errno.NOENT));
    }

    /** The folder that is there. */
    Folder asFolder() {
      return isFolderItself() ? folder : folder.folder(name);
    }
  }

  private final Deque<Folder> folders = new ArrayDeque<>();
  private final Deque<String> rest = new ArrayDeque<>();
  private int links;
  private boolean mustBeFolder;

  private PathResolver(Folder start) {
    folders.push(start);
  }

  /**
   * Resolves a path.
   *
   * @param follow whether a link at its end is followed, too
   */
  static Place resolve(Folder start, String path, boolean follow) {
    PathResolver resolver = new PathResolver(start);
    resolver.prepend(path);
    return resolver.walk(follow);
  }

  /** What the path of a link may say, whether or not it leads anywhere. */
  static void requireRelative(String path) {
    WasiFailure.unless(!path.isEmpty(), Errno.NOENT);
    WasiFailure.unless(path.length() <= MAX_PATH, Errno.NAMETOOLONG);
    WasiFailure.unless(path.indexOf('\0') < 0, Errno.INVAL);
    WasiFailure.unless(path.charAt(0) != '/', Errno.PERM);
  }

  /** Puts the components of a path in front of those that are left. */
  private void prepend(String path) {
    requireRelative(path);
    if (rest.isEmpty()) {
      mustBeFolder |= path.endsWith("/");
    }
    List<String> components =
        Arrays.stream(path.split("/")).filter(component -> !component.isEmpty()).toList();
    for (int i = components.size() - 1; i >= 0; i--) {
      rest.push(components.get(i));
    }
  }

  private Place walk(boolean follow) {
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals(PARENT)) {
        folders.pop();
        WasiFailure.unless(!folders.isEmpty(), Errno.PERM);
      } else if (!name.equals(CURRENT)) {
        requireName(name);
        if (rest.isEmpty() && !followsLast(follow, name)) {
          return new Place(folders.peek(), name, mustBeFolder);
        }
        enter(name);
      }
    }
    return new Place(folders.peek(), "", mustBeFolder);
  }

  private static void requireName(String name) {
    WasiFailure.unless(
        name.length() <= MAX_NAME && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME,
        Errno.NAMETOOLONG);
  }

  private boolean followsLast(boolean follow, String name) {
    return follow && folders.peek().stat(name).filter(FileStat::isLink).isPresent();
  }

  /** Goes into the folder of that name, or to where the link of that name leads. */
  private void enter(String name) {
    Folder here = folders.peek();
    FileStat stat = here.stat(name).orElseThrow(() -> new WasiFailure(Errno.NOENT));
    if (stat.isLink()) {
      links++;
      WasiFailure.unless(links <= MAX_LINKS, Errno.LOOP);
      prepend(here.link(name));
    } else {
      WasiFailure.unless(stat.isFolder(), Errno.NOTDIR);
      folders.push(here.folder(name));
    }
  }
}
