package parallax.pvm.interpreter;

import parallax.pvm.isa.Semantics;
import parallax.pvm.memory.PagedMemory;

/** Functions of a register and an immediate: A = f(B, X), or f(X, B) for the {@code alt} forms. */
final class RegisterImmediateOps {

  private RegisterImmediateOps() {}

  static final class AddImm32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.add32(registers[b], imm1);
      return next;
    }
  }

  static final class AndImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.and(registers[b], imm1);
      return next;
    }
  }

  static final class XorImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.xor(registers[b], imm1);
      return next;
    }
  }

  static final class OrImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.or(registers[b], imm1);
      return next;
    }
  }

  static final class MulImm32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.mul32(registers[b], imm1);
      return next;
    }
  }

  static final class SetLtUImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.setLtU(registers[b], imm1);
      return next;
    }
  }

  static final class SetLtSImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.setLtS(registers[b], imm1);
      return next;
    }
  }

  static final class ShloLImm32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloL32(registers[b], imm1);
      return next;
    }
  }

  static final class ShloRImm32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloR32(registers[b], imm1);
      return next;
    }
  }

  static final class SharRImm32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.sharR32(registers[b], imm1);
      return next;
    }
  }

  static final class NegAddImm32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.negAdd32(registers[b], imm1);
      return next;
    }
  }

  static final class SetGtUImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.setGtU(registers[b], imm1);
      return next;
    }
  }

  static final class SetGtSImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.setGtS(registers[b], imm1);
      return next;
    }
  }

  static final class ShloLImmAlt32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloL32(imm1, registers[b]);
      return next;
    }
  }

  static final class ShloRImmAlt32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloR32(imm1, registers[b]);
      return next;
    }
  }

  static final class SharRImmAlt32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.sharR32(imm1, registers[b]);
      return next;
    }
  }

  static final class CmovIzImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.cmovIz(imm1, registers[b], registers[a]);
      return next;
    }
  }

  static final class CmovNzImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.cmovNz(imm1, registers[b], registers[a]);
      return next;
    }
  }

  static final class AddImm64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.add64(registers[b], imm1);
      return next;
    }
  }

  static final class MulImm64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.mul64(registers[b], imm1);
      return next;
    }
  }

  static final class ShloLImm64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloL64(registers[b], imm1);
      return next;
    }
  }

  static final class ShloRImm64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloR64(registers[b], imm1);
      return next;
    }
  }

  static final class SharRImm64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.sharR64(registers[b], imm1);
      return next;
    }
  }

  static final class NegAddImm64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.negAdd64(registers[b], imm1);
      return next;
    }
  }

  static final class ShloLImmAlt64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloL64(imm1, registers[b]);
      return next;
    }
  }

  static final class ShloRImmAlt64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.shloR64(imm1, registers[b]);
      return next;
    }
  }

  static final class SharRImmAlt64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.sharR64(imm1, registers[b]);
      return next;
    }
  }

  static final class RotR64Imm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.rotR64(registers[b], imm1);
      return next;
    }
  }

  static final class RotR64ImmAlt extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.rotR64(imm1, registers[b]);
      return next;
    }
  }

  static final class RotR32Imm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.rotR32(registers[b], imm1);
      return next;
    }
  }

  static final class RotR32ImmAlt extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = Semantics.rotR32(imm1, registers[b]);
      return next;
    }
  }
}
