package parallax.pvm.translator;

import java.util.Arrays;
import java.util.BitSet;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.Opcode;

/**
 * The instructions of a region, and how execution passes between its units. A unit is headed if it
 * is jumped to or an entry; others are reached from the unit in front of them, or not at all. A
 * headed unit and the ones behind it that are only reached from there are a chain: execution enters
 * it at its beginning only, though it may leave anywhere.
 */
final class RegionCode {

  private final Units units;
  private final int region;
  private final int first;
  private final int end;
  private final boolean chargesBlocks;

  private Instruction[] code = new Instruction[256];
  private int[] positions = new int[256];
  // By unit, counted from the first, and one more.
  private final int[] starts;

  private final BitSet headed = new BitSet();
  private final BitSet reached = new BitSet();

  private int registersUsed;
  private int registersDefined;

  RegionCode(Units units, int region, boolean chargesBlocks) {
    this.units = units;
    this.region = region;
    this.first = units.firstUnit(region);
    this.end = units.endUnit(region);
    this.chargesBlocks = chargesBlocks;
    this.starts = new int[end - first + 1];
    read();
    connect();
  }

  private void read() {
    int count = 0;
    for (int unit = first; unit < end; unit++) {
      starts[unit - first] = count;
      int pc = units.start(unit);
      while (true) {
        if (count == code.length) {
          code = Arrays.copyOf(code, 2 * count);
          positions = Arrays.copyOf(positions, 2 * count);
        }
        Instruction in = units.reader.read(pc);
        code[count] = in;
        positions[count] = pc;
        count++;
        registersUsed |= in.usedRegisters();
        if (in.definedRegister() >= 0) {
          registersDefined |= 1 << in.definedRegister();
        }
        if (pc == units.last(unit)) {
          break;
        }
        pc = units.reader.next(pc);
      }
    }
    starts[end - first] = count;
    registersUsed |= registersDefined;
  }

  private void connect() {
    for (int unit = first; unit < end; unit++) {
      if (units.isEntry(unit)) {
        headed.set(unit - first);
      }
      if (isLeft(unit)) {
        continue;
      }
      Instruction in = code[last(unit)];
      long target = (long) units.last(unit) + in.offset();
      if (in.opcode().format().hasOffset() && units.blocks.isStart(target)) {
        int other = units.at((int) target);
        if (units.region(other) == region && !isBare(other)) {
          headed.set(other - first);
        }
      }
      if (fallsThrough(in.opcode()) && isNext(unit, units.reader.next(units.last(unit)))) {
        reached.set(unit + 1 - first);
      }
    }
    // What is only reached from a unit that is not, is not.
    for (int i = 0; i < end - first; i++) {
      reached.set(i, headed.get(i) || (i > 0 && reached.get(i) && reached.get(i - 1)));
    }
  }

  private static boolean fallsThrough(Opcode opcode) {
    return !opcode.isTerminator() || opcode.isConditional() || opcode == Opcode.FALLTHROUGH;
  }

  /** Whether at the position lies the next unit of the region. */
  boolean isNext(int unit, int pc) {
    return unit + 1 < end && units.start(unit + 1) == pc;
  }

  /** The instruction at an index, which counts from the beginning of the region. */
  Instruction instruction(int index) {
    return code[index];
  }

  int position(int index) {
    return positions[index];
  }

  /** The index of the first instruction of a unit. */
  int from(int unit) {
    return starts[unit - first];
  }

  /** The index of its last instruction. */
  int last(int unit) {
    return starts[unit - first + 1] - 1;
  }

  /** Registers that are read or written, bit r for register r. */
  int registersUsed() {
    return registersUsed;
  }

  /** Registers that are written. */
  int registersDefined() {
    return registersDefined;
  }

  /** Whether execution comes to the unit from elsewhere than the unit in front of it. */
  boolean isHeaded(int unit) {
    return headed.get(unit - first);
  }

  /** Whether execution comes to the unit at all, as far as is known. */
  boolean isReached(int unit) {
    return reached.get(unit - first);
  }

  /** The unit behind the chain that begins with a headed unit. */
  int endOfChain(int unit) {
    int behind = unit + 1;
    while (behind < end && isReached(behind) && !isHeaded(behind)) {
      behind++;
    }
    return behind;
  }

  /** The accesses by way of sp in that chain. */
  StackAccesses stackAccesses(int unit) {
    return StackAccesses.of(code, from(unit), last(endOfChain(unit) - 1) + 1);
  }

  /** Whether the last instruction of a unit can only be executed by the interpreter. */
  boolean isLeft(int unit) {
    Opcode opcode = code[last(unit)].opcode();
    if (opcode == Opcode.TRAP || Units.endsUnit(opcode)) {
      return true;
    }
    if (!opcode.format().hasOffset()) {
      return false;
    }
    int pc = units.last(unit);
    boolean target = units.blocks.isStart((long) pc + code[last(unit)].offset());
    if (opcode.isConditional()) {
      return units.profile.checksBothBranchSides()
          && !(target && units.blocks.isStart(units.reader.next(pc)));
    }
    return !target;
  }

  /** Whether the translation of a unit does nothing but leave. */
  boolean isBare(int unit) {
    return !chargesBlocks && from(unit) == last(unit) && isLeft(unit);
  }
}
