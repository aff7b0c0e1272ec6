package parallax.oracle.engine;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.host.GuestExit;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.wasi.Errno;
import parallax.pvm.host.wasi.GuestMemory;
import parallax.pvm.host.wasi.VirtualClock;
import parallax.pvm.host.wasi.WasiFunction;

/**
 * Chicory's own WASI as the host of one instance of Chicory: the reference for ours. What it
 * decides by the computer that it runs on is replaced by what is the same everywhere, and what it
 * does wrong is {@link ChicoryWasiFault}.
 */
public final class ChicoryWasi implements HostFunctions, AutoCloseable {
  private static final int FIRST_FOLDER = 3;
  private static final int CREATE_OR_TRUNCATE = 1 | 8;
  private static final int APPEND = 1;

  private final WasiPreview1 wasi;
  private final SortedMap<String, HostFunction> functions = new TreeMap<>();
  private final VirtualClock clock = new VirtualClock();
  private final ChicoryWasiFiles files;
  private final int preopens;

  /**
   * A guest that has just begun.
   *
   * @param environment variables as {@code NAME=value}
   * @param folders of the host by the guest's names, in their order; none may hold a link
   * @param seed of its random bytes
   */
  public ChicoryWasi(
      final List<String> args,
      final List<String> environment,
      final Map<String, Path> folders,
      final byte[] input,
      final OutputStream output,
      final OutputStream errors,
      final long seed) {
    final WasiOptions.Builder options =
        WasiOptions.builder()
            .withArguments(args)
            .withStdin(new ByteArrayInputStream(input), false)
            .withStdout(output, false)
            .withStderr(errors, false)
            .withClock(new JavaClock(clock))
            .withRandom(new Random(seed));
    for (final String variable : environment) {
      final int equals = variable.indexOf('=');
      options.withEnvironment(variable.substring(0, equals), variable.substring(equals + 1));
    }
    folders.forEach(options::withDirectory);
    wasi = WasiPreview1.builder().withOptions(options.build()).build();
    for (final HostFunction function : wasi.toHostFunctions()) {
      functions.put(function.name(), function);
    }
    files = new ChicoryWasiFiles(wasi, folders.values());
    preopens = folders.size();
  }

  @Override
  public List<WasmValue> call(
      final String module, final String name, final FuncType type, final List<WasmValue> args) {
    throw new IllegalStateException("WASI needs the memory of its caller");
  }

  @Override
  public List<WasmValue> call(
      final GuestMemory memory,
      final String module,
      final String name,
      final FuncType type,
      final List<WasmValue> args) {
    if (!module.equals(WasiFunction.MODULE)) {
      return HostFunctions.ZERO.call(module, name, type, args);
    }
    final WasiFunction function = WasiFunction.byName(name).orElse(null);
    if (function == null || !functions.containsKey(name)) {
      return type.results().equals(List.of(ValType.I32))
          ? List.of(WasmValue.i32(Errno.NOSYS.number()))
          : HostFunctions.ZERO.call(module, name, type, args);
    }
    final long[] bits = args.stream().mapToLong(WasmValue::bits).toArray();
    refuse(function, bits);
    return List.of(WasmValue.i32(answer(function, bits, (ChicoryMemory) memory)));
  }

  /** Calls of which it is known beforehand that they go wrong. */
  private void refuse(final WasiFunction function, final long[] args) {
    final int first = args.length == 0 ? 0 : (int) args[0];
    switch (function) {
      case PATH_SYMLINK, PATH_READLINK -> throw new KnownFault(ChicoryWasiFault.SYMBOLIC_LINKS);
      case PATH_RENAME -> throw new KnownFault(ChicoryWasiFault.RENAME);
      case FD_FDSTAT_SET_FLAGS, FD_FDSTAT_SET_RIGHTS ->
          throw new KnownFault(ChicoryWasiFault.DESCRIPTOR_CHANGES);
      case PROC_RAISE, SOCK_ACCEPT, SOCK_RECV, SOCK_SEND ->
          throw new KnownFault(ChicoryWasiFault.NOT_IMPLEMENTED);
      case FD_FILESTAT_GET -> {
        if (first >= FIRST_FOLDER && first < FIRST_FOLDER + preopens) {
          throw new KnownFault(ChicoryWasiFault.FILESTAT_OF_PREOPEN);
        }
      }
      case PATH_OPEN -> {
        if (((int) args[7] & APPEND) != 0 && (((int) args[4] & 8) != 0 || (args[5] & 2) != 0)) {
          throw new KnownFault(ChicoryWasiFault.APPEND);
        }
        if (!files.mayOpen(first, args[5] | args[6])) {
          throw new KnownFault(ChicoryWasiFault.RIGHTS_ARE_IGNORED);
        }
      }
      default -> {
        // Nothing is known.
      }
    }
    if (function.label().startsWith("path_") && hasEmptyPath(function, args)) {
      throw new KnownFault(ChicoryWasiFault.EMPTY_PATH);
    }
  }

  private static boolean hasEmptyPath(final WasiFunction function, final long[] args) {
    return switch (function) {
      case PATH_CREATE_DIRECTORY, PATH_REMOVE_DIRECTORY, PATH_UNLINK_FILE -> (int) args[2] == 0;
      case PATH_LINK -> (int) args[3] == 0 || (int) args[6] == 0;
      default -> (int) args[3] == 0;
    };
  }

  private int answer(final WasiFunction function, final long[] args, final ChicoryMemory guest) {
    final Memory memory = guest.instance().memory();
    return switch (function) {
      case CLOCK_TIME_GET -> clockTime(function, args, guest);
      case FD_READDIR -> guarded(() -> files.readdir(memory, args));
      case POLL_ONEOFF -> poll(function, args, guest);
      default -> {
        final int errno = ask(function, args, guest);
        if (errno == Errno.SUCCESS.number()) {
          files.correct(function, args, memory);
          if (function == WasiFunction.PATH_OPEN
              && ((int) args[4] & CREATE_OR_TRUNCATE) != 0
              && files.isFolder(memory.readInt((int) args[8]))) {
            throw new KnownFault(ChicoryWasiFault.CREATED_FOLDER);
          }
        }
        yield corrected(function, args, errno);
      }
    };
  }

  private interface Call {
    int run();
  }

  /** Whatever it throws, but for the end of the guest, is a fault of its own. */
  private static int guarded(final Call call) {
    try {
      return call.run();
    } catch (final WasiExitException exit) {
      throw new GuestExit(exit.exitCode());
    } catch (final KnownFault fault) {
      throw fault;
    } catch (final RuntimeException | AssertionError | OutOfMemoryError thrown) {
      throw new KnownFault(ChicoryWasiFault.BAD_ADDRESS);
    }
  }

  private int ask(final WasiFunction function, final long[] args, final ChicoryMemory guest) {
    return guarded(
        () -> {
          final long[] results =
              functions.get(function.label()).handle().apply(guest.instance(), args);
          return (int) results[0];
        });
  }

  private int corrected(final WasiFunction function, final long[] args, final int errno) {
    if (errno == Errno.IO.number()) {
      throw new KnownFault(ChicoryWasiFault.UNSPECIFIC_ERRNO);
    }
    if (errno == Errno.NOTSUP.number() && function == WasiFunction.CLOCK_RES_GET) {
      return Errno.INVAL.number();
    }
    if (errno == Errno.ACCES.number()) {
      return Errno.PERM.number();
    }
    final boolean syncs = function == WasiFunction.FD_SYNC || function == WasiFunction.FD_DATASYNC;
    if (syncs && errno == Errno.INVAL.number() && (int) args[0] >= FIRST_FOLDER) {
      throw new KnownFault(ChicoryWasiFault.FOLDER_SYNC);
    }
    return errno;
  }

  private int clockTime(final WasiFunction function, final long[] args, final ChicoryMemory guest) {
    final int id = (int) args[0];
    if (id == 0 || id == 1) {
      clock.tick();
    }
    final int errno = ask(function, args, guest);
    if (errno == Errno.SUCCESS.number() && id == 1) {
      guest.instance().memory().writeLong((int) args[2], clock.monotonic());
    }
    return errno == Errno.NOTSUP.number() ? Errno.INVAL.number() : errno;
  }

  private int poll(final WasiFunction function, final long[] args, final ChicoryMemory guest) {
    return guarded(
        () -> {
          final byte[] before = ChicoryWasiPoll.shorten(guest.instance().memory(), args, clock);
          final int errno = ask(function, args, guest);
          guest.instance().memory().write((int) args[0], before);
          return errno;
        });
  }

  @Override
  public void close() {
    wasi.close();
  }
}
