package parallax.pvm.host.wasi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The contents of a folder at one moment, as data: to give the same files to several guests, and to
 * compare what they left. Links are what they say, never what they lead to.
 *
 * @param entries by path from the folder, with slashes; a folder comes before what is in it
 */
public record FolderImage(SortedMap<String, Entry> entries) {

  /** What a path stands for. */
  public sealed interface Entry {}

  /** A folder. */
  public record FolderEntry() implements Entry {}

  /** A symbolic link. */
  public record LinkEntry(String target) implements Entry {}

  /** A regular file. */
  public record FileEntry(byte[] bytes) implements Entry {
    @Override
    public boolean equals(Object other) {
      return other instanceof FileEntry file && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return bytes.length + " bytes, hash " + Integer.toHexString(hashCode());
    }
  }

  public FolderImage {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** An empty folder. */
  public static FolderImage empty() {
    return new FolderImage(Collections.emptySortedMap());
  }

  /** The same and one more. */
  public FolderImage with(String path, Entry entry) {
    SortedMap<String, Entry> more = new TreeMap<>(entries);
    more.put(path, entry);
    return new FolderImage(more);
  }

  /** Reads a folder of the host; what is neither folder, file nor link is left out. */
  public static FolderImage read(Path folder) throws IOException {
    SortedMap<String, Entry> found = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (!path.equals(folder)) {
              found.put(name(folder, path), new FolderEntry());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isSymbolicLink()) {
              String target = Files.readSymbolicLink(path).toString();
              found.put(name(folder, path), new LinkEntry(target));
            } else if (attributes.isRegularFile()) {
              found.put(name(folder, path), new FileEntry(Files.readAllBytes(path)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new FolderImage(found);
  }

  private static String name(Path folder, Path path) {
    return folder.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** Reads a folder in memory. */
  public static FolderImage read(MemoryFolder folder) {
    SortedMap<String, Entry> found = new TreeMap<>();
    collect(folder, "", found);
    return new FolderImage(found);
  }

  private static void collect(MemoryFolder folder, String prefix, Map<String, Entry> found) {
    for (Map.Entry<String, MemoryNode> each : folder.nodes().entrySet()) {
      String path = prefix + each.getKey();
      MemoryNode node = each.getValue();
      if (node instanceof MemoryFolder inner) {
        found.put(path, new FolderEntry());
        collect(inner, path + "/", found);
      } else if (node instanceof MemoryLink link) {
        found.put(path, new LinkEntry(link.target()));
      } else if (node instanceof MemoryFile file) {
        found.put(path, new FileEntry(file.contents()));
      }
    }
  }

  /** Writes it into an empty folder of the host. */
  public void write(Path folder) throws IOException {
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      Path path = folder.resolve(each.getKey());
      Entry entry = each.getValue();
      if (entry instanceof FileEntry file) {
        Files.write(path, file.bytes());
      } else if (entry instanceof LinkEntry link) {
        Files.createSymbolicLink(path, Path.of(link.target()));
      } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(path);
      }
    }
  }

  /**
   * Writes it into an empty folder in memory.
   *
   * @throws UncheckedIOException when it does not fit
   */
  void copyTo(MemoryFolder root) {
    try {
      for (Map.Entry<String, Entry> each : entries.entrySet()) {
        int slash = each.getKey().lastIndexOf('/');
        Folder folder = root;
        for (int end = each.getKey().indexOf('/'), from = 0; end >= 0; ) {
          folder = folder.folder(each.getKey().substring(from, end));
          from = end + 1;
          end = each.getKey().indexOf('/', from);
        }
        String name = each.getKey().substring(slash + 1);
        Entry entry = each.getValue();
        if (entry instanceof FileEntry file) {
          OpenFile open = folder.create(name, false, true);
          open.write(0, file.bytes());
          open.close();
        } else if (entry instanceof LinkEntry link) {
          folder.createLink(name, link.target());
        } else {
          folder.createFolder(name);
        }
      }
    } catch (WasiFailure failure) {
      throw new UncheckedIOException(
          new IOException("the files cannot be held in memory: " + failure.errno()));
    }
  }
}
