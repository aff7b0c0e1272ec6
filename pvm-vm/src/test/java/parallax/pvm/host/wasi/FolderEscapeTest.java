package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest cannot leave the folder of the host that it was given. */
final class FolderEscapeTest {
  private static final int A = Guest.FOLDER;

  @TempDir private Path host;
  private Path given;
  private Path secret;
  private Guest guest;

  @BeforeEach
  void aFolderWithASecretBesideIt() throws IOException {
    given = Files.createDirectories(host.resolve("given"));
    Files.createDirectories(given.resolve("d/e"));
    Files.writeString(given.resolve("d/inside"), "inside");
    secret = Files.createDirectories(host.resolve("outside")).resolve("secret");
    Files.writeString(secret, "secret");
    guest = new Guest("", HostFolder.root(given));
  }

  @AfterEach
  void theSecretIsAsItWas() throws IOException {
    assertThat(Files.readString(secret)).isEqualTo("secret");
    try (var outside = Files.list(secret.getParent())) {
      assertThat(outside).containsExactly(secret);
    }
    try (var all = Files.list(host)) {
      assertThat(all).containsExactlyInAnyOrder(given, secret.getParent());
    }
  }

  /** Every call that takes a path gives this errno. */
  private void everywhere(String path, Errno expected) {
    assertThat(guest.contents(A, path)).isEqualTo(expected.name());
    assertThat(guest.open(A, path, 1, Rights.FILE)).isEqualTo(expected);
    assertThat(guest.open(A, path, 1 | 8, Rights.FILE)).isEqualTo(expected);
    assertThat(guest.stat(A, path, true)).isEqualTo(expected);
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, path)).isEqualTo(expected);
    assertThat(guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, A, path)).isEqualTo(expected);
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, path)).isEqualTo(expected);
    assertThat(guest.rename(A, path, A, "stolen")).isEqualTo(expected);
    assertThat(guest.rename(A, "d/inside", A, path)).isEqualTo(expected);
    assertThat(guest.link(A, path, A, "stolen")).isEqualTo(expected);
    assertThat(guest.link(A, "d/inside", A, path)).isEqualTo(expected);
    assertThat(guest.symlink("d", A, path)).isEqualTo(expected);
    long[] at = guest.text(path);
    assertThat(guest.call(WasiFunction.PATH_READLINK, A, at[0], at[1], 0, 100, 200))
        .isEqualTo(expected);
    WasiFunction set = WasiFunction.PATH_FILESTAT_SET_TIMES;
    assertThat(guest.call(set, A, 1, at[0], at[1], 0, 0, 10)).isEqualTo(expected);
  }

  @Test
  void upwardsAndAbsolutePathsAreNotPermitted() {
    for (String path :
        List.of(
            "../outside/secret",
            "../given/d/inside",
            "d/../../outside/secret",
            "d/e/../../../outside/secret",
            "./d//.././../outside/secret",
            secret.toString(),
            "/",
            "//d/inside")) {
      everywhere(path, Errno.PERM);
    }
    assertThat(guest.stat(A, "..", true)).isEqualTo(Errno.PERM);
    assertThat(guest.stat(A, "d/../..", true)).isEqualTo(Errno.PERM);
    assertThat(guest.contents(A, "d/../d/inside")).isEqualTo("inside");
  }

  @Test
  void aFolderInsideCannotBeLeftEither() {
    guest.open(A, "d/e", 2, Rights.FOLDER);
    int inner = guest.opened();
    assertThat(guest.stat(inner, "../inside", true)).isEqualTo(Errno.PERM);
    assertThat(guest.stat(inner, ".", true)).isEqualTo(Errno.SUCCESS);
  }

  @Test
  void linksThatLeadOutAreNotFollowed() throws IOException {
    Files.createSymbolicLink(given.resolve("absolute"), secret);
    Files.createSymbolicLink(given.resolve("upwards"), Path.of("../outside/secret"));
    Files.createSymbolicLink(given.resolve("folder"), secret.getParent());
    Files.createSymbolicLink(given.resolve("d/chain"), Path.of("../upwards"));
    for (String link : List.of("absolute", "upwards", "d/chain", "folder/secret")) {
      assertThat(guest.contents(A, link)).isEqualTo("PERM");
      assertThat(guest.open(A, link, 1, Rights.FILE)).isEqualTo(Errno.PERM);
      assertThat(guest.stat(A, link, true)).isEqualTo(Errno.PERM);
    }
    everywhere("folder/new", Errno.PERM);
    assertThat(guest.stat(A, "absolute", false)).isEqualTo(Errno.SUCCESS);
    assertThat(guest.int32(16) & 0xFF).isEqualTo(FileType.SYMBOLIC_LINK.number());
    assertThat(guest.open(A, "folder", 2, Rights.FOLDER)).isEqualTo(Errno.PERM);
    assertThat(guest.open(A, "folder/", 0, Rights.FD_READ)).isEqualTo(Errno.PERM);
    assertThat(guest.path(WasiFunction.PATH_REMOVE_DIRECTORY, A, "folder")).isEqualTo(Errno.NOTDIR);
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, "folder")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, "absolute")).isEqualTo(Errno.SUCCESS);
  }

  @Test
  void linksInsideAreFollowedAndLoopsEnd() throws IOException {
    Files.createSymbolicLink(given.resolve("good"), Path.of("d/./e/../inside"));
    Files.createSymbolicLink(given.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(given.resolve("ping"), Path.of("pong"));
    Files.createSymbolicLink(given.resolve("pong"), Path.of("ping/x"));
    Files.createSymbolicLink(given.resolve("dangling"), Path.of("nothing"));
    assertThat(guest.contents(A, "good")).isEqualTo("inside");
    assertThat(guest.contents(A, "loop")).isEqualTo("LOOP");
    assertThat(guest.contents(A, "loop/x")).isEqualTo("LOOP");
    assertThat(guest.contents(A, "ping")).isEqualTo("LOOP");
    assertThat(guest.contents(A, "dangling")).isEqualTo("NOENT");
    assertThat(guest.open(A, "dangling", 1 | 4, Rights.FILE)).isEqualTo(Errno.EXIST);
    assertThat(guest.open(A, "dangling", 1, Rights.FILE)).isEqualTo(Errno.SUCCESS);
    assertThat(Files.exists(given.resolve("nothing"))).isTrue();
    long[] path = guest.text("good");
    WasiFunction open = WasiFunction.PATH_OPEN;
    assertThat(guest.call(open, A, 0, path[0], path[1], 0, Rights.FD_READ, 0, 0, 0))
        .isEqualTo(Errno.LOOP);
    assertThat(guest.call(open, A, 0, path[0], path[1], 2, Rights.FD_READ, 0, 0, 0))
        .isEqualTo(Errno.NOTDIR);
  }

  @Test
  void absoluteLinksCannotBeMade() {
    assertThat(guest.symlink(secret.toString(), A, "link")).isEqualTo(Errno.PERM);
    assertThat(guest.symlink("../outside/secret", A, "link")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "link")).isEqualTo("PERM");
    assertThat(guest.symlink("../..", A, "up")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.contents(A, "up/outside/secret")).isEqualTo("PERM");
  }

  @Test
  void aLinkInThePlaceOfAnOpenFolderIsNotFollowed() {
    guest.open(A, "d/e", 2, Rights.FOLDER);
    int inner = guest.opened();
    assertThat(guest.rename(A, "d", A, "moved")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.symlink("../outside", A, "d")).isEqualTo(Errno.SUCCESS);
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, inner, "x")).isEqualTo(Errno.NOENT);
    assertThat(guest.path(WasiFunction.PATH_UNLINK_FILE, A, "d")).isEqualTo(Errno.SUCCESS);
    // Another folder of that name is not the one that was opened.
    guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "d");
    guest.path(WasiFunction.PATH_CREATE_DIRECTORY, A, "d/e");
    assertThat(guest.path(WasiFunction.PATH_CREATE_DIRECTORY, inner, "x")).isEqualTo(Errno.NOENT);
  }

  @Test
  void namesThatAreNoTextOrTooLongAreRefused() {
    assertThat(guest.stat(A, "a\0b", true)).isEqualTo(Errno.INVAL);
    assertThat(guest.stat(A, "x".repeat(256), true)).isEqualTo(Errno.NAMETOOLONG);
    assertThat(guest.stat(A, "x/".repeat(3_000), true)).isEqualTo(Errno.NAMETOOLONG);
    guest.int32(0, 0xFFFF);
    assertThat(guest.call(WasiFunction.PATH_UNLINK_FILE, A, 0, 2)).isEqualTo(Errno.ILSEQ);
    assertThat(guest.call(WasiFunction.PATH_UNLINK_FILE, A, Guest.SIZE - 1, 2))
        .isEqualTo(Errno.FAULT);
  }
}
