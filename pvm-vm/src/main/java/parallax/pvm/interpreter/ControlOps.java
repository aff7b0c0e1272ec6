package parallax.pvm.interpreter;

import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlockCosts;

/** Instructions that end a block without a condition, or reach out of the program. */
final class ControlOps {

  private ControlOps() {}

  static final class Trap extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      // No next instruction and no other end set means panic.
      return null;
    }
  }

  /** For fallthrough and unlikely. */
  static final class Nothing extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return next;
    }
  }

  /**
   * The first instruction of a block where blocks are charged as a whole: stands for that
   * instruction in all links that lead to it from other blocks, takes the price and executes it.
   */
  static final class BlockEntry extends Op {
    private final Op first;
    private final BlockCosts costs;

    // 0 until the block is entered for the first time.
    private int cost;

    BlockEntry(Op first, BlockCosts costs) {
      this.first = first;
      this.costs = costs;
      this.pc = first.pc;
    }

    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      if (cost == 0) {
        cost = costs.costOf(pc);
      }
      return machine.chargeBlock(cost) ? first.execute(registers, memory, machine) : null;
    }
  }

  static final class Ecalli extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return machine.endWithHostCall(imm1);
    }
  }

  static final class Jump extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return target;
    }
  }

  static final class JumpInd extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return machine.dynamicJump(registers[a] + imm1);
    }
  }

  static final class LoadImmJump extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = imm1;
      return target;
    }
  }

  static final class Sbrk extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = machine.sbrk(registers[a]);
      return next;
    }
  }

  static final class LoadImmJumpInd extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      // The base is read before the destination is written: they may be the same register.
      long address = registers[b] + imm2;
      registers[a] = imm1;
      return machine.dynamicJump(address);
    }
  }
}
