package parallax.fuzz.pvm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import parallax.fuzz.entropy.Tape;
import parallax.fuzz.pvm.MachineCase.Between;
import parallax.fuzz.pvm.MachineCase.Range;
import parallax.fuzz.pvm.MachineCase.Run;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;

/** Makes a {@link MachineCase} from any tape. */
public final class MachineCaseGenerator {
  private static final long PAGE = PagedMemory.PAGE_SIZE;
  private static final long HEAP = 2L * StandardLayout.ZONE_SIZE;
  private static final int MAX_RUNS = 8;
  private static final long PLACES_OF_TWO_PAGES =
      (PagedMemory.SIZE - PagedMemory.LOWEST_ADDRESS) / PAGE - 1;
  private static final int RESERVED_FOR_STATE = 320;

  /** Where ranges begin: the lowest address there is, a standard program's zones, the very end. */
  private static final long[] PLACES = {
    StandardLayout.RO_BASE,
    HEAP,
    StandardLayout.STACK_TOP - 2 * PAGE,
    0x7FFFE000L,
    StandardLayout.ARGUMENTS_BASE,
    PagedMemory.SIZE - 2 * PAGE,
    StandardLayout.RO_BASE + PAGE,
    HEAP + 3 * PAGE
  };

  private MachineCaseGenerator() {}

  /** The case of a tape. */
  public static MachineCase generate(final byte[] bytes) {
    final Tape tape = new Tape(bytes);
    final Profile profile = tape.oneIn(3) ? Profile.GP_0_8_0 : Profile.GP_0_7_2;
    final Tape state = tape.slice(RESERVED_FOR_STATE);
    final List<Range> ranges = ranges(state);
    final boolean hasHeap = state.oneIn(2);
    final long heapEnd = hasHeap ? HEAP + PAGE * (1 + state.below(3)) : 0;
    if (hasHeap) {
      ranges.add(new Range(HEAP, heapEnd - HEAP, PageAccess.WRITE, state.below(4)));
    }
    final int tableLength = ProgramGenerator.tableLength(state);
    final long heapLimit = hasHeap ? heapEnd + PAGE * state.below(4) : 0;
    final Values values = new Values(pages(ranges), borders(ranges, heapLimit), tableLength);
    final List<Long> registers = new ArrayList<>();
    for (int i = 0; i < Register.COUNT; i++) {
      registers.add(register(i, values, state));
    }
    final boolean damaged = state.oneIn(3);
    final ProgramBlob blob =
        new ProgramGenerator(profile, values, tableLength, tape).generate(damaged);
    final int entry = state.oneIn(4) ? position(blob, state) : 0;
    final List<Run> runs = runs(blob, values, state);
    return new MachineCase(
        profile,
        blob,
        hasHeap || state.oneIn(2),
        ranges,
        heapEnd,
        heapLimit,
        registers,
        entry,
        runs);
  }

  /** The upper ones are addresses, of data and of code. */
  private static long register(final int index, final Values values, final Tape tape) {
    if (index < Encoding.POINTERS || tape.oneIn(16)) {
      return values.any(tape);
    }
    return index == Register.COUNT - 1 ? values.jumpAddress(tape) : values.pointer(tape);
  }

  private static List<Range> ranges(final Tape tape) {
    final List<Range> ranges = new ArrayList<>();
    final int count = 1 + tape.below(4);
    for (int i = 0; i < count; i++) {
      final long address =
          tape.oneIn(4)
              ? PagedMemory.LOWEST_ADDRESS + PAGE * (tape.bits(3) % PLACES_OF_TWO_PAGES)
              : PLACES[tape.below(PLACES.length)];
      final PageAccess access =
          switch (tape.below(4)) {
            case 0 -> PageAccess.READ;
            case 1 -> tape.oneIn(4) ? PageAccess.NONE : PageAccess.WRITE;
            default -> PageAccess.WRITE;
          };
      ranges.add(new Range(address, PAGE * (1 + tape.below(2)), access, tape.u8()));
    }
    return ranges;
  }

  /** The first and the last page of each range. */
  private static long[] pages(final List<Range> ranges) {
    return ranges.stream()
        .flatMapToLong(
            range -> LongStream.of(range.address(), range.address() + range.length() - PAGE))
        .toArray();
  }

  /** Where accesses may begin to fault, or to panic. */
  private static long[] borders(final List<Range> ranges, final long heapLimit) {
    return LongStream.concat(
            LongStream.of(PagedMemory.LOWEST_ADDRESS, heapLimit, PagedMemory.SIZE),
            ranges.stream()
                .flatMapToLong(
                    range ->
                        LongStream.of(
                            range.address(),
                            range.address() + range.length() - PAGE,
                            range.address() + range.length())))
        .toArray();
  }

  /** The first instruction, any other, or a place that may be none. */
  private static int position(final ProgramBlob blob, final Tape tape) {
    final int length = blob.code().length;
    return switch (tape.below(8)) {
      case 0, 1 -> 0;
      case 2 -> tape.below(length + 3);
      default -> {
        int at = tape.below(length);
        while (at > 0 && !blob.bitmask().get(at)) {
          at--;
        }
        yield at;
      }
    };
  }

  private static List<Run> runs(final ProgramBlob blob, final Values values, final Tape tape) {
    final List<Run> runs = new ArrayList<>();
    final int count = 1 + tape.below(MAX_RUNS);
    for (int i = 0; i < count; i++) {
      final long gas =
          switch (tape.below(4)) {
            case 0 -> tape.below(20);
            case 1 -> tape.below(200);
            default -> tape.below(3_000);
          };
      final Between between = Between.values()[tape.below(Between.values().length)];
      runs.add(
          new Run(
              gas,
              between,
              position(blob, tape),
              tape.below(Register.COUNT + 1),
              values.any(tape)));
    }
    return runs;
  }
}
