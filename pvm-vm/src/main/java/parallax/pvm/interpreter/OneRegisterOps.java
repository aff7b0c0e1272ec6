package parallax.pvm.interpreter;

import parallax.pvm.isa.Semantics;
import parallax.pvm.memory.PagedMemory;

/** Instructions that write one register from one other or from an immediate. */
final class OneRegisterOps {

  private OneRegisterOps() {}

  static final class LoadImm64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = imm1;
      return next;
    }
  }

  static final class LoadImm extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[a] = imm1;
      return next;
    }
  }

  static final class MoveReg extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.moveReg(registers[a]);
      return next;
    }
  }

  static final class CountSetBits64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.countSetBits64(registers[a]);
      return next;
    }
  }

  static final class CountSetBits32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.countSetBits32(registers[a]);
      return next;
    }
  }

  static final class LeadingZeroBits64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.leadingZeroBits64(registers[a]);
      return next;
    }
  }

  static final class LeadingZeroBits32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.leadingZeroBits32(registers[a]);
      return next;
    }
  }

  static final class TrailingZeroBits64 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.trailingZeroBits64(registers[a]);
      return next;
    }
  }

  static final class TrailingZeroBits32 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.trailingZeroBits32(registers[a]);
      return next;
    }
  }

  static final class SignExtend8 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.signExtend8(registers[a]);
      return next;
    }
  }

  static final class SignExtend16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.signExtend16(registers[a]);
      return next;
    }
  }

  static final class ZeroExtend16 extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.zeroExtend16(registers[a]);
      return next;
    }
  }

  static final class ReverseBytes extends Op {
    @Override
    Op execute(long[] registers, PagedMemory memory, Interpreter machine) {
      registers[d] = Semantics.reverseBytes(registers[a]);
      return next;
    }
  }
}
