package parallax.compiler.mir.lower;

import parallax.compiler.CompilerBug;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.MemoryLayout.MemoryPlace;
import parallax.compiler.abi.MemoryLayout.SegmentPlace;
import parallax.compiler.abi.MemoryLayout.TablePlace;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.MemoryAccess;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;

/**
 * Everything that touches the program's state: memory accesses with their bounds, size words,
 * globals, table slots, segments.
 */
final class StateLowering {
  /** The memory at the end of mapped memory, which the machine bounds. */
  private static final int MAIN = 0;

  private final FunctionLowering context;
  private final MachineEmitter emit;
  private final MemoryLayout layout;
  private final HeapGrowth heap;

  StateLowering(final FunctionLowering context, final MemoryLayout layout, final HeapGrowth heap) {
    this.context = context;
    this.emit = context.emitter();
    this.layout = layout;
    this.heap = heap;
  }

  void load(final Instruction i) {
    final MemoryAccess access = i.access();
    final VReg index = context.reg(i.arg(0));
    final VReg d = context.reg(i.result());
    if (guard(access, index)) {
      final MemoryPlace memory = layout.memories().get(access.memory());
      emit.loadIndirect(
          loadIndirect(access, i.type()), d, index, memory.base() + access.offset(), fault(access));
    } else {
      emit.loadImm(d, 0);
    }
  }

  void store(final Instruction i) {
    final MemoryAccess access = i.access();
    final VReg index = context.reg(i.arg(0));
    final VReg value = context.reg(i.arg(1));
    if (guard(access, index)) {
      final MemoryPlace memory = layout.memories().get(access.memory());
      emit.storeIndirect(
          storeIndirect(access.width()),
          value,
          index,
          memory.base() + access.offset(),
          fault(access));
    }
  }

  /**
   * Makes sure that the access cannot reach anything but its memory or the hole behind it: an index
   * at or above a limit L traps here, and one below it plus the offset ends before the gap under
   * the stack, so that it faults when it is past the current size. L is the largest size of the
   * memory when the hole is deep enough for the offset, otherwise what is left of that size above
   * the offset. Compared as unsigned 64 bits, where a sign-extended index from 2^31 up is larger
   * than any L.
   *
   * @return false when no index is in bounds and the access always traps
   */
  private boolean guard(final MemoryAccess access, final VReg index) {
    if (!access.checked()) {
      return true;
    }
    final MemoryPlace memory = layout.memories().get(access.memory());
    final long max = memory.maxBytes();
    if (access.offset() + access.width() > max) {
      emit.trapBranch(Condition.of(Opcode.BRANCH_GE_U_IMM, index, 0), outOfBounds());
      return false;
    }
    if (access.memory() != MAIN) {
      compareWithSize(access, memory, index);
      return true;
    }
    final boolean deep = memory.base() + max + access.offset() + 8 <= layout.hole();
    final long limit = deep ? max : max - access.offset();
    emit.trapBranch(Condition.of(Opcode.BRANCH_GE_U_IMM, index, limit), outOfBounds());
    return true;
  }

  /**
   * Traps unless the access ends within the current size of a memory behind whose end something may
   * be mapped. An index that is in bounds at no size traps first, so that the sum cannot wrap.
   */
  private void compareWithSize(
      final MemoryAccess access, final MemoryPlace memory, final VReg index) {
    final long reach = access.offset() + access.width();
    final long limit = memory.maxBytes() - reach + 1;
    emit.trapBranch(Condition.of(Opcode.BRANCH_GE_U_IMM, index, limit), outOfBounds());
    if (memory.minPages() == memory.maxPages()) {
      return;
    }
    final VReg end = emit.fresh();
    emit.regImm(Opcode.ADD_IMM_64, end, index, reach);
    final VReg pages = emit.fresh();
    emit.loadAbsolute(Opcode.LOAD_I32, pages, memory.sizeWord());
    final VReg size = emit.fresh();
    emit.regImm(Opcode.SHLO_L_IMM_64, size, pages, 16);
    emit.trapBranch(Condition.of(Opcode.BRANCH_LT_U, size, end), outOfBounds());
  }

  /** What a fault of the access means; only one to the main memory can fault. */
  private TrapSite fault(final MemoryAccess access) {
    return access.memory() == MAIN ? outOfBounds() : null;
  }

  private TrapSite outOfBounds() {
    return new TrapSite(TrapKind.OUT_OF_BOUNDS_MEMORY, emit.sourceOffset());
  }

  void memory(final Instruction i) {
    switch (i.op()) {
      case MEMORY_ADDRESS ->
          emit.loadImm(context.reg(i.result()), layout.memories().get(i.index()).base());
      case MEMORY_SIZE -> loadWord(i, layout.memories().get(i.index()).sizeWord());
      case MEMORY_SIZE_SET -> storeWord(i.arg(0), layout.memories().get(i.index()).sizeWord());
      case MEMORY_MAP -> {
        if (i.index() == MAIN) {
          heap.growMemory(emit, layout.memories().get(MAIN), context.reg(i.arg(0)));
        }
      }
      case DATA_DROP ->
          emit.storeImmAbsolute(
              Opcode.STORE_IMM_U32, layout.dataSegments().get(i.index()).lengthWord(), 0);
      case DATA_LENGTH -> loadWord(i, layout.dataSegments().get(i.index()).lengthWord());
      case DATA_LOAD -> {
        final MemoryAccess access = i.access();
        final SegmentPlace segment = layout.dataSegments().get(access.memory());
        emit.loadIndirect(
            loadIndirect(access, i.type()),
            context.reg(i.result()),
            context.reg(i.arg(0)),
            segment.base() + access.offset(),
            null);
      }
      default -> throw new CompilerBug("not a memory operation: " + i.op());
    }
  }

  void globalGet(final Instruction i) {
    emit.loadAbsolute(
        i.type() == Type.I32 ? Opcode.LOAD_I32 : Opcode.LOAD_U64,
        context.reg(i.result()),
        layout.globals().get(i.index()));
  }

  void globalSet(final Instruction i) {
    emit.storeAbsolute(
        i.type() == Type.I32 ? Opcode.STORE_U32 : Opcode.STORE_U64,
        context.reg(i.arg(0)),
        layout.globals().get(i.index()));
  }

  void table(final Instruction i) {
    switch (i.op()) {
      case TABLE_SIZE -> loadWord(i, layout.tables().get(i.index()).sizeWord());
      case TABLE_SIZE_SET -> storeWord(i.arg(0), layout.tables().get(i.index()).sizeWord());
      case SLOT_LOAD -> {
        final TablePlace table = layout.tables().get(i.index());
        emit.loadIndirect(
            Opcode.LOAD_IND_U64, context.reg(i.result()), slot(i.arg(0)), table.base(), null);
      }
      case SLOT_STORE -> {
        final TablePlace table = layout.tables().get(i.index());
        final VReg slot = slot(i.arg(0));
        emit.storeIndirect(Opcode.STORE_IND_U64, context.reg(i.arg(1)), slot, table.base(), null);
      }
      case ELEM_DROP ->
          emit.storeImmAbsolute(
              Opcode.STORE_IMM_U32, layout.elementSegments().get(i.index()).lengthWord(), 0);
      case ELEM_LENGTH -> loadWord(i, layout.elementSegments().get(i.index()).lengthWord());
      case ELEM_LOAD -> {
        final SegmentPlace segment = layout.elementSegments().get(i.index());
        emit.loadIndirect(
            Opcode.LOAD_IND_U64, context.reg(i.result()), slot(i.arg(0)), segment.base(), null);
      }
      default -> throw new CompilerBug("not a table operation: " + i.op());
    }
  }

  /** The byte offset of a slot. */
  private VReg slot(final Value index) {
    final VReg offset = emit.fresh();
    emit.regImm(Opcode.SHLO_L_IMM_64, offset, context.reg(index), 3);
    return offset;
  }

  private void loadWord(final Instruction i, final long address) {
    emit.loadAbsolute(Opcode.LOAD_I32, context.reg(i.result()), address);
  }

  private void storeWord(final Value value, final long address) {
    emit.storeAbsolute(Opcode.STORE_U32, context.reg(value), address);
  }

  /** An i32 that is loaded in full is sign-extended, as every i32 is. */
  private static Opcode loadIndirect(final MemoryAccess access, final Type type) {
    return switch (access.width()) {
      case 1 -> access.signed() ? Opcode.LOAD_IND_I8 : Opcode.LOAD_IND_U8;
      case 2 -> access.signed() ? Opcode.LOAD_IND_I16 : Opcode.LOAD_IND_U16;
      case 4 -> access.signed() || type == Type.I32 ? Opcode.LOAD_IND_I32 : Opcode.LOAD_IND_U32;
      case 8 -> Opcode.LOAD_IND_U64;
      default -> throw new CompilerBug("width " + access.width());
    };
  }

  private static Opcode storeIndirect(final int width) {
    return switch (width) {
      case 1 -> Opcode.STORE_IND_U8;
      case 2 -> Opcode.STORE_IND_U16;
      case 4 -> Opcode.STORE_IND_U32;
      case 8 -> Opcode.STORE_IND_U64;
      default -> throw new CompilerBug("width " + width);
    };
  }
}
