package parallax.pvm.host.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.pvm.host.tape.RecordedCall.MemoryWrite;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;

/**
 * Lets a host answer and records every call. What it writes is found by comparing all writable
 * pages with what they were, so a recorded run is slow where there is much memory.
 */
public final class RecordingHost implements HostFunction {

  private final HostFunction host;
  private final List<RecordedCall> calls = new ArrayList<>();

  public RecordingHost(HostFunction host) {
    this.host = host;
  }

  /** What was recorded so far; a view that grows. */
  public List<RecordedCall> calls() {
    return Collections.unmodifiableList(calls);
  }

  @Override
  public Action call(long index, Machine machine) {
    if (RecordedCall.isGrowHeap(machine.profile(), index)) {
      return host.call(index, machine);
    }
    List<Long> arguments = RecordedCall.arguments(index, machine);
    SortedMap<Long, byte[]> before = pages(machine.memory());
    long gas = machine.gas().remaining();
    Action action = host.call(index, machine);
    calls.add(
        new RecordedCall(
            index,
            arguments,
            RecordedCall.results(machine),
            gas - machine.gas().remaining(),
            writes(before, machine.memory()),
            action));
    return action;
  }

  private static SortedMap<Long, byte[]> pages(PagedMemory memory) {
    SortedMap<Long, byte[]> pages = new TreeMap<>();
    for (long page = memory.nextMappedPage(0);
        page >= 0;
        page = memory.nextMappedPage(page + PagedMemory.PAGE_SIZE)) {
      if (memory.accessAt(page) == PageAccess.WRITE) {
        pages.put(page, memory.read(page, PagedMemory.PAGE_SIZE));
      }
    }
    return pages;
  }

  private static List<MemoryWrite> writes(SortedMap<Long, byte[]> before, PagedMemory memory) {
    List<MemoryWrite> writes = new ArrayList<>();
    before.forEach(
        (page, old) -> {
          byte[] now = memory.read(page, PagedMemory.PAGE_SIZE);
          int at = Arrays.mismatch(old, now);
          while (at >= 0) {
            int end = at;
            while (end < now.length && now[end] != old[end]) {
              end++;
            }
            writes.add(new MemoryWrite(page + at, HexFormat.of().formatHex(now, at, end)));
            int next = Arrays.mismatch(old, end, old.length, now, end, now.length);
            at = next < 0 ? -1 : end + next;
          }
        });
    return writes;
  }
}
