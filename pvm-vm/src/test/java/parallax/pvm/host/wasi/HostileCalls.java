package parallax.pvm.host.wasi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Calls that go wrong, from a seed: pointers and lengths at every edge of memory and of 32 bits,
 * paths of all kinds, lists of buffers that overlap or lead nowhere, descriptors that are closed.
 */
final class HostileCalls {
  private static final long PATHS = 0x4000;
  private static final int SLOT = 32;
  private static final long LONG_PATHS = 0x5000;
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
          "C:a",
          "A",
          "D/A",
          "s",
          "r",
          "r/",
          "d/s",
          "d/../s",
          "l/",
          "up/",
          "./a/.",
          "a/..",
          "loop/a",
          "...",
          " ",
          "CON");

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
    Guest.SIZE - 63,
    Guest.SIZE - 48,
    Guest.SIZE - 47,
    Guest.SIZE - 32,
    Guest.SIZE - 31,
    Guest.SIZE - 24,
    Guest.SIZE - 23,
    Guest.SIZE - 8,
    Guest.SIZE - 7,
    Guest.SIZE - 4,
    Guest.SIZE - 3,
    Guest.SIZE - 2,
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

  /** Paths that have no room in a slot: place, and length. */
  private static final int[][] LONG = {
    {0, 255}, {0, 256}, {0x100, 4_096}, {0x100, 4_098}, {0x1, 3}
  };

  private final Random random;

  HostileCalls(long seed) {
    random = new Random(seed);
  }

  /** Any function. */
  WasiFunction function() {
    return WasiFunction.values()[random.nextInt(WasiFunction.values().length)];
  }

  private long pick(long[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Fills the low part of memory with paths, lists of buffers and subscriptions. */
  void prepare(Guest guest) {
    for (int i = 0; i < NAMES.size(); i++) {
      byte[] name = NAMES.get(i).getBytes(StandardCharsets.UTF_8);
      guest.write(PATHS + (long) SLOT * i, Arrays.copyOf(name, SLOT));
    }
    guest.write(LONG_PATHS, "x".repeat(256).getBytes(StandardCharsets.UTF_8));
    guest.write(LONG_PATHS + 256, "a/".repeat(2_049).getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 256; i++) {
      boolean wild = random.nextInt(4) == 0;
      int at = (int) BUFFERS + 8 * i;
      guest.int32(at, wild ? (int) pick(EDGES) : 0xA000 + random.nextInt(0x1000));
      guest.int32(at + 4, wild ? (int) pick(EDGES) : random.nextInt(64));
    }
    for (int i = 0; i < 32; i++) {
      int at = (int) SUBSCRIPTIONS + 48 * i;
      guest.int64(at, i);
      guest.int32(at + 8, random.nextInt(8) == 0 ? 3 : random.nextInt(3));
      guest.int32(at + 16, random.nextInt(8) - 1);
      guest.int64(at + 24, pick(WIDE));
      guest.int32(at + 40, random.nextInt(3));
    }
  }

  /** Half of the arguments make sense, so that calls come further than their first check. */
  long[] arguments(WasiFunction function) {
    long[] args = new long[function.params().size()];
    boolean sensible = random.nextBoolean();
    for (int i = 0; i < args.length; i++) {
      boolean narrow = function.params().get(i).equals("i32");
      args[i] = narrow ? pick(EDGES) : pick(WIDE);
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
      place(function, args);
      if (args.length > 0 && random.nextInt(3) == 0) {
        // All makes sense but one.
        int odd = random.nextInt(args.length);
        args[odd] = pick(function.params().get(odd).equals("i32") ? EDGES : WIDE);
      }
    }
    return args;
  }

  /** Descriptors, paths and lists where the function has them. */
  private void place(WasiFunction function, long[] args) {
    String name = function.label();
    if (name.startsWith("fd_")) {
      args[0] = random.nextInt(16);
    } else if (name.startsWith("path_")) {
      args[0] = 3L + random.nextInt(random.nextBoolean() ? 2 : 10);
    }
    switch (function) {
      case FD_READ, FD_WRITE, FD_PREAD, FD_PWRITE -> {
        args[1] = BUFFERS + 8L * random.nextInt(200);
        args[2] = random.nextInt(5);
      }
      case PATH_CREATE_DIRECTORY, PATH_REMOVE_DIRECTORY, PATH_UNLINK_FILE, PATH_READLINK ->
          path(args, 1);
      case PATH_RENAME -> {
        path(args, 1);
        args[3] = 3L + random.nextInt(2);
        path(args, 4);
      }
      case PATH_LINK -> {
        args[1] = random.nextInt(2);
        path(args, 2);
        args[4] = 3L + random.nextInt(2);
        path(args, 5);
      }
      case PATH_SYMLINK -> {
        path(args, 0);
        args[2] = 3L + random.nextInt(2);
        path(args, 3);
      }
      case PATH_OPEN -> {
        args[1] = random.nextInt(2);
        path(args, 2);
        args[4] = random.nextInt(16);
        args[7] = random.nextInt(8) == 0 ? random.nextInt(32) : 0;
      }
      case PATH_FILESTAT_GET, PATH_FILESTAT_SET_TIMES -> {
        args[1] = random.nextInt(2);
        path(args, 2);
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

  private void path(long[] args, int at) {
    if (random.nextInt(16) == 0) {
      int[] one = LONG[random.nextInt(LONG.length)];
      args[at] = LONG_PATHS + one[0];
      args[at + 1] = one[1];
      return;
    }
    int name = random.nextInt(NAMES.size());
    args[at] = PATHS + (long) SLOT * name;
    args[at + 1] = NAMES.get(name).getBytes(StandardCharsets.UTF_8).length;
  }
}
