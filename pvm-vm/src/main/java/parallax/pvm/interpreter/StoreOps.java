package parallax.pvm.interpreter;

import parallax.pvm.memory.PagedMemory;

/** Stores of a register or an immediate. */
final class StoreOps {

  private StoreOps() {}

  static final class StoreImmU8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store8(imm1, imm2);
      return next;
    }
  }

  static final class StoreImmU16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store16(imm1, imm2);
      return next;
    }
  }

  static final class StoreImmU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store32(imm1, imm2);
      return next;
    }
  }

  static final class StoreImmU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store64(imm1, imm2);
      return next;
    }
  }

  static final class StoreU8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store8(imm1, registers[a]);
      return next;
    }
  }

  static final class StoreU16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store16(imm1, registers[a]);
      return next;
    }
  }

  static final class StoreU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store32(imm1, registers[a]);
      return next;
    }
  }

  static final class StoreU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store64(imm1, registers[a]);
      return next;
    }
  }

  static final class StoreImmIndU8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store8(registers[a] + imm1, imm2);
      return next;
    }
  }

  static final class StoreImmIndU16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store16(registers[a] + imm1, imm2);
      return next;
    }
  }

  static final class StoreImmIndU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store32(registers[a] + imm1, imm2);
      return next;
    }
  }

  static final class StoreImmIndU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store64(registers[a] + imm1, imm2);
      return next;
    }
  }

  static final class StoreIndU8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store8(registers[b] + imm1, registers[a]);
      return next;
    }
  }

  static final class StoreIndU16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store16(registers[b] + imm1, registers[a]);
      return next;
    }
  }

  static final class StoreIndU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store32(registers[b] + imm1, registers[a]);
      return next;
    }
  }

  static final class StoreIndU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      memory.store64(registers[b] + imm1, registers[a]);
      return next;
    }
  }
}
