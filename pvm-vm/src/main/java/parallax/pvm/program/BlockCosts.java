package parallax.pvm.program;

import parallax.pvm.codec.BlockCost;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;

/**
 * The prices of the basic blocks of a program under the block gas model (Gray Paper 0.8.0 A.9),
 * each computed when it is first asked for. May be shared between threads: at worst two compute the
 * same price.
 */
public final class BlockCosts {

  private final byte[] code;
  private final InstructionReader reader;
  private final int trap;
  private final int unlikely;
  // 0 where nobody asked yet: no block is free.
  private final int[] costs;

  public BlockCosts(ProgramBlob blob, Profile profile) {
    this.code = blob.code();
    this.reader = blob.reader(profile);
    this.trap = Opcode.TRAP.code(profile);
    this.unlikely = Opcode.UNLIKELY.code(profile);
    this.costs = new int[code.length + 1];
  }

  /**
   * What is charged when execution enters the block that starts at a position of the code, or
   * behind its end, where a trap stands. Code that ends without a terminator, or goes on with no
   * valid instruction, ends with a trap.
   */
  public int costOf(int start) {
    int cost = costs[start];
    if (cost == 0) {
      cost = compute(start);
      costs[start] = cost;
    }
    return cost;
  }

  private int compute(int start) {
    BlockCost cost = new BlockCost();
    int pc = start;
    while (true) {
      Instruction instruction = reader.read(pc);
      cost.add(instruction, instruction.opcode().isConditional() && coldSuccessor(instruction, pc));
      if (instruction.opcode().isTerminator()) {
        return cost.finish();
      }
      pc = reader.next(pc);
    }
  }

  private boolean coldSuccessor(Instruction branch, int pc) {
    return isCold((long) pc + branch.offset()) || isCold(reader.next(pc));
  }

  /** Only the byte counts, whether or not an instruction starts there. */
  private boolean isCold(long position) {
    int number = position >= 0 && position < code.length ? code[(int) position] & 0xFF : trap;
    return number == trap || number == unlikely;
  }
}
