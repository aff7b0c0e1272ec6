package parallax.pvm.interpreter;

import parallax.pvm.isa.Semantics;
import parallax.pvm.memory.PagedMemory;

/** Functions of two registers: D = f(A, B). */
final class ThreeRegisterOps {

  private ThreeRegisterOps() {}

  static final class Add32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.add32(registers[a], registers[b]);
      return next;
    }
  }

  static final class Sub32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.sub32(registers[a], registers[b]);
      return next;
    }
  }

  static final class Mul32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.mul32(registers[a], registers[b]);
      return next;
    }
  }

  static final class DivU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.divU32(registers[a], registers[b]);
      return next;
    }
  }

  static final class DivS32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.divS32(registers[a], registers[b]);
      return next;
    }
  }

  static final class RemU32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.remU32(registers[a], registers[b]);
      return next;
    }
  }

  static final class RemS32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.remS32(registers[a], registers[b]);
      return next;
    }
  }

  static final class ShloL32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.shloL32(registers[a], registers[b]);
      return next;
    }
  }

  static final class ShloR32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.shloR32(registers[a], registers[b]);
      return next;
    }
  }

  static final class SharR32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.sharR32(registers[a], registers[b]);
      return next;
    }
  }

  static final class Add64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.add64(registers[a], registers[b]);
      return next;
    }
  }

  static final class Sub64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.sub64(registers[a], registers[b]);
      return next;
    }
  }

  static final class Mul64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.mul64(registers[a], registers[b]);
      return next;
    }
  }

  static final class DivU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.divU64(registers[a], registers[b]);
      return next;
    }
  }

  static final class DivS64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.divS64(registers[a], registers[b]);
      return next;
    }
  }

  static final class RemU64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.remU64(registers[a], registers[b]);
      return next;
    }
  }

  static final class RemS64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.remS64(registers[a], registers[b]);
      return next;
    }
  }

  static final class ShloL64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.shloL64(registers[a], registers[b]);
      return next;
    }
  }

  static final class ShloR64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.shloR64(registers[a], registers[b]);
      return next;
    }
  }

  static final class SharR64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.sharR64(registers[a], registers[b]);
      return next;
    }
  }

  static final class And extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.and(registers[a], registers[b]);
      return next;
    }
  }

  static final class Xor extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.xor(registers[a], registers[b]);
      return next;
    }
  }

  static final class Or extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.or(registers[a], registers[b]);
      return next;
    }
  }

  static final class MulUpperSS extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.mulUpperSS(registers[a], registers[b]);
      return next;
    }
  }

  static final class MulUpperUU extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.mulUpperUU(registers[a], registers[b]);
      return next;
    }
  }

  static final class MulUpperSU extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.mulUpperSU(registers[a], registers[b]);
      return next;
    }
  }

  static final class SetLtU extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.setLtU(registers[a], registers[b]);
      return next;
    }
  }

  static final class SetLtS extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.setLtS(registers[a], registers[b]);
      return next;
    }
  }

  static final class CmovIz extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.cmovIz(registers[a], registers[b], registers[d]);
      return next;
    }
  }

  static final class CmovNz extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.cmovNz(registers[a], registers[b], registers[d]);
      return next;
    }
  }

  static final class RotL64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.rotL64(registers[a], registers[b]);
      return next;
    }
  }

  static final class RotL32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.rotL32(registers[a], registers[b]);
      return next;
    }
  }

  static final class RotR64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.rotR64(registers[a], registers[b]);
      return next;
    }
  }

  static final class RotR32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.rotR32(registers[a], registers[b]);
      return next;
    }
  }

  static final class AndInv extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.andInv(registers[a], registers[b]);
      return next;
    }
  }

  static final class OrInv extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.orInv(registers[a], registers[b]);
      return next;
    }
  }

  static final class Xnor extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.xnor(registers[a], registers[b]);
      return next;
    }
  }

  static final class Max extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.max(registers[a], registers[b]);
      return next;
    }
  }

  static final class MaxU extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.maxU(registers[a], registers[b]);
      return next;
    }
  }

  static final class Min extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.min(registers[a], registers[b]);
      return next;
    }
  }

  static final class MinU extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.minU(registers[a], registers[b]);
      return next;
    }
  }
}
