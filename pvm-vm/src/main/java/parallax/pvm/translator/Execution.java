package parallax.pvm.translator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

  final long[] registers;
  final PagedMemory memory;
  final Segment heap;
  final Segment stack;

  private final TranslatedProgram program;

  /** Gas that may be spent before the region has to be left. */
  long gas;

  /** The position of the instruction executed last. */
  int previous;

  /**
   * What was given back on leaving, because it was taken for instructions that were not executed.
   */
  int refund;

  /** The access tried last by way of memory itself, as a number within its region. */
  int site;

  /** Of memory when the region was entered. */
  int generation;

  Execution(TranslatedProgram program, long[] registers, PagedMemory memory) {
    this.program = program;
    this.registers = registers;
    this.memory = memory;
    this.heap = memory.heap();
    this.stack = memory.stack();
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  private void checkLayout() {
    if (memory.generation() != generation) {
      throw new LayoutChange();
    }
  }

  // ---- called by translated code

  /** The position a dynamic jump leads to, or -1 if it halts or panics. */
  static int dynamicTarget(Execution x, int address) {
    return x.program.dynamicTarget(address);
  }

  /** The number of the entry at a position, or -1 if the region has none there. */
  static int entryIn(Execution x, int pc, int region) {
    return x.program.entryIn(pc, region);
  }

  static long loadU8(Execution x, long base, int displacement, int site) {
    x.site = site;
    long value = x.memory.loadU8(base + displacement);
    x.checkLayout();
    return value;
  }

  static long loadI8(Execution x, long base, int displacement, int site) {
    return (byte) loadU8(x, base, displacement, site);
  }

  static long loadU16(Execution x, long base, int displacement, int site) {
    x.site = site;
    long value = x.memory.loadU16(base + displacement);
    x.checkLayout();
    return value;
  }

  static long loadI16(Execution x, long base, int displacement, int site) {
    return (short) loadU16(x, base, displacement, site);
  }

  static long loadU32(Execution x, long base, int displacement, int site) {
    return loadI32(x, base, displacement, site) & 0xFFFFFFFFL;
  }

  static long loadI32(Execution x, long base, int displacement, int site) {
    x.site = site;
    long value = x.memory.loadI32(base + displacement);
    x.checkLayout();
    return value;
  }

  static long loadU64(Execution x, long base, int displacement, int site) {
    x.site = site;
    long value = x.memory.loadU64(base + displacement);
    x.checkLayout();
    return value;
  }

  static void store8(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    x.memory.store8(base + displacement, value);
    x.checkLayout();
  }

  static void store16(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    x.memory.store16(base + displacement, value);
    x.checkLayout();
  }

  static void store32(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    x.memory.store32(base + displacement, value);
    x.checkLayout();
  }

  static void store64(Execution x, long base, int displacement, long value, int site) {
    x.site = site;
    x.memory.store64(base + displacement, value);
    x.checkLayout();
  }
}
