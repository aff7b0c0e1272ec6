package parallax.compiler.mir.lower;

import java.util.List;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.MemoryLayout.MemoryPlace;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.StandardLayout;

/**
 * Maps memory behind the end of the heap, which is the end of the main memory: by the instruction
 * sbrk, or, in a profile without it, by the host call grow_heap (GP 0.8.0 I.4.5).
 *
 * <p>Callers have made sure that there is room below the gap under the stack. Then sbrk cannot
 * fail, and grow_heap only when the host does not keep to the profile; that is a trap, so that no
 * program goes on with a memory that is smaller than it thinks.
 */
final class HeapGrowth {
  private static final int PAGES_SHIFT =
      Integer.numberOfTrailingZeros(MemoryLayout.WASM_PAGE / StandardLayout.PAGE_SIZE);

  private final Profile profile;

  HeapGrowth(final Profile profile) {
    this.profile = profile;
  }

  /**
   * Maps more wasm pages of the main memory, whose size word still has the size before.
   *
   * @param delta number of pages, an i32 that was checked against the maximum
   */
  void growMemory(final MachineEmitter emit, final MemoryPlace memory, final VReg delta) {
    if (profile.hasSbrk()) {
      final VReg bytes = emit.fresh();
      emit.regImm(Opcode.SHLO_L_IMM_64, bytes, delta, 16);
      emit.twoReg(Opcode.SBRK, emit.fresh(), bytes);
      return;
    }
    final VReg before = emit.fresh();
    emit.loadAbsolute(Opcode.LOAD_I32, before, memory.sizeWord());
    final VReg after = emit.fresh();
    emit.threeReg(Opcode.ADD_64, after, before, delta);
    final VReg pages = emit.fresh();
    emit.regImm(Opcode.SHLO_L_IMM_64, pages, after, PAGES_SHIFT);
    final VReg end = emit.fresh();
    emit.regImm(Opcode.ADD_IMM_64, end, pages, memory.base() / StandardLayout.PAGE_SIZE);
    final VReg reached = growHeap(emit, end);
    emit.trapBranch(Condition.of(Opcode.BRANCH_NE, reached, end), refused(emit));
  }

  /**
   * Maps what the header of the program cannot.
   *
   * @param bytes a number of whole PVM pages
   * @param heapEnd address where the heap shall end
   */
  void growBy(final MachineEmitter emit, final long bytes, final long heapEnd) {
    if (profile.hasSbrk()) {
      final VReg more = emit.fresh();
      emit.loadImm(more, bytes);
      emit.twoReg(Opcode.SBRK, emit.fresh(), more);
      return;
    }
    final long page = heapEnd / StandardLayout.PAGE_SIZE;
    final VReg end = emit.fresh();
    emit.loadImm(end, page);
    final VReg reached = growHeap(emit, end);
    emit.trapBranch(Condition.of(Opcode.BRANCH_NE_IMM, reached, page), refused(emit));
  }

  private static VReg growHeap(final MachineEmitter emit, final VReg end) {
    final VReg reached = emit.fresh();
    new CallLowering(emit).hostCall(HostCallManifest.GROW_HEAP, List.of(end), List.of(reached));
    return reached;
  }

  private static TrapSite refused(final MachineEmitter emit) {
    return new TrapSite(TrapKind.HEAP_GROWTH_REFUSED, emit.sourceOffset());
  }
}
