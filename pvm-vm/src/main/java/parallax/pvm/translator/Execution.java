package parallax.pvm.translator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import parallax.pvm.memory.MemoryFault;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.memory.Segment;

/**
 * What translated code works on, and what it calls. Registers and gas are its own while a region
 * runs, and here between regions.
 */
final class Execution {

  static final VarHandle SHORTS = view(short[].class);
  static final VarHandle INTS = view(int[].class);
  static final VarHandle LONGS = view(long[].class);

  /** The result of {@link #dynamicTarget} if there is no target. */
  static final int NOWHERE = -2;

  final long[] registers;

  private final PagedMemory memory;

  private final TranslatedProgram program;

  /** Gas that may be spent before the region has to be left. */
  int gas;

  /** The position of the instruction executed last. */
  int previous;

  /** The access tried last by way of memory itself, as a number in the {@link ExitTable}. */
  int site;

  /** The position that the last dynamic jump led to, if it led out of its region. */
  int target;

  /** What the load tried last has loaded. */
  long value;

  // The segments as of a generation of memory; limits are biased by Integer.MIN_VALUE, so that a
  // signed comparison compares unsigned numbers.
  byte[] heapBytes;
  int heapBase;
  int heapReadable;
  int heapWritable;
  byte[] stackBytes;
  int stackBase;
  int stackReadable;
  int stackWritable;

  private int generation;

  Execution(TranslatedProgram program, long[] registers, PagedMemory memory) {
    this.program = program;
    this.registers = registers;
    this.memory = memory;
    copySegments();
  }

  /** Has to be done before a region is entered. */
  void update() {
    if (hasMoved()) {
      copySegments();
    }
  }

  private void copySegments() {
    generation = memory.generation();
    Segment heap = memory.heap();
    heapBytes = heap.bytes();
    heapBase = heap.base();
    heapReadable = heap.readable() + Integer.MIN_VALUE;
    heapWritable = heap.writable() + Integer.MIN_VALUE;
    Segment stack = memory.stack();
    stackBytes = stack.bytes();
    stackBase = stack.base();
    stackReadable = stack.readable() + Integer.MIN_VALUE;
    stackWritable = stack.writable() + Integer.MIN_VALUE;
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether an access has moved a segment, of which translated code has copies. */
  private boolean hasMoved() {
    return memory.generation() != generation;
  }

  // ---- called by translated code

  /**
   * Where a dynamic jump leads: the number of an entry of the region, or {@link Region#DYNAMIC}, or
   * {@link #NOWHERE} if it halts or panics.
   */
  static int dynamicTarget(Execution x, int address, int region) {
    int pc = x.program.dynamicTarget(address);
    if (pc < 0) {
      return NOWHERE;
    }
    x.target = pc;
    return x.program.entryIn(pc, region);
  }

  // Accesses that the guessed segment did not serve. They return whether translated code has to
  // stop in front of them: because they fault, or because a segment has moved. In the second case
  // the access has been done and may be done again.

  static boolean loadU8(Execution x, long base, int displacement, int site) {
    x.site = site;
    try {
      x.value = x.memory.loadU8(base + displacement);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean loadI8(Execution x, long base, int displacement, int site) {
    x.site = site;
    try {
      x.value = x.memory.loadI8(base + displacement);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean loadU16(Execution x, long base, int displacement, int site) {
    x.site = site;
    try {
      x.value = x.memory.loadU16(base + displacement);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean loadI16(Execution x, long base, int displacement, int site) {
    x.site = site;
    try {
      x.value = x.memory.loadI16(base + displacement);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean loadU32(Execution x, long base, int displacement, int site) {
    x.site = site;
    try {
      x.value = x.memory.loadU32(base + displacement);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean loadI32(Execution x, long base, int displacement, int site) {
    x.site = site;
    try {
      x.value = x.memory.loadI32(base + displacement);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean loadU64(Execution x, long base, int displacement, int site) {
    x.site = site;
    try {
      x.value = x.memory.loadU64(base + displacement);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean store8(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    try {
      x.memory.store8(base + displacement, value);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean store16(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    try {
      x.memory.store16(base + displacement, value);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean store32(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    try {
      x.memory.store32(base + displacement, value);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }

  static boolean store64(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    try {
      x.memory.store64(base + displacement, value);
    } catch (MemoryFault fault) {
      return true;
    }
    return x.hasMoved();
  }
}
