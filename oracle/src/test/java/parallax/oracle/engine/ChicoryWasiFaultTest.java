package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.host.wasi.Errno;
import parallax.pvm.host.wasi.VirtualClock;

/** Each fault on Chicory's WASI as it is, so that a version without it is noticed. */
final class ChicoryWasiFaultTest {
  private static final int FOLDER = 3;
  private static final int CREATE = 1;
  private static final int TRUNCATE = 8;
  private static final int APPEND = 1;

  @TempDir private Path folder;
  private final Memory memory = new ByteArrayMemory(new MemoryLimits(1, 1));
  private WasiPreview1 wasi;

  @BeforeEach
  void a_guest_with_a_folder() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    Files.writeString(folder.resolve("file"), "text");
    wasi =
        WasiPreview1.builder()
            .withOptions(
                WasiOptions.builder()
                    .withStdin(new ByteArrayInputStream(new byte[0]), false)
                    .withStdout(OutputStream.nullOutputStream(), false)
                    .withClock(new JavaClock(new VirtualClock()))
                    .withDirectory("/d", folder)
                    .build())
            .build();
  }

  @AfterEach
  void closed() {
    wasi.close();
  }

  @ParameterizedTest
  @EnumSource
  void chicory_has_the_fault(final ChicoryWasiFault fault) throws Exception {
    switch (fault) {
      case MONOTONIC_CLOCK -> {
        final long before = System.nanoTime();
        wasi.clockTimeGet(memory, 1, 0, 0);
        assertThat(memory.readLong(0)).isBetween(before, System.nanoTime());
      }
      case CPU_CLOCK_ERRNO -> gives(Errno.NOTSUP, wasi.clockResGet(memory, 2, 0));
      case POLL_CLOCK -> {
        memory.writeLong(24, 2_000_000);
        final long before = System.nanoTime();
        gives(Errno.SUCCESS, wasi.pollOneoff(memory, 0, 100, 1, 200));
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(2_000_000);
      }
      case POLL_INPUT -> waitsForEver();
      case DESCRIPTOR_RIGHTS -> {
        wasi.fdFdstatGet(memory, 0, 0);
        assertThat(memory.readLong(8)).isEqualTo(2);
        open("d", 0, 1L << 14, 0);
        wasi.fdFdstatGet(memory, memory.readInt(0), 8);
        assertThat(memory.readLong(16)).isNotEqualTo(1L << 14);
      }
      case STREAM_TYPE -> {
        wasi.fdFdstatGet(memory, 1, 0);
        wasi.fdFilestatGet(memory, 1, 64);
        assertThat(memory.read(64 + 16)).isNotEqualTo(memory.read(0));
      }
      case HOST_ATTRIBUTES -> {
        wasi.pathFilestatGet(memory, FOLDER, 0, "file", 0);
        assertThat(memory.readLong(8))
            .isEqualTo(Files.getAttribute(folder.resolve("file"), "unix:ino"));
      }
      case READDIR_ORDER -> {
        wasi.fdReaddir(memory, FOLDER, 0, 100, 0, 200);
        assertThat(memory.readLong(24 + 1 + 8)).isNotEqualTo(memory.readLong(8));
      }
      default -> others(fault);
    }
  }

  private void others(final ChicoryWasiFault fault) throws IOException {
    switch (fault) {
      case ESCAPE_ERRNO -> {
        gives(Errno.ACCES, wasi.pathCreateDirectory(FOLDER, "../x"));
        gives(Errno.PERM, open("../x", 0, 2, 0));
      }
      case BAD_ADDRESS ->
          assertThatThrownBy(() -> wasi.argsSizesGet(memory, -1, 0))
              .isInstanceOf(RuntimeException.class);
      case UNSPECIFIC_ERRNO -> gives(Errno.IO, wasi.pathCreateDirectory(FOLDER, "file/x"));
      case FILESTAT_OF_PREOPEN ->
          assertThatThrownBy(() -> wasi.fdFilestatGet(memory, FOLDER, 0))
              .isInstanceOf(RuntimeException.class);
      case DESCRIPTOR_CHANGES -> {
        gives(Errno.NOTSUP, wasi.fdFdstatSetRights(FOLDER, 0, 0));
        gives(Errno.SUCCESS, open("file", 0, 2, 0));
        gives(Errno.NOTSUP, wasi.fdFdstatSetFlags(memory.readInt(0), APPEND));
      }
      case FOLDER_SYNC -> gives(Errno.INVAL, wasi.fdSync(FOLDER));
      case SYMBOLIC_LINKS -> {
        gives(Errno.SUCCESS, wasi.pathSymlink("file", FOLDER, "link"));
        assertThat(Files.readSymbolicLink(folder.resolve("link"))).isAbsolute();
      }
      case RENAME -> gives(Errno.NOTSUP, wasi.pathRename(FOLDER, "file", FOLDER, "other"));
      case RIGHTS_ARE_IGNORED -> gives(Errno.SUCCESS, open("file", 0, 2 | 1L << 40, 0));
      case EMPTY_PATH -> gives(Errno.SUCCESS, wasi.pathFilestatGet(memory, FOLDER, 0, "", 0));
      case CREATED_FOLDER -> gives(Errno.SUCCESS, open("d", CREATE, 0, 0));
      case APPEND -> gives(Errno.NOTSUP, open("file", TRUNCATE, 64, APPEND));
      case NOT_IMPLEMENTED ->
          assertThatThrownBy(() -> wasi.procRaise(0)).isInstanceOf(RuntimeException.class);
      default -> throw new AssertionError("nothing shows " + fault);
    }
  }

  private static void gives(final Errno expected, final int errno) {
    assertThat(Errno.values()[errno]).isEqualTo(expected);
  }

  /** Opens; the number is at 0 then. */
  private int open(final String path, final int flags, final long rights, final int fdFlags) {
    return wasi.pathOpen(memory, FOLDER, 1, path, flags, rights, 0, fdFlags, 0);
  }

  /** Until somebody interrupts it. */
  private void waitsForEver() throws InterruptedException {
    memory.writeByte(8, (byte) 1);
    final Thread poll =
        new Thread(
            () ->
                assertThatThrownBy(() -> wasi.pollOneoff(memory, 0, 100, 1, 200))
                    .hasMessageContaining("interrupted"));
    poll.start();
    poll.join(300);
    assertThat(poll.isAlive()).isTrue();
    poll.interrupt();
    poll.join();
  }
}
