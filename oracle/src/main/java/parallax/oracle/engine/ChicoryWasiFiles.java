package parallax.oracle.engine;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import parallax.pvm.host.wasi.FileType;
import parallax.pvm.host.wasi.VirtualClock;
import parallax.pvm.host.wasi.WasiFunction;

/**
 * Puts into what Chicory's WASI wrote about files what does not depend on the computer: see {@link
 * ChicoryWasiFault#HOST_ATTRIBUTES}, {@link ChicoryWasiFault#READDIR_ORDER} and {@link
 * ChicoryWasiFault#DESCRIPTOR_RIGHTS}.
 */
final class ChicoryWasiFiles {
  private static final int PAGES = 16;
  private static final int DIRENT_SIZE = 24;
  private static final long HOUR = 3_600_000;

  /** fd_fdstat_set_flags, fd_filestat_get and poll_fd_readwrite. */
  private static final long STREAM_RIGHTS = 1L << 3 | 1L << 21 | 1L << 27;

  /** What path_open was asked for. */
  private record Opened(long rights, long inheriting) {}

  private record Entry(long inode, byte type, String name) {}

  private final WasiPreview1 wasi;
  private final Collection<Path> folders;
  private final long start = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - HOUR);
  private final Map<Long, Long> numbers = new HashMap<>();
  private long numbered;
  private final SortedMap<Integer, Opened> opened = new TreeMap<>();
  private final SortedMap<Integer, List<String>> listings = new TreeMap<>();
  private final Memory scratch = new ByteArrayMemory(new MemoryLimits(PAGES, PAGES));

  ChicoryWasiFiles(final WasiPreview1 wasi, final Collection<Path> folders) {
    this.wasi = wasi;
    this.folders = folders;
  }

  /** True if a folder may give these rights. */
  boolean mayOpen(final int folder, final long rights) {
    if (wasi.fdFdstatGet(scratch, folder, 0) != 0) {
      return true;
    }
    final long inheriting =
        opened.containsKey(folder) ? opened.get(folder).inheriting() : scratch.readLong(16);
    return (rights & ~inheriting) == 0;
  }

  boolean isFolder(final int descriptor) {
    return wasi.fdFdstatGet(scratch, descriptor, 0) == 0
        && scratch.read(0) == FileType.DIRECTORY.number();
  }

  /** Corrects what a call that succeeded has written. */
  void correct(final WasiFunction function, final long[] args, final Memory memory) {
    switch (function) {
      case PATH_OPEN -> opened.put(memory.readInt((int) args[8]), new Opened(args[5], args[6]));
      case FD_CLOSE -> {
        opened.remove((int) args[0]);
        listings.remove((int) args[0]);
      }
      case FD_RENUMBER -> renumber((int) args[0], (int) args[1]);
      case FD_FDSTAT_GET -> fdstat(memory, (int) args[0], (int) args[1]);
      case FD_FILESTAT_GET -> filestat(memory, (int) args[1]);
      case PATH_FILESTAT_GET -> filestat(memory, (int) args[4]);
      case PATH_UNLINK_FILE, PATH_REMOVE_DIRECTORY, PATH_RENAME -> forget();
      default -> {
        // Nothing of it is the computer's.
      }
    }
  }

  private void renumber(final int from, final int to) {
    if (from == to) {
      return;
    }
    opened.remove(to);
    listings.remove(to);
    if (opened.containsKey(from)) {
      opened.put(to, opened.remove(from));
    }
    if (listings.containsKey(from)) {
      listings.put(to, listings.remove(from));
    }
  }

  private void fdstat(final Memory memory, final int descriptor, final int at) {
    final Opened asked = opened.get(descriptor);
    if (asked != null) {
      memory.writeLong(at + 8, memory.readLong(at + 8) & asked.rights());
      memory.writeLong(at + 16, asked.inheriting());
    } else if (memory.read(at) == FileType.UNKNOWN.number()) {
      memory.writeLong(at + 8, memory.readLong(at + 8) | STREAM_RIGHTS);
    }
  }

  private void filestat(final Memory memory, final int at) {
    memory.writeLong(at, 0);
    if (memory.read(at + 16) == FileType.CHARACTER_DEVICE.number()) {
      memory.writeByte(at + 16, (byte) FileType.UNKNOWN.number());
      return;
    }
    memory.writeLong(at + 8, number(memory.readLong(at + 8)));
    if (memory.read(at + 16) == FileType.DIRECTORY.number()) {
      memory.writeLong(at + 24, 1);
      memory.writeLong(at + 32, 0);
    }
    for (int time = 40; time <= 56; time += 8) {
      if (memory.readLong(at + time) >= start) {
        memory.writeLong(at + time, VirtualClock.START);
      }
    }
  }

  /** In the order in which the guest sees them. */
  private long number(final long inode) {
    return numbers.computeIfAbsent(inode, unseen -> ++numbered);
  }

  /** A new file may get the inode of one that is gone. */
  private void forget() {
    final Set<Long> there = new HashSet<>();
    try {
      for (final Path folder : folders) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (final Path path : all.toList()) {
            there.add(((Number) Files.getAttribute(path, "unix:ino")).longValue());
          }
        }
      }
    } catch (final IOException broken) {
      throw new UncheckedIOException(broken);
    }
    numbers.keySet().retainAll(there);
  }

  /** Asks for all entries, and gives them in order. */
  int readdir(final Memory memory, final long[] args) {
    final int descriptor = (int) args[0];
    final long cookie = args[3];
    final int end = PAGES * Memory.PAGE_SIZE - 8;
    final int errno = wasi.fdReaddir(scratch, descriptor, 0, end, 0, end);
    if (errno != 0 || cookie < 0) {
      return cookie < 0 ? wasi.fdReaddir(scratch, descriptor, 0, 0, cookie, end) : errno;
    }
    if (scratch.readInt(end) == end) {
      throw new KnownFault(ChicoryWasiFault.READDIR_ORDER);
    }
    final SortedMap<String, Entry> entries = entries(scratch.readInt(end));
    if (cookie == 0) {
      final List<String> names = new ArrayList<>(List.of(".", ".."));
      entries.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
      listings.put(descriptor, names);
    }
    final int used =
        write(memory, args, listings.getOrDefault(descriptor, List.of(".", "..")), entries);
    memory.writeI32((int) args[4], used);
    return 0;
  }

  private SortedMap<String, Entry> entries(final int length) {
    final SortedMap<String, Entry> entries = new TreeMap<>();
    for (int at = 0; at < length; ) {
      final int nameLength = scratch.readInt(at + 16);
      final String name =
          new String(scratch.readBytes(at + DIRENT_SIZE, nameLength), StandardCharsets.UTF_8);
      entries.put(name, new Entry(scratch.readLong(at + 8), scratch.read(at + 20), name));
      at += DIRENT_SIZE + nameLength;
    }
    entries.put("..", new Entry(entries.get(".").inode(), entries.get(".").type(), ".."));
    return entries;
  }

  private int write(
      final Memory memory,
      final long[] args,
      final List<String> names,
      final SortedMap<String, Entry> entries) {
    final int length = (int) args[2];
    int used = 0;
    for (long next = args[3]; next < names.size() && used < length; next++) {
      final Entry entry = entries.get(names.get((int) next));
      if (entry == null) {
        continue;
      }
      final byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
      final ByteBuffer bytes =
          ByteBuffer.allocate(DIRENT_SIZE + name.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putLong(0, next + 1);
      bytes.putLong(8, number(entry.inode()));
      bytes.putInt(16, name.length);
      bytes.put(20, entry.type());
      bytes.put(DIRENT_SIZE, name);
      final byte[] part = Arrays.copyOf(bytes.array(), Math.min(bytes.capacity(), length - used));
      memory.write((int) args[1] + used, part);
      used += part.length;
    }
    return used;
  }
}
