package parallax.fuzz.pvm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.InitialState;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;

/**
 * A program, the state it starts from, and what a host does with the machine run after run.
 *
 * @param laidOut whether memory is prepared for the ranges of a standard program; what the program
 *     sees does not depend on it
 * @param ranges what is mapped, in this order
 * @param heapEnd first byte after the heap, a multiple of the page size
 * @param heapLimit where the heap must end
 * @param registers thirteen of them
 * @param pc where the first run begins
 * @param runs what is done: one run each
 */
public record MachineCase(
    Profile profile,
    ProgramBlob blob,
    boolean laidOut,
    List<Range> ranges,
    long heapEnd,
    long heapLimit,
    List<Long> registers,
    int pc,
    List<Run> runs) {
  private static final long HEAP_SIZE = 1L << 24;

  /**
   * Pages of one access.
   *
   * @param address a multiple of the page size, at least 64 KiB
   * @param length a multiple of the page size
   * @param seed of the contents; 0 for zeros
   */
  public record Range(long address, long length, PageAccess access, int seed) {
    /** The contents: a simple function of place and seed, so that it need not be stored. */
    byte[] contents() {
      final byte[] bytes = new byte[(int) length];
      int state = seed;
      for (int i = 0; i < bytes.length && seed != 0; i++) {
        state = state * 1_103_515_245 + 12_345;
        // Zeros are common in memory.
        bytes[i] = (state >>> 28) < 4 ? 0 : (byte) (state >>> 16);
      }
      return bytes;
    }
  }

  /** What a host does after a run, before the next. */
  public enum Between {
    /** Only gas and a register change. */
    NOTHING,
    /** The page of a page fault becomes writable, if it may be mapped. */
    MAP,
    /** The machine moves to the run's position. */
    MOVE,
    /** The first range loses its access. */
    UNMAP,
    /** The first range becomes read-only. */
    PROTECT,
    /** The heap grows by some of the run's value, if it may. */
    GROW
  }

  /**
   * One run.
   *
   * @param gas what the machine has at its start
   * @param between what happens after it
   * @param pc for {@link Between#MOVE}, and after a halt or a panic
   * @param register that is set after it; 13 for none
   * @param value what to; for {@link Between#GROW} its low 14 bits are bytes
   */
  public record Run(long gas, Between between, int pc, int register, long value) {}

  public MachineCase {
    ranges = List.copyOf(ranges);
    registers = List.copyOf(registers);
    runs = List.copyOf(runs);
    if (registers.size() != Register.COUNT) {
      throw new IllegalArgumentException(registers.size() + " registers");
    }
  }

  /** The contents of the ranges, in order; none where there are only zeros. */
  List<Optional<byte[]>> contents() {
    return ranges.stream()
        .map(
            range ->
                range.access() == PageAccess.NONE || range.seed() == 0
                    ? Optional.<byte[]>empty()
                    : Optional.of(range.contents()))
        .toList();
  }

  /**
   * The state that a machine of its own starts from.
   *
   * @param contents of the ranges, which need not be made for each machine
   */
  InitialState state(final List<Optional<byte[]>> contents) {
    final PagedMemory memory =
        laidOut
            ? PagedMemory.laidOut(
                StandardLayout.RO_BASE,
                StandardLayout.RO_BASE + StandardLayout.ZONE_SIZE,
                2L * StandardLayout.ZONE_SIZE,
                2L * StandardLayout.ZONE_SIZE + HEAP_SIZE,
                StandardLayout.STACK_TOP - StandardLayout.ZONE_SIZE,
                StandardLayout.STACK_TOP)
            : new PagedMemory();
    for (int i = 0; i < ranges.size(); i++) {
      final Range range = ranges.get(i);
      memory.setAccess(range.address(), range.length(), range.access());
      contents.get(i).ifPresent(bytes -> memory.write(range.address(), bytes));
    }
    return InitialState.withHeap(
        memory, registers.stream().mapToLong(Long::longValue).toArray(), heapEnd, heapLimit);
  }

  /** One line, for reports. */
  @Override
  public String toString() {
    return profile.label()
        + ", "
        + blob
        + ", pc "
        + pc
        + ", ranges "
        + ranges
        + ", runs "
        + Arrays.toString(runs.toArray());
  }
}
