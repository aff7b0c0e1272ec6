package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.pvm.host.wasi.CallModel.Entry;
import parallax.pvm.host.wasi.CallModel.Expectation;
import parallax.pvm.host.wasi.CallModel.Kind;
import parallax.pvm.host.wasi.CallModel.Range;

/**
 * 100,000 hostile calls, on files in memory and on folders of the computer that are full of links
 * which lead out. Every errno is one that {@link CallModel} expects, nothing is thrown, a call that
 * fails changes no memory, one that succeeds only what it names, and nothing outside the folder is
 * read or changed.
 */
final class BoundaryCallsTest {
  private static final int CALLS = 100_000;
  private static final int CALLS_OF_A_GUEST = 250;

  /** A byte that nothing else writes, and how many of them make it known. */
  private static final byte SECRET = (byte) 0xC7;

  private static final int SECRET_LENGTH = 8;
  private static final FileTime LONG_AGO = FileTime.fromMillis(86_400_000L);

  @TempDir private Path host;
  private final Map<WasiFunction, Map<Errno, Integer>> seen = new EnumMap<>(WasiFunction.class);
  private final Map<Errno, Integer> exact = new EnumMap<>(Errno.class);

  /** A file and a folder in each folder. */
  private static void begin(Guest guest) {
    for (int folder = 3; folder <= 4; folder++) {
      guest.make(folder, "a", "some contents");
      guest.path(WasiFunction.PATH_CREATE_DIRECTORY, folder, "d");
    }
  }

  /** One guest, its memory and the model of it. */
  private final class Run {
    private final HostileCalls calls;
    private final Guest guest;
    private final CallModel model;
    private byte[] before;

    Run(long seed, Folder... folders) {
      calls = new HostileCalls(seed);
      guest = new Guest("some input", folders);
      model = new CallModel(guest, folders.length);
      begin(guest);
      for (int folder = 3; folder <= 4; folder++) {
        open(folder, "a", 0, Rights.FILE, Kind.FILE);
        open(folder, "d", 2, Rights.FOLDER, Kind.FOLDER);
        // Two that lack what most functions need.
        open(folder, "a", 0, Rights.FD_READ, Kind.FILE);
        open(folder, "d", 2, Rights.PATH_OPEN, Kind.FOLDER);
      }
      calls.prepare(guest);
      before = guest.memory();
    }

    private void open(int folder, String path, int flags, long rights, Kind kind) {
      assertThat(guest.open(folder, path, flags, rights)).isEqualTo(Errno.SUCCESS);
      model.opened(new long[] {folder, 1, 0, 0, flags, rights, rights, 0, 0}, kind);
    }

    void call() {
      WasiFunction function = calls.function();
      long[] args = calls.arguments(function);
      if (function == WasiFunction.PROC_EXIT) {
        WasiResult result = guest.result(function, args);
        assertThat(result).isEqualTo(new WasiResult.Exited((int) args[0]));
        return;
      }
      Expectation expected = model.expect(function, args);
      Errno errno = guest.call(function, args);
      seen.computeIfAbsent(function, f -> new TreeMap<>()).merge(errno, 1, Integer::sum);
      assertThat(function.errnos()).as("%s gave %s", function, errno).contains(errno);
      assertThat(expected.errnos())
          .as("%s%s gave %s", function, Arrays.toString(args), errno)
          .contains(errno);
      if (expected.errnos().size() == 1) {
        exact.merge(errno, 1, Integer::sum);
      }
      boolean asNamed = guest.holdsOutside(before, expected.written());
      assertThat(asNamed).as("%s%s: memory", function, Arrays.toString(args)).isTrue();
      if (errno == Errno.SUCCESS) {
        after(function, args, expected.written());
      } else {
        boolean unchanged = guest.holds(before);
        assertThat(unchanged).as("%s%s failed", function, Arrays.toString(args)).isTrue();
      }
    }

    private void after(WasiFunction function, long[] args, List<Range> written) {
      assertThat(written).noneMatch(this::holdsTheSecret);
      if (function == WasiFunction.PATH_OPEN) {
        opened(args);
      } else {
        model.succeeded(function, args);
      }
      if (!guest.holds(before)) {
        calls.prepare(guest);
        before = guest.memory();
      }
    }

    /** The new descriptor has the lowest free number and the rights that were asked for. */
    private void opened(long[] args) {
      int number = guest.int32((int) args[8]);
      assertThat(number).isEqualTo(model.nextFree());
      assertThat(guest.call(WasiFunction.FD_FDSTAT_GET, number, 0)).isEqualTo(Errno.SUCCESS);
      boolean isFolder = (guest.int32(0) & 0xFF) == FileType.DIRECTORY.number();
      Entry entry = model.opened(args, isFolder ? Kind.FOLDER : Kind.FILE);
      assertThat(guest.int64(8)).isEqualTo(entry.rights());
      assertThat(guest.int64(16)).isEqualTo(entry.inheriting());
    }

    private boolean holdsTheSecret(Range range) {
      int run = 0;
      for (byte each : guest.read(range.address(), (int) range.length())) {
        run = each == SECRET ? run + 1 : 0;
        if (run == SECRET_LENGTH) {
          return true;
        }
      }
      return false;
    }

    void end() {
      assertThat(guest.isGuarded()).isTrue();
      guest.close();
    }
  }

  private void run(long seed, Folder... folders) {
    Run run = new Run(seed, folders);
    for (int i = 0; i < CALLS_OF_A_GUEST; i++) {
      run.call();
    }
    run.end();
  }

  /** A folder with links that lead out: to a folder and to a file, by both kinds of path. */
  private Folder onHost(int number) throws IOException {
    Path given = Files.createDirectories(host.resolve("guests/" + number + "/given"));
    Path outside = host.resolve("outside");
    Files.createSymbolicLink(given.resolve("l"), outside);
    Files.createSymbolicLink(given.resolve("s"), outside.resolve("secret"));
    Files.createSymbolicLink(given.resolve("r"), Path.of("../../../outside/secret"));
    Files.createSymbolicLink(given.resolve("up"), Path.of("../../.."));
    Files.createSymbolicLink(given.resolve("loop"), Path.of("loop"));
    Files.createDirectory(given.resolve("d"));
    Files.createSymbolicLink(given.resolve("d/s"), Path.of("../r"));
    return HostFolder.root(given);
  }

  private static void setTimes(Path path) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class)
        .setTimes(LONG_AGO, LONG_AGO, null);
  }

  /** Whoever reads a file that was last read long ago leaves a trace. */
  private static void isAsItWas(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    assertThat(attributes.lastAccessTime()).as("%s was read", path).isEqualTo(LONG_AGO);
    assertThat(attributes.lastModifiedTime()).as("%s was changed", path).isEqualTo(LONG_AGO);
  }

  @Test
  void noCallDoesMoreThanItMay() throws IOException {
    Path outside = Files.createDirectories(host.resolve("outside"));
    Path secret = outside.resolve("secret");
    byte[] text = new byte[64];
    Arrays.fill(text, SECRET);
    Files.write(secret, text);
    FolderImage expected = FolderImage.read(outside);
    setTimes(secret);
    setTimes(outside);
    for (int i = 0; i < CALLS / CALLS_OF_A_GUEST; i++) {
      if (i % 4 == 0) {
        run(i, onHost(i), Guest.folder());
      } else {
        run(i, Guest.folder(), Guest.folder());
      }
    }
    isAsItWas(outside);
    isAsItWas(secret);
    assertThat(FolderImage.read(outside)).isEqualTo(expected);
    nothingElseIsThere();
    everyFunctionCameFar();
  }

  private void nothingElseIsThere() throws IOException {
    try (var all = Files.list(host)) {
      assertThat(all).hasSize(2);
    }
    try (var guests = Files.list(host.resolve("guests"))) {
      assertThat(guests.toList())
          .allSatisfy(
              each -> {
                try (var inside = Files.list(each)) {
                  assertThat(inside).containsExactly(each.resolve("given"));
                }
              });
    }
  }

  /** The calls are of use only if many of them got past their first check. */
  private void everyFunctionCameFar() {
    assertThat(seen).hasSize(WasiFunction.values().length - 1);
    seen.forEach(
        (function, errnos) -> {
          boolean canSucceed = !function.label().startsWith("sock_");
          assertThat(errnos.containsKey(Errno.SUCCESS)).as("%s", function).isEqualTo(canSucceed);
        });
    for (WasiFunction function :
        List.of(WasiFunction.PATH_OPEN, WasiFunction.PATH_RENAME, WasiFunction.PATH_LINK)) {
      assertThat(seen.get(function))
          .containsKeys(Errno.PERM, Errno.NOENT, Errno.NOTDIR, Errno.BADF, Errno.FAULT)
          .containsKeys(Errno.NOTCAPABLE, Errno.NAMETOOLONG);
    }
    assertThat(seen.get(WasiFunction.FD_READ)).containsKeys(Errno.FAULT, Errno.BADF);
    assertThat(exact.values().stream().mapToInt(n -> n).sum()).isGreaterThan(CALLS / 5 * 4);
    assertThat(exact)
        .allSatisfy((errno, count) -> assertThat(count).as("%s", errno).isPositive())
        .containsKeys(Errno.FAULT, Errno.BADF, Errno.INVAL, Errno.NOTCAPABLE, Errno.PERM);
  }
}
