package parallax.pvm.translator;

import java.util.Arrays;
import java.util.BitSet;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.ProgramBlob;

/**
 * The program cut into units, and units grouped into regions. A unit is a run of valid instructions
 * that execution passes from the first to the last: a basic block, or a piece of one, since a host
 * call, a change of the heap and a limit of size end units too. A region is a sequence of units
 * whose translation is some thousand bytes.
 *
 * <p>Some units are entries of their region, where it can be entered from elsewhere: those that a
 * dynamic jump, another region or the return from a host call leads to. More can become entries.
 */
final class Units {

  /** What the translation of a region may take by the estimate of {@link #weight}. */
  private static final int REGION_WEIGHT = 5_500;

  private static final int UNIT_WEIGHT = 1_000;

  /** How much worse it is to cut a jump back than one forward. */
  private static final int LOOP_CUT = 16;

  /** Charging, noting the position, and leaving when it cannot be paid. */
  private static final int UNIT_OVERHEAD = 24;

  /** The same for a unit that is a trap, in front of which the translation ends. */
  private static final int TRAP_OVERHEAD = 8;

  /** An access by way of sp. */
  private static final int STACK_ACCESS_WEIGHT = 20;

  /** The check in front of a group of them; often several units share one. */
  private static final int STACK_CHECK_WEIGHT = 16;

  final InstructionReader reader;
  final BasicBlocks blocks;
  final Profile profile;

  // By position, one more than there are code bytes; -1 where no unit begins.
  private final int[] unitAt;
  private int count;
  private int[] starts = new int[64];
  private int[] lasts = new int[64];
  private Instruction[] lastInstructions = new Instruction[64];
  private int[] weights = new int[64];
  private int[] regions;
  private int[] regionFirst = new int[16];
  private int regionCount;
  private final BitSet entries = new BitSet();

  Units(Profile profile, ProgramBlob blob) {
    this.profile = profile;
    this.reader = blob.reader(profile);
    this.blocks = BasicBlocks.of(blob, profile);
    this.unitAt = new int[blob.code().length + 1];
    Arrays.fill(unitAt, -1);
    cut(blob);
    group();
    findEntries(blob);
  }

  private void cut(ProgramBlob blob) {
    int length = blob.code().length;
    int expected = -1;
    boolean open = false;
    // Whether an access by way of sp comes behind the check of its group.
    boolean checked = false;
    for (int pc = 0; pc < length; pc++) {
      if (!blob.bitmask().get(pc)) {
        continue;
      }
      Opcode opcode = reader.opcodeAt(pc);
      if (opcode == null) {
        open = false;
        continue;
      }
      Instruction in = reader.read(pc);
      boolean byStackPointer = StackAccesses.isByStackPointer(in);
      int weight = byStackPointer ? STACK_ACCESS_WEIGHT : weight(opcode);
      if (byStackPointer && !checked) {
        weight += STACK_CHECK_WEIGHT;
      }
      if (!open
          || pc != expected
          || blocks.isStart(pc)
          || weights[count - 1] + weight > UNIT_WEIGHT) {
        startUnit(pc, opcode);
        weight += byStackPointer && checked ? STACK_CHECK_WEIGHT : 0;
        checked = false;
      }
      checked = (checked || byStackPointer) && !StackAccesses.definesStackPointer(in);
      weights[count - 1] += weight;
      lasts[count - 1] = pc;
      lastInstructions[count - 1] = in;
      expected = reader.next(pc);
      open = !opcode.isTerminator() && !endsUnit(opcode);
    }
  }

  private void startUnit(int pc, Opcode first) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      lasts = Arrays.copyOf(lasts, 2 * count);
      lastInstructions = Arrays.copyOf(lastInstructions, 2 * count);
      weights = Arrays.copyOf(weights, 2 * count);
    }
    unitAt[pc] = count;
    starts[count] = pc;
    weights[count] = first == Opcode.TRAP ? TRAP_OVERHEAD : UNIT_OVERHEAD;
    count++;
  }

  // ---- regions

  /** Groups units, cutting between them where few jumps are cut, and loops least of all. */
  private void group() {
    regions = new int[count];
    int[] crossing = crossing();
    int first = 0;
    while (first < count) {
      if (regionCount == regionFirst.length) {
        regionFirst = Arrays.copyOf(regionFirst, 2 * regionCount);
      }
      regionFirst[regionCount] = first;
      int end = endOfRegion(first, crossing);
      Arrays.fill(regions, first, end, regionCount);
      regionCount++;
      first = end;
    }
  }

  private int endOfRegion(int first, int[] crossing) {
    int weight = 0;
    int best = -1;
    int unit = first;
    while (unit < count && weight + weights[unit] <= REGION_WEIGHT) {
      weight += weights[unit];
      unit++;
      if (weight > REGION_WEIGHT / 2 && (best < 0 || crossing[unit] <= crossing[best])) {
        best = unit;
      }
    }
    return unit == count || best < 0 ? unit : best;
  }

  /** For every unit, how bad it is to cut in front of it. */
  private int[] crossing() {
    int[] change = new int[count + 2];
    for (int unit = 0; unit < count; unit++) {
      Instruction last = lastInstructions[unit];
      Opcode opcode = last.opcode();
      if (opcode.isConditional() || opcode == Opcode.JUMP) {
        long target = (long) lasts[unit] + last.offset();
        int other = blocks.isStart(target) ? unitAt[(int) target] : -1;
        if (other >= 0) {
          int cost = other <= unit ? LOOP_CUT : 1;
          change[Math.min(unit, other) + 1] += cost;
          change[Math.max(unit, other) + 1] -= cost;
        }
      }
      if (!opcode.isTerminator() || opcode.isConditional() || opcode == Opcode.FALLTHROUGH) {
        change[unit + 1]++;
        change[unit + 2]--;
      }
    }
    for (int i = 1; i < change.length; i++) {
      change[i] += change[i - 1];
    }
    return change;
  }

  /** Whether the interpreter executes this instruction, though it ends no block. */
  static boolean endsUnit(Opcode opcode) {
    return opcode == Opcode.ECALLI || opcode == Opcode.SBRK;
  }

  /** Bytes of the translation of an instruction, about, unless it is an access by way of sp. */
  private static int weight(Opcode opcode) {
    if (opcode.access() != null) {
      return 58;
    }
    if (opcode == Opcode.TRAP) {
      return 12;
    }
    if (opcode.isTerminator()) {
      return opcode == Opcode.LOAD_IMM_JUMP_IND || opcode == Opcode.JUMP_IND ? 44 : 30;
    }
    return switch (opcode) {
      case ROT_L_64,
          ROT_R_64,
          ROT_L_32,
          ROT_R_32,
          ROT_R_64_IMM,
          ROT_R_64_IMM_ALT,
          ROT_R_32_IMM,
          ROT_R_32_IMM_ALT,
          SET_LT_U,
          SET_LT_S,
          SET_LT_U_IMM,
          SET_LT_S_IMM,
          SET_GT_U_IMM,
          SET_GT_S_IMM,
          MAX,
          MAX_U,
          MIN,
          MIN_U ->
          28;
      case CMOV_IZ, CMOV_NZ, CMOV_IZ_IMM, CMOV_NZ_IMM -> 15;
      default -> 12;
    };
  }

  // ---- entries

  private void findEntries(ProgramBlob blob) {
    markEntry(0);
    for (int i = 0; i < blob.jumpTableLength(); i++) {
      if (blocks.isStart(blob.jumpTarget(i))) {
        markEntry(blob.jumpTarget(i));
      }
    }
    for (int unit = 0; unit < count; unit++) {
      int pc = lasts[unit];
      Instruction instruction = lastInstructions[unit];
      Opcode opcode = instruction.opcode();
      if (opcode.format().hasOffset()) {
        long target = (long) pc + instruction.offset();
        if (blocks.isStart(target) && regions[unitAt[(int) target]] != regions[unit]) {
          markEntry((int) target);
        }
      }
      int next = reader.next(pc);
      if (unit + 1 < count
          && starts[unit + 1] == next
          && (endsUnit(opcode) || regions[unit + 1] != regions[unit])) {
        markEntry(next);
      }
    }
  }

  private void markEntry(int pc) {
    if (unitAt[pc] >= 0) {
      entries.set(unitAt[pc]);
    }
  }

  void addEntry(int unit) {
    entries.set(unit);
  }

  boolean isEntry(int unit) {
    return entries.get(unit);
  }

  // ---- looking up

  int count() {
    return count;
  }

  int regionCount() {
    return regionCount;
  }

  /** The unit that begins at a position, or -1. */
  int at(int pc) {
    return pc < unitAt.length ? unitAt[pc] : -1;
  }

  boolean isBehindCode(int pc) {
    return pc >= reader.codeLength();
  }

  int start(int unit) {
    return starts[unit];
  }

  /** Where its last instruction is. */
  int last(int unit) {
    return lasts[unit];
  }

  int region(int unit) {
    return regions[unit];
  }

  int firstUnit(int region) {
    return regionFirst[region];
  }

  /** The unit behind the last one of a region. */
  int endUnit(int region) {
    return region + 1 < regionCount ? regionFirst[region + 1] : count;
  }
}
