package parallax.pvm.interpreter;

import parallax.pvm.codec.Instruction;
import parallax.pvm.memory.PagedMemory;

/**
 * An instruction ready to execute: operands as fields, successors as references. Written only while
 * its program is decoded and shared by all machines of the program afterwards.
 */
abstract class Op {

  byte a;
  byte b;
  byte d;
  int pc;
  long imm1;
  long imm2;

  /**
   * The instruction behind this one; never null once linked, as a trap stands where there is none.
   * Exception: a branch that the profile forbids has neither next nor target, so that both sides
   * panic.
   */
  Op next;

  /** Whether its basic block ends with this instruction. */
  boolean last;

  /** Where a direct jump or branch leads; null if that is no start of a basic block. */
  Op target;

  final void initialize(int position, Instruction instruction) {
    pc = position;
    a = (byte) instruction.a();
    b = (byte) instruction.b();
    d = (byte) instruction.d();
    imm1 = instruction.imm1();
    imm2 = instruction.imm2();
  }

  /**
   * Executes this instruction.
   *
   * @return the one to execute next, or null if execution ends: with a panic unless the machine was
   *     told another end
   * @throws parallax.pvm.memory.MemoryFault if memory forbids the access; nothing has changed then
   */
  abstract Op execute(long[] registers, PagedMemory memory, Interpreter machine);
}
