package parallax.pvm.interpreter;

import parallax.pvm.isa.Semantics;
import parallax.pvm.memory.PagedMemory;

/**
 * Conditional branches. A missing target, which is one that starts no block, is a panic if it is
 * taken.
 */
final class BranchOps {

  private BranchOps() {}

  static final class BranchEqImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.eq(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchNeImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.ne(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchLtUImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.ltU(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchLeUImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.leU(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchGeUImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.geU(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchGtUImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.gtU(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchLtSImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.ltS(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchLeSImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.leS(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchGeSImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.geS(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchGtSImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.gtS(registers[a], imm1) ? target : next;
    }
  }

  static final class BranchEq extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.eq(registers[a], registers[b]) ? target : next;
    }
  }

  static final class BranchNe extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.ne(registers[a], registers[b]) ? target : next;
    }
  }

  static final class BranchLtU extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.ltU(registers[a], registers[b]) ? target : next;
    }
  }

  static final class BranchLtS extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.ltS(registers[a], registers[b]) ? target : next;
    }
  }

  static final class BranchGeU extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.geU(registers[a], registers[b]) ? target : next;
    }
  }

  static final class BranchGeS extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      return Semantics.geS(registers[a], registers[b]) ? target : next;
    }
  }
}
