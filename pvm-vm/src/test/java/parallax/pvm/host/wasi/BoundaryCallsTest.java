package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100,000 generated calls, each from the seed: pointers and lengths at every edge of memory and of
 * 32 bits, paths of all kinds, lists of buffers that overlap or lead nowhere, descriptors that are
 * closed. Every errno is one that the table allows, nothing is thrown, nothing outside the memory
 * or the folder changes, and a call that fails changes no memory.
 */
final class BoundaryCallsTest {
  private static final int CALLS = 100_000;
  private static final int CALLS_OF_A_GUEST = 250;
  private static final String SECRET = "a secret that no guest reads";
  private static final long PATHS = 0x4000;
  private static final long BUFFERS = 0x6000;
  private static final long SUBSCRIPTIONS = 0x7000;

  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "d",
          "d/a",
          "d/e",
          "d/",
          "a/",
          ".",
          "..",
          "",
          "/",
          "d/..",
          "d/../..",
          "../outside/secret",
          "/etc/passwd",
          "l",
          "l/secret",
          "up",
          "up/outside/secret",
          "d/./a",
          "loop",
          "a\0b",
          "x/y",
          "d//a",
          "../given/a",
          "\u00fc",
          "..\\outside",
          "C:a");

  private static final long[] EDGES = {
    0,
    1,
    2,
    3,
    7,
    8,
    24,
    48,
    64,
    255,
    256,
    1_024,
    1_025,
    4_096,
    0xFFFF,
    0x1_0000,
    Guest.SIZE - 65,
    Guest.SIZE - 64,
    Guest.SIZE - 8,
    Guest.SIZE - 7,
    Guest.SIZE - 4,
    Guest.SIZE - 3,
    Guest.SIZE - 1,
    Guest.SIZE,
    Guest.SIZE + 1,
    Integer.MAX_VALUE - 1L,
    Integer.MAX_VALUE,
    1L << 31,
    (1L << 31) + 1,
    0xFFFF_FFF8L,
    0xFFFF_FFFCL,
    0xFFFF_FFFEL,
    0xFFFF_FFFFL
  };

  private static final long[] WIDE = {
    0,
    1,
    5,
    100,
    1L << 20,
    1L << 31,
    1L << 32,
    1L << 40,
    1L << 60,
    Long.MAX_VALUE - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -2,
    -1,
    Rights.FILE,
    Rights.FOLDER,
    Rights.FILE | Rights.FOLDER,
    Rights.FD_READ
  };

  @TempDir private Path host;
  private final Map<WasiFunction, Map<Errno, Integer>> seen = new EnumMap<>(WasiFunction.class);

  private static long pick(Random random, long[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Fills the low part of memory with paths, lists of buffers and subscriptions. */
  private static void prepare(Guest guest, Random random) {
    for (int i = 0; i < NAMES.size(); i++) {
      byte[] name = NAMES.get(i).getBytes(StandardCharsets.UTF_8);
      guest.write(PATHS + 32L * i, Arrays.copyOf(name, 32));
    }
    for (int i = 0; i < 256; i++) {
      boolean wild = random.nextInt(4) == 0;
      int at = (int) BUFFERS + 8 * i;
      guest.int32(at, wild ? (int) pick(random, EDGES) : 0xA000 + random.nextInt(0x1000));
      guest.int32(at + 4, wild ? (int) pick(random, EDGES) : random.nextInt(64));
    }
    for (int i = 0; i < 32; i++) {
      int at = (int) SUBSCRIPTIONS + 48 * i;
      guest.int64(at, i);
      guest.int32(at + 8, random.nextInt(8) == 0 ? 3 : random.nextInt(3));
      guest.int32(at + 16, random.nextInt(8) - 1);
      guest.int64(at + 24, pick(random, WIDE));
      guest.int32(at + 40, random.nextInt(3));
    }
  }

  /** A file and a folder in each folder, and descriptors for some of them. */
  private static void begin(Guest guest) {
    for (int folder = 3; folder <= 4; folder++) {
      guest.make(folder, "a", "some contents");
      guest.path(WasiFunction.PATH_CREATE_DIRECTORY, folder, "d");
      guest.open(folder, "a", 0, Rights.FILE);
      guest.open(folder, "d", 2, Rights.FOLDER);
    }
  }

  /** Half of the arguments make sense, so that calls come further than their first check. */
  private static long[] arguments(Random random, WasiFunction function) {
    long[] args = new long[function.params().size()];
    boolean sensible = random.nextBoolean();
    for (int i = 0; i < args.length; i++) {
      boolean narrow = function.params().get(i).equals("i32");
      args[i] = narrow ? pick(random, EDGES) : pick(random, WIDE);
      if (narrow && (sensible || random.nextInt(3) == 0)) {
        args[i] =
            switch (random.nextInt(3)) {
              case 0 -> random.nextInt(9);
              case 1 -> 0xB000L + random.nextInt(0x4000);
              default -> BUFFERS + 8L * random.nextInt(200);
            };
      }
    }
    if (sensible) {
      place(random, function, args);
      if (args.length > 0 && random.nextInt(3) == 0) {
        // All makes sense but one.
        int odd = random.nextInt(args.length);
        args[odd] = pick(random, function.params().get(odd).equals("i32") ? EDGES : WIDE);
      }
    }
    return args;
  }

  /** Descriptors, paths and lists where the function has them. */
  private static void place(Random random, WasiFunction function, long[] args) {
    String name = function.label();
    if (name.startsWith("fd_")) {
      args[0] = random.nextInt(9);
    } else if (name.startsWith("path_")) {
      args[0] = 3L + random.nextInt(3);
    }
    switch (function) {
      case FD_READ, FD_WRITE, FD_PREAD, FD_PWRITE -> {
        args[1] = BUFFERS + 8L * random.nextInt(200);
        args[2] = random.nextInt(5);
      }
      case PATH_CREATE_DIRECTORY, PATH_REMOVE_DIRECTORY, PATH_UNLINK_FILE, PATH_READLINK ->
          path(random, args, 1);
      case PATH_RENAME -> {
        path(random, args, 1);
        args[3] = 3L + random.nextInt(2);
        path(random, args, 4);
      }
      case PATH_LINK -> {
        args[1] = random.nextInt(2);
        path(random, args, 2);
        args[4] = 3L + random.nextInt(2);
        path(random, args, 5);
      }
      case PATH_SYMLINK -> {
        path(random, args, 0);
        args[2] = 3L + random.nextInt(2);
        path(random, args, 3);
      }
      case PATH_OPEN -> {
        args[1] = random.nextInt(2);
        path(random, args, 2);
        args[4] = random.nextInt(16);
        args[7] = random.nextInt(8) == 0 ? random.nextInt(32) : 0;
      }
      case PATH_FILESTAT_GET, PATH_FILESTAT_SET_TIMES -> {
        args[1] = random.nextInt(2);
        path(random, args, 2);
      }
      case POLL_ONEOFF -> {
        args[0] = SUBSCRIPTIONS + 48L * random.nextInt(20);
        args[2] = random.nextInt(6);
      }
      default -> {
        // Nothing more to say about its arguments.
      }
    }
  }

  private static void path(Random random, long[] args, int at) {
    int name = random.nextInt(NAMES.size());
    args[at] = PATHS + 32L * name;
    args[at + 1] = NAMES.get(name).getBytes(StandardCharsets.UTF_8).length;
  }

  private void run(Random random, int calls, Folder... folders) {
    Guest guest = new Guest("some input", folders);
    begin(guest);
    prepare(guest, random);
    byte[] before = guest.memory();
    for (int i = 0; i < calls; i++) {
      WasiFunction function = WasiFunction.values()[random.nextInt(WasiFunction.values().length)];
      long[] args = arguments(random, function);
      if (!(guest.result(function, args) instanceof WasiResult.Returned returned)) {
        assertThat(function).isEqualTo(WasiFunction.PROC_EXIT);
        continue;
      }
      Errno errno = returned.errno();
      seen.computeIfAbsent(function, f -> new TreeMap<>()).merge(errno, 1, Integer::sum);
      assertThat(function.errnos())
          .as("%s%s gave %s", function, Arrays.toString(args), errno)
          .contains(errno);
      boolean changed = !guest.holds(before);
      if (errno != Errno.SUCCESS) {
        assertThat(changed)
            .as("%s%s failed with %s", function, Arrays.toString(args), errno)
            .isFalse();
      } else if (changed) {
        prepare(guest, random);
        before = guest.memory();
      }
    }
    assertThat(guest.isGuarded()).isTrue();
    String everything = new String(guest.memory(), StandardCharsets.ISO_8859_1);
    assertThat(everything).doesNotContain(SECRET);
    guest.close();
  }

  private Folder onHost(int number) throws IOException {
    Path given = Files.createDirectories(host.resolve("guests/" + number + "/given"));
    Files.createSymbolicLink(given.resolve("l"), host.resolve("outside"));
    Files.createSymbolicLink(given.resolve("up"), Path.of("../../.."));
    Files.createSymbolicLink(given.resolve("loop"), Path.of("loop"));
    return HostFolder.root(given);
  }

  @Test
  void noCallDoesMoreThanItMay() throws IOException {
    Path outside = Files.createDirectories(host.resolve("outside"));
    Files.writeString(outside.resolve("secret"), SECRET);
    FolderImage expected = FolderImage.read(outside);
    for (int i = 0; i < CALLS / CALLS_OF_A_GUEST; i++) {
      Random random = new Random(i);
      if (i % 5 == 0) {
        run(random, CALLS_OF_A_GUEST, onHost(i), Guest.folder());
      } else {
        run(random, CALLS_OF_A_GUEST, Guest.folder(), Guest.folder());
      }
    }
    assertThat(FolderImage.read(outside)).isEqualTo(expected);
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
    everyFunctionCameFar();
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
          .containsKeys(Errno.PERM, Errno.NOENT, Errno.NOTDIR, Errno.BADF, Errno.FAULT);
    }
    assertThat(seen.get(WasiFunction.FD_READ)).containsKeys(Errno.FAULT, Errno.BADF);
  }
}
