package parallax.pvm.host.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parallax.pvm.host.wasi.CallModel.Entry;
import parallax.pvm.host.wasi.CallModel.Range;

/** What must hold of the arguments of functions on paths. */
final class PathRules {
  private static final int MAX_PATH = 4_096;

  private final CallFaults call;
  private final Guest guest;

  PathRules(CallFaults call, Guest guest) {
    this.call = call;
    this.guest = guest;
  }

  /** How it ends depends on the files, if nothing is wrong. */
  void describe() {
    switch (call.function()) {
      case PATH_CREATE_DIRECTORY, PATH_REMOVE_DIRECTORY, PATH_UNLINK_FILE -> {
        call.folder(0, call.function().label());
        paths(1);
      }
      case PATH_FILESTAT_GET, PATH_FILESTAT_SET_TIMES -> {
        call.folder(0, call.function().label());
        call.unless(call.u32(1) <= 1, Errno.INVAL);
        if (call.function() == WasiFunction.PATH_FILESTAT_GET) {
          call.writes(4, 64);
        } else {
          DescriptorRules.times(call, call.u32(6));
        }
        paths(2);
      }
      case PATH_LINK -> {
        call.folder(0, "path_link_source");
        call.folder(4, "path_link_target");
        call.unless(call.u32(1) <= 1, Errno.INVAL);
        paths(2, 5);
      }
      case PATH_RENAME -> {
        call.folder(0, "path_rename_source");
        call.folder(3, "path_rename_target");
        paths(1, 4);
      }
      case PATH_SYMLINK -> {
        call.folder(2, "path_symlink");
        paths(0, 3);
      }
      case PATH_READLINK -> {
        call.folder(0, "path_readlink");
        call.writes(3, call.u32(4));
        call.writes(5, 4);
        paths(1);
      }
      case PATH_OPEN -> open();
      default -> throw new IllegalArgumentException(call.function().label());
    }
  }

  private void open() {
    Entry parent = call.folder(0);
    call.unless(call.u32(1) <= 1, Errno.INVAL);
    call.unless(call.u32(4) <= 15, Errno.INVAL);
    call.unless(call.u32(7) <= 31, Errno.INVAL);
    long needed = RightsByName.rights("path_open");
    needed |= (call.arg(4) & 1) != 0 ? RightsByName.rights("path_create_file") : 0;
    needed |= (call.arg(4) & 8) != 0 ? RightsByName.rights("path_filestat_set_size") : 0;
    needed |= (call.arg(7) & 2) != 0 ? RightsByName.rights("fd_datasync") : 0;
    needed |= (call.arg(7) & 24) != 0 ? RightsByName.rights("fd_sync") : 0;
    call.unless((parent.rights() & needed) == needed, Errno.NOTCAPABLE);
    call.unless(((call.arg(5) | call.arg(6)) & ~parent.inheriting()) == 0, Errno.NOTCAPABLE);
    call.writes(8, 4);
    paths(2);
  }

  /** Where nothing else is wrong, what the paths themselves say is. */
  private void paths(int... pointers) {
    Set<Errno> texts = EnumSet.noneOf(Errno.class);
    Set<Errno> places = EnumSet.noneOf(Errno.class);
    for (int pointer : pointers) {
      Range range = new Range(call.u32(pointer), call.u32(pointer + 1), false);
      call.reads(range);
      if (!range.isInside()) {
        continue;
      }
      if (range.length() > MAX_PATH) {
        texts.add(Errno.NAMETOOLONG);
        continue;
      }
      byte[] bytes = guest.read(range.address(), (int) range.length());
      if (!isText(bytes)) {
        texts.add(Errno.ILSEQ);
        continue;
      }
      boolean isTarget = call.function() == WasiFunction.PATH_SYMLINK && pointer == 0;
      refusal(bytes, isTarget, places);
    }
    call.wrong(texts);
    if (call.isClean() && !places.isEmpty()) {
      call.wrong(places);
      if (pointers.length == 2) {
        // What is wrong with the other path may be found first.
        Set<Errno> others = call.byFiles();
        others.remove(Errno.SUCCESS);
        call.wrong(others);
      }
    }
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Why a path is refused wherever it is looked for. */
  private static void refusal(byte[] bytes, boolean isTarget, Set<Errno> into) {
    String path = new String(bytes, StandardCharsets.UTF_8);
    List<String> components =
        Arrays.stream(path.split("/", -1)).filter(c -> !c.isEmpty() && !c.equals(".")).toList();
    if (path.isEmpty()) {
      into.add(Errno.NOENT);
    } else if (path.contains("\0")) {
      into.add(Errno.INVAL);
    } else if (path.startsWith("/")) {
      into.add(Errno.PERM);
    } else if (!isTarget && !components.isEmpty() && components.get(0).equals("..")) {
      into.add(Errno.PERM);
    } else if (!isTarget
        && !components.isEmpty()
        && components.get(0).getBytes(StandardCharsets.UTF_8).length > 255) {
      into.add(Errno.NAMETOOLONG);
    }
  }
}
