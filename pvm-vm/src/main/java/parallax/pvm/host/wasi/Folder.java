package parallax.pvm.host.wasi;

import java.util.List;
import java.util.Optional;

/**
 * A folder that a guest may use, with all that is in it. A name is one component of a path: not
 * empty, neither {@code .} nor {@code ..}, without a slash or zero. Nothing here follows a link;
 * paths are {@link PathResolver}'s affair.
 *
 * <p>Every failure is a {@link WasiFailure}. There are two kinds: in memory, and of the host.
 */
public sealed interface Folder permits MemoryFolder, HostFolder {

  FileStat stat();

  void setTimes(FileTimes times);

  /** What is in it, in ascending order. */
  List<String> names();

  /** What a name stands for; empty if nothing. */
  Optional<FileStat> stat(String name);

  /** The folder of that name. */
  Folder folder(String name);

  /** What the link of that name says. */
  String link(String name);

  /** Opens the regular file of that name. */
  OpenFile open(String name, boolean read, boolean write);

  /** Makes a regular file where there is nothing, and opens it. */
  OpenFile create(String name, boolean read, boolean write);

  void createFolder(String name);

  /** Makes a symbolic link where there is nothing. */
  void createLink(String name, String target);

  /** Gives a file another name, where there is nothing. */
  void addName(String name, Folder newFolder, String newName);

  /**
   * Moves what has the name. What was there before is replaced; the caller has seen to it that it
   * is nothing, or an empty folder in place of which a folder comes, or no folder and none comes.
   */
  void move(String name, Folder newFolder, String newName);

  void setTimes(String name, FileTimes times);

  /** Removes an empty folder. */
  void removeFolder(String name);

  /** Removes anything but a folder. */
  void removeFile(String name);
}
