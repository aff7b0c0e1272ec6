package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, folders and descriptors: the same in memory and in a folder of the host. */
final class FileCallsTest {
  private static final int A = Guest.FOLDER;
  private static final int CREATE = 1;
  private static final int DIRECTORY = 2;
  private static final int EXCLUSIVE = 4;
  private static final int TRUNCATE = 8;

  @TempDir private Path host;

  private Guest guest(boolean onHost) throws IOException {
    Folder folder =
        onHost ? HostFolder.root(Files.createDirectories(host.resolve("given"))) : Guest.folder();
    return new Guest("input", folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileHoldsWhatWasWritten(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    assertThat(guest.contents(A, "a")).isEqualTo("hello");
    assertThat(guest.contents(A, "./a")).isEqualTo("hello");
    assertThat(guest.contents(A, "b")).isEqualTo("NOENT");
    assertThat(guest.contents(A, "")).isEqualTo("NOENT");
    assertThat(guest.contents(A, "a/")).isEqualTo("NOTDIR");
    assertThat(guest.contents(A, "a/b")).isEqualTo("NOTDIR");
    assertThat(guest.contents(1, "a")).isEqualTo("NOTDIR");
    assertThat(guest.contents(9, "a")).isEqualTo("BADF");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void openFlagsDecideWhatHappensToWhatIsThere(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    assertThat(guest.open(A, "a", CREATE | EXCLUSIVE, Rights.FILE)).isEqualTo(Errno.EXIST);
    assertThat(guest.open(A, "a", DIRECTORY, Rights.FD_READ)).isEqualTo(Errno.NOTDIR);
    assertThat(guest.open(A, "a", CREATE | TRUNCATE, Rights.FD_READ)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "a")).isEmpty();
    assertThat(guest.open(A, "a", 16, Rights.FILE)).isEqualTo(Errno.INVAL);
    assertThat(guest.open(A, ".", 0, Rights.FD_WRITE)).isEqualTo(Errno.ISDIR);
    assertThat(guest.open(A, ".", CREATE, Rights.FD_READ)).isEqualTo(Errno.ISDIR);
    assertThat(guest.open(A, ".", DIRECTORY, Rights.FD_READDIR)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.open(A, "new/", CREATE, Rights.FILE)).isEqualTo(Errno.NOTDIR);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void positionsMoveByReadingWritingAndSeeking(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "0123456789");
    guest.open(A, "a", 0, Rights.FILE);
    int file = guest.opened();
    assertThat(guest.call(WasiFunction.FD_SEEK, file, -3, 2, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int64(0)).isEqualTo(7);
    assertThat(guest.read(file)).isEqualTo("789");
    assertThat(guest.read(file)).isEmpty();
    assertThat(guest.call(WasiFunction.FD_SEEK, file, -1, 0, 0)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_SEEK, file, Long.MIN_VALUE, 1, 0)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_SEEK, file, Long.MAX_VALUE, 1, 0)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_SEEK, file, 0, 3, 0)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_SEEK, file, 12, 0, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.read(file)).isEmpty();
    guest.write(file, "x");
    assertThat(guest.call(WasiFunction.FD_TELL, file, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int64(0)).isEqualTo(13);
    assertThat(guest.contents(A, "a")).isEqualTo("0123456789\0\0x");
    assertThat(guest.call(WasiFunction.FD_SEEK, 1, 0, 1, 0)).isEqualTo(Errno.SPIPE);
    assertThat(guest.call(WasiFunction.FD_SEEK, A, 0, 1, 0)).isEqualTo(Errno.ISDIR);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readingAndWritingAtAPlaceLeavesThePosition(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "0123456789");
    guest.open(A, "a", 0, Rights.FILE);
    int file = guest.opened();
    long[] text = guest.text("ab");
    guest.int32(0, (int) text[0]);
    guest.int32(4, 1);
    guest.int32(8, (int) text[0] + 1);
    guest.int32(12, 1);
    int result = guest.resultAddress();
    assertThat(guest.call(WasiFunction.FD_PWRITE, file, 0, 2, 4, result)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int32(result)).isEqualTo(2);
    assertThat(guest.call(WasiFunction.FD_PREAD, file, 0, 2, 8, result)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.read(text[0], 2)).containsExactly('8', '9');
    assertThat(guest.read(file)).isEqualTo("0123ab6789");
    assertThat(guest.call(WasiFunction.FD_PREAD, file, 0, 2, -1, result)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_PREAD, 0, 0, 2, 0, result)).isEqualTo(Errno.SPIPE);
    assertThat(guest.call(WasiFunction.FD_PREAD, 1, 0, 2, 0, result)).isEqualTo(Errno.BADF);
    assertThat(guest.call(WasiFunction.FD_PWRITE, A, 0, 2, 0, result)).isEqualTo(Errno.ISDIR);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sizesAreCutAndExtendedWithZeros(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "0123456789");
    guest.open(A, "a", 0, Rights.FILE);
    int file = guest.opened();
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, file, 3)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, file, 5)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "a")).isEqualTo("012\0\0");
    assertThat(guest.call(WasiFunction.FD_ALLOCATE, file, 4, 3)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.call(WasiFunction.FD_ALLOCATE, file, 0, 2)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "a")).hasSize(7);
    assertThat(guest.call(WasiFunction.FD_ALLOCATE, file, 0, 0)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, file, -1)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, A, 1)).isEqualTo(Errno.ISDIR);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void appendingWritesAtTheEnd(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "one");
    guest.open(A, "a", 0, Rights.FILE);
    int file = guest.opened();
    assertThat(guest.call(WasiFunction.FD_FDSTAT_SET_FLAGS, file, Descriptor.APPEND))
        .isEqualTo(Errno.SUCCESS);
    guest.write(file, "two");
    assertThat(guest.contents(A, "a")).isEqualTo("onetwo");
    assertThat(guest.call(WasiFunction.FD_FDSTAT_SET_FLAGS, file, Descriptor.SYNC))
        .isEqualTo(Errno.NOTSUP);
    assertThat(guest.call(WasiFunction.FD_FDSTAT_SET_FLAGS, file, 64)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_SYNC, file)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.call(WasiFunction.FD_DATASYNC, A)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.call(WasiFunction.FD_SYNC, 1)).isEqualTo(Errno.INVAL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rightsAreNeededAndOnlyBecomeFewer(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    guest.open(A, "a", 0, Rights.FD_READ);
    int file = guest.opened();
    assertThat(guest.write(file, "x")).isEqualTo(Errno.NOTCAPABLE);
    assertThat(guest.call(WasiFunction.FD_SEEK, file, 0, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
    assertThat(guest.call(WasiFunction.FD_TELL, file, 0)).isEqualTo(Errno.NOTCAPABLE);
    long none = Rights.NONE;
    assertThat(guest.call(WasiFunction.FD_FDSTAT_SET_RIGHTS, file, Rights.FD_WRITE, none))
        .isEqualTo(Errno.NOTCAPABLE);
    assertThat(guest.call(WasiFunction.FD_FDSTAT_SET_RIGHTS, file, none, none))
        .isEqualTo(Errno.SUCCESS);
    assertThat(guest.call(WasiFunction.FD_FDSTAT_GET, file, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int64(8)).isZero();
    assertThat(guest.open(A, "a", 0, 1L << 40)).isEqualTo(Errno.NOTCAPABLE);
    guest.open(A, ".", DIRECTORY, Rights.PATH_OPEN | Rights.FD_READ);
    int folder = guest.opened();
    assertThat(guest.open(folder, "b", CREATE, Rights.FD_READ)).isEqualTo(Errno.NOTCAPABLE);
    assertThat(guest.open(folder, "a", 0, Rights.FD_WRITE)).isEqualTo(Errno.NOTCAPABLE);
    assertThat(guest.contents(folder, "a")).isEqualTo("hello");
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, folder, "a")).isEqualTo(Errno.NOTCAPABLE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void descriptorsAreClosedAndRenumbered(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    guest.open(A, "a", 0, Rights.FILE);
    assertThat(guest.opened()).isEqualTo(4);
    assertThat(guest.call(WasiFunction.FD_RENUMBER, 4, 1)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.read(1)).isEqualTo("hello");
    assertThat(guest.call(WasiFunction.FD_CLOSE, 4)).isEqualTo(Errno.BADF);
    assertThat(guest.call(WasiFunction.FD_RENUMBER, 1, 4)).isEqualTo(Errno.BADF);
    assertThat(guest.call(WasiFunction.FD_CLOSE, 1)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.call(WasiFunction.FD_READ, 1, 0, 0, 0)).isEqualTo(Errno.BADF);
    guest.open(A, "a", 0, Rights.FILE);
    assertThat(guest.opened()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void foldersAreMadeListedAndRemoved(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "d/")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "d")).isEqualTo(Errno.EXIST);
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "x/y")).isEqualTo(Errno.NOENT);
    guest.make(A, "d/z", "");
    guest.make(A, "d/ö", "");
    guest.symlink("z", A, "d/l");
    assertThat(names(guest, "d")).containsExactly(".:3", "..:3", "l:7", "z:4", "ö:4");
    assertThat(guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, A, "d")).isEqualTo(Errno.NOTEMPTY);
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, "d")).isEqualTo(Errno.ISDIR);
    assertThat(guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, A, "d/z")).isEqualTo(Errno.NOTDIR);
    for (String name : List.of("d/z", "d/l", "d/ö")) {
      assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, name)).isEqualTo(Errno.SUCCESS);
    }
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, "d/z")).isEqualTo(Errno.NOENT);
    assertThat(guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, A, "d/.")).isEqualTo(Errno.INVAL);
    guest.open(A, "d", DIRECTORY, Rights.FOLDER);
    final int open = guest.opened();
    assertThat(guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, A, "d")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.open(open, "new", CREATE, Rights.NONE)).isEqualTo(Errno.NOENT);
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, open, "new")).isEqualTo(Errno.NOENT);
  }

  /** Names and types, read in small pieces. */
  private static List<String> names(Guest guest, String path) {
    assertThat(guest.open(A, path, DIRECTORY, Rights.FD_READDIR)).isEqualTo(Errno.SUCCESS);
    int folder = guest.opened();
    List<String> names = new ArrayList<>();
    long cookie = 0;
    while (true) {
      assertThat(guest.call(WasiFunction.FD_READDIR, folder, 0, 40, cookie, 64))
          .isEqualTo(Errno.SUCCESS);
      int used = guest.int32(64);
      if (used == 0) {
        return names;
      }
      assertThat(used).isGreaterThanOrEqualTo(24 + guest.int32(16));
      cookie = guest.int64(0);
      int type = guest.int32(20) & 0xFF;
      String name = new String(guest.read(24, guest.int32(16)), StandardCharsets.UTF_8);
      names.add(name + ":" + type);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void renamingReplacesAsPosixSays(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "a");
    guest.make(A, "b", "b");
    guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "d");
    guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "e");
    guest.make(A, "e/x", "x");
    assertThat(guest.rename(A, "a", A, "b")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "b")).isEqualTo("a");
    assertThat(guest.rename(A, "a", A, "c")).isEqualTo(Errno.NOENT);
    assertThat(guest.rename(A, "b", A, "d")).isEqualTo(Errno.ISDIR);
    assertThat(guest.rename(A, "d", A, "b")).isEqualTo(Errno.NOTDIR);
    assertThat(guest.rename(A, "d", A, "e")).isEqualTo(Errno.NOTEMPTY);
    assertThat(guest.rename(A, "e", A, "e/f")).isEqualTo(Errno.INVAL);
    assertThat(guest.rename(A, "e", A, "d")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "d/x")).isEqualTo("x");
    assertThat(guest.rename(A, "d", A, "d")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.rename(A, ".", A, "g")).isEqualTo(Errno.BUSY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesAreAddedToFilesOnly(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "d");
    assertThat(guest.link(A, "a", A, "d/b")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.link(A, "a", A, "d/b")).isEqualTo(Errno.EXIST);
    assertThat(guest.link(A, "d", A, "e")).isEqualTo(Errno.PERM);
    assertThat(guest.link(A, "x", A, "e")).isEqualTo(Errno.NOENT);
    guest.stat(A, "a", false);
    final long number = guest.int64(8);
    assertThat(guest.int64(24)).isEqualTo(2);
    guest.stat(A, "d/b", false);
    assertThat(guest.int64(8)).isEqualTo(number);
    guest.path(WasiFunction.PATH_UNLINK_FILE, A, "a");
    assertThat(guest.contents(A, "d/b")).isEqualTo("hello");
    guest.stat(A, "d/b", false);
    assertThat(guest.int64(24)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void timesAreSetAndKept(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    long[] path = guest.text("a");
    WasiFunction set = WasiFunction.PATH_FILESTAT_SET_TIMES;
    assertThat(guest.call(set, A, 1, path[0], path[1], 1_000_000, 2_000_000, 5))
        .isEqualTo(Errno.SUCCESS);
    assertThat(guest.stat(A, "a", true)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int64(40)).isEqualTo(1_000_000);
    assertThat(guest.int64(48)).isEqualTo(2_000_000);
    assertThat(guest.int64(32)).isEqualTo(5);
    assertThat(guest.call(set, A, 1, path[0], path[1], 0, 0, 8)).isEqualTo(Errno.SUCCESS);
    guest.open(A, "a", 0, Rights.FILE);
    int file = guest.opened();
    assertThat(guest.call(WasiFunction.FD_FILESTAT_GET, file, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int64(48)).isEqualTo(VirtualClock.START);
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_TIMES, file, 7_000, 9_000, 5))
        .isEqualTo(Errno.SUCCESS);
    guest.call(WasiFunction.FD_FILESTAT_GET, file, 0);
    assertThat(guest.int64(48)).isEqualTo(9_000);
    assertThat(guest.call(set, A, 1, path[0], path[1], 0, 0, 3)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(set, A, 1, path[0], path[1], 0, 0, 16)).isEqualTo(Errno.INVAL);
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_TIMES, A, 7_000, 9_000, 5))
        .isEqualTo(Errno.SUCCESS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUnlinkedFileLivesUntilItIsClosed(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    guest.open(A, "a", 0, Rights.FILE);
    int file = guest.opened();
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, "a")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.read(file)).isEqualTo("hello");
    assertThat(guest.call(WasiFunction.FD_FILESTAT_GET, file, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int64(32)).isEqualTo(5);
    assertThat(guest.call(WasiFunction.FD_CLOSE, file)).isEqualTo(Errno.SUCCESS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void preopensTellTheirNames(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    assertThat(guest.call(WasiFunction.FD_PRESTAT_GET, A, 0)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int32(0)).isZero();
    assertThat(guest.int32(4)).isEqualTo(3);
    assertThat(guest.call(WasiFunction.FD_PRESTAT_DIR_NAME, A, 0, 2)).isEqualTo(Errno.NAMETOOLONG);
    assertThat(guest.call(WasiFunction.FD_PRESTAT_DIR_NAME, A, 0, 3)).isEqualTo(Errno.SUCCESS);
    assertThat(new String(guest.read(0, 3), StandardCharsets.UTF_8)).isEqualTo("/f0");
    assertThat(guest.call(WasiFunction.FD_PRESTAT_GET, 2, 0)).isEqualTo(Errno.BADF);
    assertThat(guest.call(WasiFunction.FD_PRESTAT_GET, 4, 0)).isEqualTo(Errno.BADF);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void streamsReadAndWrite(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    assertThat(guest.read(0)).isEqualTo("input");
    assertThat(guest.read(0)).isEmpty();
    guest.write(1, "out");
    guest.write(2, "err");
    assertThat(guest.output()).isEqualTo("out");
    assertThat(guest.errors()).isEqualTo("err");
    assertThat(guest.write(0, "x")).isEqualTo(Errno.BADF);
    assertThat(guest.write(A, "x")).isEqualTo(Errno.ISDIR);
    assertThat(guest.call(WasiFunction.FD_READ, 1, 0, 0, 0)).isEqualTo(Errno.BADF);
    assertThat(guest.call(WasiFunction.FD_FILESTAT_GET, 1, 0)).isEqualTo(Errno.SUCCESS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRightToChangeTheSizeIsEnoughToDoSo(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "hello");
    long rights = Rights.FD_ALLOCATE | Rights.FD_FILESTAT_SET_SIZE;
    assertThat(guest.open(A, "a", 0, rights)).isEqualTo(Errno.SUCCESS);
    int file = guest.opened();
    assertThat(guest.call(WasiFunction.FD_ALLOCATE, file, 0, 7)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "a")).isEqualTo("hello\0\0");
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, file, 2)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "a")).isEqualTo("he");
    assertThat(guest.write(file, "x")).isEqualTo(Errno.NOTCAPABLE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aListingMayBeginAnywhere(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    guest.make(A, "a", "");
    guest.make(A, "b", "");
    assertThat(guest.call(WasiFunction.FD_READDIR, A, 0, 256, 3, 512)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int32(512)).isEqualTo(25);
    assertThat(guest.string(24)).startsWith("b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClosedDescriptorIsFoundBeforeAWrongPointer(boolean onHost) throws IOException {
    Guest guest = guest(onHost);
    WasiFunction symlink = WasiFunction.PATH_SYMLINK;
    assertThat(guest.call(symlink, Guest.SIZE, 1, 9, 0, 1)).isEqualTo(Errno.BADF);
    assertThat(guest.call(symlink, Guest.SIZE, 1, 1, 0, 1)).isEqualTo(Errno.NOTDIR);
    assertThat(guest.call(symlink, Guest.SIZE, 1, A, 0, 1)).isEqualTo(Errno.FAULT);
  }
}
