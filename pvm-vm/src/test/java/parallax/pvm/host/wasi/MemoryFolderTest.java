package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room in memory, and images of folders. */
final class MemoryFolderTest {
  private static final int A = Guest.FOLDER;

  @Test
  void roomIsLimitedAndComesBack() {
    MemoryFolder root = MemoryFolder.root(1_000, 0);
    Guest guest = new Guest("", root);
    guest.make(A, "a", "x".repeat(900));
    guest.open(A, "a", 0, Rights.FILE);
    int file = guest.opened();
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, file, 936)).isEqualTo(Errno.NOSPC);
    assertThat(guest.call(WasiFunction.FD_ALLOCATE, file, 0, 1L << 40)).isEqualTo(Errno.FBIG);
    assertThat(guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, file, 935)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "d")).isEqualTo(Errno.NOSPC);
    assertThat(guest.rename(A, "a", A, "longer")).isEqualTo(Errno.NOSPC);
    assertThat(guest.contents(A, "a")).hasSize(935);
    guest.path(WasiFunction.PATH_UNLINK_FILE, A, "a");
    assertThat(guest.open(A, "b", 1, Rights.FILE)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.write(guest.opened(), "x")).isEqualTo(Errno.NOSPC);
    guest.call(WasiFunction.FD_CLOSE, file);
    guest.open(A, "b", 1, Rights.FILE);
    assertThat(guest.write(guest.opened(), "y".repeat(900))).isEqualTo(Errno.SUCCESS);
  }

  @Test
  void filesOfOneVolumeDoNotGoToAnother() {
    Guest guest = new Guest("", Guest.folder(), Guest.folder());
    guest.make(A, "a", "x");
    assertThat(guest.rename(A, "a", A + 1, "a")).isEqualTo(Errno.XDEV);
    assertThat(guest.link(A, "a", A + 1, "a")).isEqualTo(Errno.XDEV);
  }

  @Test
  void anImageIsTheSameFromMemoryAndFromTheHost(@TempDir Path host) throws IOException {
    FolderImage image =
        FolderImage.empty()
            .with("a", new FolderImage.FolderEntry())
            .with("a/b", new FolderImage.FileEntry(new byte[] {1, 2, 3}))
            .with("a-c", new FolderImage.FileEntry(new byte[0]))
            .with("l", new FolderImage.LinkEntry("a/b"));
    image.write(host);
    assertThat(FolderImage.read(host)).isEqualTo(image);
    assertThat(FolderImage.read(MemoryFolder.of(image, 0))).isEqualTo(image);
  }

  @Test
  void anImageThatDoesNotFitIsAnError() {
    FolderImage image = FolderImage.empty().with("a", new FolderImage.FileEntry(new byte[200]));
    assertThatThrownBy(() -> image.copyTo(MemoryFolder.root(100, 0)))
        .isInstanceOf(UncheckedIOException.class);
  }
}
