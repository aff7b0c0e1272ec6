package parallax.pvm.host.wasi;

import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;
import java.util.Locale;

/** Makes errnos of what java.nio throws: by class, else by the text of the operating system. */
final class HostFailures {

  private record ByClass(Class<? extends Exception> type, Errno errno) {}

  private record ByText(String text, Errno errno) {}

  private static final List<ByClass> CLASSES =
      List.of(
          new ByClass(NoSuchFileException.class, Errno.NOENT),
          new ByClass(FileAlreadyExistsException.class, Errno.EXIST),
          new ByClass(DirectoryNotEmptyException.class, Errno.NOTEMPTY),
          new ByClass(NotDirectoryException.class, Errno.NOTDIR),
          new ByClass(NotLinkException.class, Errno.INVAL),
          new ByClass(AccessDeniedException.class, Errno.ACCES),
          new ByClass(FileSystemLoopException.class, Errno.LOOP),
          new ByClass(AtomicMoveNotSupportedException.class, Errno.XDEV),
          new ByClass(InvalidPathException.class, Errno.ILSEQ),
          new ByClass(NonReadableChannelException.class, Errno.NOTCAPABLE),
          new ByClass(NonWritableChannelException.class, Errno.NOTCAPABLE),
          new ByClass(UnsupportedOperationException.class, Errno.NOTSUP));

  private static final List<ByText> TEXTS =
      List.of(
          new ByText("not a directory", Errno.NOTDIR),
          new ByText("is a directory", Errno.ISDIR),
          new ByText("too many levels of symbolic links", Errno.LOOP),
          new ByText("too many links", Errno.MLINK),
          new ByText("file name too long", Errno.NAMETOOLONG),
          new ByText("no space left", Errno.NOSPC),
          new ByText("disk quota exceeded", Errno.NOSPC),
          new ByText("file too large", Errno.FBIG),
          new ByText("read-only file system", Errno.ROFS),
          new ByText("too many open files", Errno.NFILE),
          new ByText("operation not permitted", Errno.PERM),
          new ByText("cross-device link", Errno.XDEV),
          new ByText("text file busy", Errno.TXTBSY),
          new ByText("device or resource busy", Errno.BUSY),
          new ByText("directory not empty", Errno.NOTEMPTY),
          new ByText("invalid argument", Errno.INVAL),
          new ByText("broken pipe", Errno.PIPE));

  private HostFailures() {}

  /** Work on the host's files. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does the work; whatever the host refuses becomes a {@link WasiFailure}. */
  static <T> T call(Work<T> work) {
    try {
      return work.run();
    } catch (WasiFailure failure) {
      throw failure;
    } catch (IOException | RuntimeException refusal) {
      throw new WasiFailure(errno(refusal));
    }
  }

  /** Likewise, for work without a result. */
  interface Action {
    void run() throws IOException;
  }

  static void run(Action action) {
    call(
        () -> {
          action.run();
          return Boolean.TRUE;
        });
  }

  static Errno errno(Exception refusal) {
    for (ByClass row : CLASSES) {
      if (row.type().isInstance(refusal)) {
        return row.errno();
      }
    }
    String reason =
        refusal instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(refusal.getMessage());
    String text = reason.toLowerCase(Locale.ROOT);
    for (ByText row : TEXTS) {
      if (text.contains(row.text())) {
        return row.errno();
      }
    }
    return Errno.IO;
  }
}
