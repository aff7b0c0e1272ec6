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
 * whose translation is about 4,000 bytes at most.
 *
 * <p>Some units are entries of their region, where it can be entered from elsewhere: those that a
 * dynamic jump, another region or the return from a host call leads to. More can become entries.
 */
final class Units {

  /** What the translation of a region may take by the estimate of {@link #weight}. */
  private static final int REGION_WEIGHT = 3_500;

  private static final int UNIT_WEIGHT = 1_000;

  /** Charging, noting the position, and leaving when it cannot be paid. */
  private static final int UNIT_OVERHEAD = 50;

  final InstructionReader reader;
  final BasicBlocks blocks;
  final Profile profile;

  // By position, one more than there are code bytes; -1 where no unit begins.
  private final int[] unitAt;
  private int count;
  private int[] starts = new int[64];
  private int[] regions = new int[64];
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
    findEntries(blob);
  }

  private void cut(ProgramBlob blob) {
    int length = blob.code().length;
    int expected = -1;
    int weight = 0;
    int regionWeight = REGION_WEIGHT;
    boolean open = false;
    for (int pc = 0; pc < length; pc++) {
      if (!blob.bitmask().get(pc)) {
        continue;
      }
      Opcode opcode = reader.opcodeAt(pc);
      if (opcode == null) {
        open = false;
        continue;
      }
      int own = weight(opcode);
      if (!open || pc != expected || blocks.isStart(pc) || weight + own > UNIT_WEIGHT) {
        if (regionWeight + UNIT_OVERHEAD + own + UNIT_WEIGHT / 4 > REGION_WEIGHT) {
          startRegion();
          regionWeight = 0;
        }
        startUnit(pc);
        weight = 0;
        regionWeight += UNIT_OVERHEAD;
      } else if (regionWeight + own > REGION_WEIGHT) {
        startRegion();
        startUnit(pc);
        weight = 0;
        regionWeight = UNIT_OVERHEAD;
      }
      weight += own;
      regionWeight += own;
      expected = reader.next(pc);
      open = !opcode.isTerminator() && !endsUnit(opcode);
    }
  }

  private void startRegion() {
    if (regionCount == regionFirst.length) {
      regionFirst = Arrays.copyOf(regionFirst, 2 * regionCount);
    }
    regionFirst[regionCount++] = count;
  }

  private void startUnit(int pc) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      regions = Arrays.copyOf(regions, 2 * count);
    }
    unitAt[pc] = count;
    starts[count] = pc;
    regions[count] = regionCount - 1;
    count++;
  }

  /** Whether the interpreter executes this instruction, though it ends no block. */
  static boolean endsUnit(Opcode opcode) {
    return opcode == Opcode.ECALLI || opcode == Opcode.SBRK;
  }

  /** Bytes of the translation of an instruction, at most. */
  static int weight(Opcode opcode) {
    if (opcode.access() != null) {
      return 66;
    }
    if (opcode.isTerminator()) {
      return 64;
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
          36;
      default -> 18;
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
      int pc = last(unit);
      Instruction instruction = reader.read(pc);
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

  /** The position of the last instruction of a unit. */
  private int last(int unit) {
    int pc = starts[unit];
    while (!isLast(pc)) {
      pc = reader.next(pc);
    }
    return pc;
  }

  /** Whether a unit ends with the instruction at a position inside of it. */
  boolean isLast(int pc) {
    Opcode opcode = reader.opcodeAt(pc);
    int next = reader.next(pc);
    return opcode.isTerminator()
        || endsUnit(opcode)
        || reader.opcodeAt(next) == null
        || at(next) >= 0;
  }
}
