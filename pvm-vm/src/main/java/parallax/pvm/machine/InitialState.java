package parallax.pvm.machine;

import parallax.pvm.isa.Register;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.program.StandardProgram;

/**
 * What a machine starts with, apart from its code. The machine takes memory over and works in it.
 */
public final class InitialState {

  private final PagedMemory memory;
  private final long[] registers;
  private final long heapEnd;
  private final long heapLimit;

  private InitialState(PagedMemory memory, long[] registers, long heapEnd, long heapLimit) {
    if (registers.length != Register.COUNT) {
      throw new IllegalArgumentException(registers.length + " registers");
    }
    this.memory = memory;
    this.registers = registers.clone();
    this.heapEnd = heapEnd;
    this.heapLimit = heapLimit;
  }

  /** Any memory and registers; there is no heap, so sbrk never succeeds in growing it. */
  public static InitialState raw(PagedMemory memory, long[] registers) {
    return new InitialState(memory, registers, 0, 0);
  }

  /**
   * Any memory and registers, with a heap.
   *
   * @param heapEnd address of the first byte after the heap
   * @param heapLimit the heap may not end after this address
   */
  public static InitialState withHeap(
      PagedMemory memory, long[] registers, long heapEnd, long heapLimit) {
    return new InitialState(memory, registers, heapEnd, heapLimit);
  }

  /**
   * The memory and registers of a standard program (Gray Paper 0.7.2 A.7). The heap may grow up to
   * one zone below the stack, which is where grow_heap of 0.8.0 ends too.
   *
   * @throws IllegalArgumentException if there are more than 16 MiB of arguments
   */
  public static InitialState standard(StandardProgram program, byte[] arguments) {
    if (arguments.length > StandardLayout.MAX_ARGUMENTS) {
      throw new IllegalArgumentException(arguments.length + " bytes of arguments");
    }
    PagedMemory memory = memory(program);
    place(memory, StandardLayout.RO_BASE, program.roData(), PageAccess.READ);
    memory.setAccess(program.rwBase(), program.heapEnd() - program.rwBase(), PageAccess.WRITE);
    memory.write(program.rwBase(), program.rwData());
    long stackBase = program.stackBase();
    memory.setAccess(stackBase, StandardLayout.STACK_TOP - stackBase, PageAccess.WRITE);
    place(memory, StandardLayout.ARGUMENTS_BASE, arguments, PageAccess.READ);

    long[] registers = new long[Register.COUNT];
    registers[Register.RA.index()] = StandardLayout.HALT_ADDRESS;
    registers[Register.SP.index()] = StandardLayout.STACK_TOP;
    registers[Register.A0.index()] = StandardLayout.ARGUMENTS_BASE;
    registers[Register.A1.index()] = arguments.length;
    return new InitialState(
        memory, registers, program.heapEnd(), stackBase - StandardLayout.ZONE_SIZE);
  }

  private static PagedMemory memory(StandardProgram program) {
    return PagedMemory.laidOut(
        StandardLayout.RO_BASE,
        StandardLayout.RO_BASE + StandardLayout.pageAligned(program.roData().length),
        program.rwBase(),
        Math.max(program.rwBase(), program.stackBase() - StandardLayout.ZONE_SIZE),
        program.stackBase(),
        StandardLayout.STACK_TOP);
  }

  private static void place(PagedMemory memory, long address, byte[] bytes, PageAccess access) {
    memory.setAccess(address, bytes.length, access);
    memory.write(address, bytes);
  }

  public PagedMemory memory() {
    return memory;
  }

  /** A copy. */
  public long[] registers() {
    return registers.clone();
  }

  /** First byte after the initial heap. */
  public long heapEnd() {
    return heapEnd;
  }

  /** The heap may not end after this address. */
  public long heapLimit() {
    return heapLimit;
  }
}
