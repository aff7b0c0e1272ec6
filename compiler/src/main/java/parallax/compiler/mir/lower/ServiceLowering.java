package parallax.compiler.mir.lower;

import java.util.List;
import java.util.Optional;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.MemoryLayout.MemoryPlace;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Type;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;

/**
 * The part of a service's entry behind initialisation: a reactor's own initialisation, room for the
 * arguments in the service's memory, the arguments copied there, the call, the result's range
 * checked and handed over. Whatever the service or its allocator returns, nothing outside of its
 * memory is read or written.
 */
final class ServiceLowering {
  /** Bytes that the loop over whole chunks copies at a time. */
  private static final int CHUNK = 8;

  private static final int PAGE_SHIFT = 16;
  private static final int WORD = 32;

  /** What cabi_realloc is asked to align the arguments to. */
  private static final int ALIGNMENT = 8;

  private final MachineEmitter emit;
  private final MemoryLayout layout;
  private final HeapGrowth heap;
  private final ThunkLowering.Service service;
  private final MemoryPlace memory;

  ServiceLowering(
      final MachineEmitter emit,
      final MemoryLayout layout,
      final HeapGrowth heap,
      final ThunkLowering.Service service) {
    this.emit = emit;
    this.layout = layout;
    this.heap = heap;
    this.service = service;
    this.memory = layout.memories().get(service.memory());
  }

  /**
   * Appends all of it.
   *
   * @param area address of the arguments
   * @param length how many bytes they are, below 2^31
   */
  void write(final VReg area, final VReg length) {
    service
        .initializer()
        .ifPresent(function -> new CallLowering(emit).call(function, List.of(), List.of()));
    final VReg room =
        service.allocator().map(a -> allocate(a, length)).orElseGet(() -> grow(length));
    checkRange(room, length, TrapKind.NO_ROOM_FOR_ARGUMENTS);
    copy(area, room, length);
    final FunctionDeclaration function = service.function();
    final List<VReg> results =
        InstructionSelector.fresh(emit, function.signature().results().size());
    new CallLowering(emit).call(function, List.of(room, length), results);
    if (service.result().isPresent()) {
      finish(
          unsigned(global(service.result().get().address())),
          unsigned(global(service.result().get().length())));
    } else {
      final VReg size = emit.fresh();
      emit.regImm(Opcode.SHLO_R_IMM_64, size, results.get(0), WORD);
      finish(unsigned(results.get(0)), size);
    }
  }

  /** Checks the result, which are numbers below 2^32, and leaves with it. */
  private void finish(final VReg start, final VReg length) {
    checkRange(start, length, TrapKind.BAD_RESULT);
    final VReg base = emit.fresh();
    emit.loadImm(base, memory.base());
    final VReg address = emit.fresh();
    emit.threeReg(Opcode.ADD_64, address, base, start);
    emit.leave(
        MachineOp.HALT,
        List.of(
            Operand.useFixed(address, RegisterConvention.ARGUMENTS.get(0)),
            Operand.useFixed(length, RegisterConvention.ARGUMENTS.get(1))));
  }

  private VReg allocate(final FunctionDeclaration allocator, final VReg length) {
    final List<VReg> args =
        switch (allocator.signature().params().size()) {
          case 1 -> List.of(length);
          case 2 -> List.of(length, number(0));
          case 4 -> List.of(number(0), number(0), number(ALIGNMENT), length);
          default -> throw new CompilerBug("no allocator: " + allocator.signature());
        };
    final VReg room = emit.fresh();
    new CallLowering(emit).call(allocator, args, List.of(room));
    return room;
  }

  /** As many new pages as the arguments need, none for none. */
  private VReg grow(final VReg length) {
    final VReg pages = emit.fresh();
    emit.loadAbsolute(Opcode.LOAD_I32, pages, memory.sizeWord());
    final VReg up = emit.fresh();
    emit.regImm(Opcode.ADD_IMM_64, up, length, MemoryLayout.WASM_PAGE - 1);
    final VReg delta = emit.fresh();
    emit.regImm(Opcode.SHLO_R_IMM_64, delta, up, PAGE_SHIFT);
    final VReg after = emit.fresh();
    emit.threeReg(Opcode.ADD_64, after, pages, delta);
    emit.trapBranch(
        Condition.of(Opcode.BRANCH_GT_U_IMM, after, memory.maxPages()),
        trap(TrapKind.NO_ROOM_FOR_ARGUMENTS));
    if (service.memory() == 0) {
      heap.growMemory(emit, memory, delta);
    }
    emit.storeAbsolute(Opcode.STORE_U32, after, memory.sizeWord());
    final VReg room = emit.fresh();
    emit.regImm(Opcode.SHLO_L_IMM_64, room, pages, PAGE_SHIFT);
    return room;
  }

  /** Traps unless a range is in the memory; an i32 from 2^31 up is larger than any of it. */
  private void checkRange(final VReg start, final VReg length, final TrapKind kind) {
    final VReg pages = emit.fresh();
    emit.loadAbsolute(Opcode.LOAD_I32, pages, memory.sizeWord());
    final VReg size = emit.fresh();
    emit.regImm(Opcode.SHLO_L_IMM_64, size, pages, PAGE_SHIFT);
    emit.trapBranch(Condition.of(Opcode.BRANCH_LT_U, size, length), trap(kind));
    final VReg last = emit.fresh();
    emit.threeReg(Opcode.SUB_64, last, size, length);
    emit.trapBranch(Condition.of(Opcode.BRANCH_LT_U, last, start), trap(kind));
  }

  /** Whole chunks, then the bytes that are left. */
  private void copy(final VReg area, final VReg room, final VReg length) {
    final VReg whole = emit.fresh();
    emit.regImm(Opcode.AND_IMM, whole, length, -CHUNK);
    final VReg base = emit.fresh();
    emit.loadImm(base, memory.base());
    final VReg to = emit.fresh();
    emit.threeReg(Opcode.ADD_64, to, base, room);
    loop(number(0), whole, CHUNK, Opcode.LOAD_IND_U64, Opcode.STORE_IND_U64, area, to);
    loop(whole, length, 1, Opcode.LOAD_IND_U8, Opcode.STORE_IND_U8, area, to);
  }

  private void loop(
      final VReg from,
      final VReg end,
      final int step,
      final Opcode load,
      final Opcode store,
      final VReg area,
      final VReg to) {
    final MachineBlock head = emit.function().newBlock();
    final MachineBlock body = emit.function().newBlock();
    final MachineBlock after = emit.function().newBlock();
    emit.jump(head, List.of(from));
    emit.position(head);
    final VReg at = emit.fresh();
    head.params().add(at);
    emit.branch(Condition.of(Opcode.BRANCH_LT_U, at, end), body, after);
    emit.position(body);
    final VReg source = emit.fresh();
    emit.threeReg(Opcode.ADD_64, source, area, at);
    final VReg bytes = emit.fresh();
    emit.loadIndirect(load, bytes, source, 0, null);
    final VReg target = emit.fresh();
    emit.threeReg(Opcode.ADD_64, target, to, at);
    emit.storeIndirect(store, bytes, target, 0, null);
    final VReg next = emit.fresh();
    emit.regImm(Opcode.ADD_IMM_64, next, at, step);
    emit.jump(head, List.of(next));
    emit.position(after);
  }

  private VReg global(final int index) {
    final VReg value = emit.fresh();
    emit.loadAbsolute(Opcode.LOAD_U32, value, layout.globals().get(index));
    return value;
  }

  /** The low 32 bits. */
  private VReg unsigned(final VReg value) {
    final VReg up = emit.fresh();
    emit.regImm(Opcode.SHLO_L_IMM_64, up, value, WORD);
    final VReg down = emit.fresh();
    emit.regImm(Opcode.SHLO_R_IMM_64, down, up, WORD);
    return down;
  }

  private VReg number(final long value) {
    final VReg made = emit.fresh();
    emit.loadImm(made, value);
    return made;
  }

  private static TrapSite trap(final TrapKind kind) {
    return new TrapSite(kind, -1);
  }

  /** Whether a function can give room for arguments. */
  static boolean isAllocator(final FunctionDeclaration function) {
    final int params = function.signature().params().size();
    return (params == 1 || params == 2 || params == 4)
        && function.signature().params().stream().allMatch(type -> type == Type.I32)
        && function.signature().results().equals(List.of(Type.I32));
  }

  /** Whether a function takes arguments and gives results as a service does. */
  static boolean isService(final FunctionDeclaration function, final Optional<?> resultGlobals) {
    return function.signature().params().equals(List.of(Type.I32, Type.I32))
        && (resultGlobals.isPresent() || function.signature().results().equals(List.of(Type.I64)));
  }
}
