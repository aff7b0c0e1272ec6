package parallax.pvm.interpreter;

import parallax.pvm.memory.PagedMemory;

/** Loads. A fault leaves the destination alone, because the load throws first. */
final class LoadOps {

  private LoadOps() {}

  static final class LoadU8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU8(imm1);
      return next;
    }
  }

  static final class LoadI8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadI8(imm1);
      return next;
    }
  }

  static final class LoadU16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU16(imm1);
      return next;
    }
  }

  static final class LoadI16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadI16(imm1);
      return next;
    }
  }

  static final class LoadU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU32(imm1);
      return next;
    }
  }

  static final class LoadI32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadI32(imm1);
      return next;
    }
  }

  static final class LoadU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU64(imm1);
      return next;
    }
  }

  static final class LoadIndU8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU8(registers[b] + imm1);
      return next;
    }
  }

  static final class LoadIndI8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadI8(registers[b] + imm1);
      return next;
    }
  }

  static final class LoadIndU16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU16(registers[b] + imm1);
      return next;
    }
  }

  static final class LoadIndI16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadI16(registers[b] + imm1);
      return next;
    }
  }

  static final class LoadIndU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU32(registers[b] + imm1);
      return next;
    }
  }

  static final class LoadIndI32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadI32(registers[b] + imm1);
      return next;
    }
  }

  static final class LoadIndU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = memory.loadU64(registers[b] + imm1);
      return next;
    }
  }
}
