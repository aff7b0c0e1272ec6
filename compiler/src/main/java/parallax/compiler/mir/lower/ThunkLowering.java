package parallax.compiler.mir.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Type;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.TrapSite;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;

/**
 * The ways into a program. A thunk is entered by a host with the registers of the standard program
 * and leaves by halting with the call buffer's address and the length of the results in a0 and a1.
 *
 * <p>Values in the call buffer and in an argument area are 8 bytes, little-endian; i32
 * zero-extended on the wire.
 */
public final class ThunkLowering {
  /** Bytes that a loop of {@link #initialize} copies at a time. */
  private static final int CHUNK = 8;

  private final ModuleIr module;
  private final MemoryLayout layout;
  private final Initialization initialization;
  private final HeapGrowth heap;

  /**
   * What the program's header cannot do.
   *
   * @param copies from read-only data into the read-write zone, in order
   * @param extraBytes bytes to map behind what the header maps
   * @param heapEnd address of the first byte behind those
   */
  public record Initialization(List<Copy> copies, long extraBytes, long heapEnd) {
    /** One copy, all in bytes. */
    public record Copy(long from, long to, long length) {}

    public Initialization {
      copies = List.copyOf(copies);
    }
  }

  /**
   * An export that takes bytes and gives bytes.
   *
   * @param initializer is called before anything else of the module, if there is one
   * @param allocator gives room for the arguments; empty: memory grows
   * @param memory number of the memory that its addresses are in
   * @param result the globals that say where the result is; empty: it is the returned i64
   */
  public record Service(
      FunctionDeclaration function,
      Optional<FunctionDeclaration> initializer,
      Optional<FunctionDeclaration> allocator,
      int memory,
      Optional<ResultGlobals> result) {
    /** Whether the function has the type of a service. */
    public boolean isWellTyped() {
      return ServiceLowering.isService(function, result);
    }

    /** Whether the allocator has the type of one. */
    public boolean hasAllocator() {
      return allocator.isEmpty() || ServiceLowering.isAllocator(allocator.get());
    }
  }

  /** Numbers of the globals that say where a result is, both i32. */
  public record ResultGlobals(int address, int length) {}

  public ThunkLowering(
      final ModuleIr module,
      final MemoryLayout layout,
      final Initialization initialization,
      final Profile profile) {
    this.module = module;
    this.layout = layout;
    this.initialization = initialization;
    this.heap = new HeapGrowth(profile);
  }

  /** Call-buffer slots that the thunk of a function needs. */
  public static int bufferSlots(final FunctionDeclaration function) {
    return Math.max(function.signature().params().size(), function.signature().results().size());
  }

  /** Initialises the program and halts without results. */
  public MachineFunction init(final int index) {
    final MachineEmitter emit = start(index, "init");
    new CallLowering(emit).enter(List.of());
    initialize(emit);
    halt(emit, 0);
    return emit.function();
  }

  /**
   * Initialises one of several instances and halts without results. The first does for the program
   * what its header cannot.
   *
   * @param instance its position
   */
  public MachineFunction initInstance(final int index, final int instance) {
    final FunctionDeclaration init = module.functions().get(module.inits().get(instance));
    final MachineEmitter emit = start(index, "thunk of " + init.name());
    new CallLowering(emit).enter(List.of());
    if (instance == 0) {
      fillMemory(emit);
    }
    new CallLowering(emit).call(init, List.of(), List.of());
    halt(emit, 0);
    return emit.function();
  }

  /** Reads the parameters from the call buffer, calls, writes the results back. */
  public MachineFunction export(final int index, final FunctionDeclaration function) {
    final MachineEmitter emit = start(index, "thunk of " + function.name());
    new CallLowering(emit).enter(List.of());
    final List<VReg> args = new ArrayList<>();
    for (int i = 0; i < function.signature().params().size(); i++) {
      final VReg arg = emit.fresh();
      final boolean narrow = function.signature().params().get(i) == Type.I32;
      emit.loadAbsolute(narrow ? Opcode.LOAD_I32 : Opcode.LOAD_U64, arg, slot(i));
      args.add(arg);
    }
    finish(emit, function, args);
    return emit.function();
  }

  /**
   * Initialises, then reads the parameters from the argument area (a0 its address, a1 its length),
   * which must have exactly their size.
   */
  public MachineFunction entry(final int index, final FunctionDeclaration function) {
    final MachineEmitter emit = start(index, "entry " + function.name());
    final VReg area = emit.fresh();
    final VReg length = emit.fresh();
    new CallLowering(emit).enter(List.of(area, length));
    initialize(emit);
    final int count = function.signature().params().size();
    emit.trapBranch(
        Condition.of(Opcode.BRANCH_NE_IMM, length, 8L * count),
        new TrapSite(TrapKind.BAD_ARGUMENTS, -1));
    final List<VReg> args = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      final VReg arg = emit.fresh();
      final boolean narrow = function.signature().params().get(i) == Type.I32;
      emit.loadIndirect(
          narrow ? Opcode.LOAD_IND_I32 : Opcode.LOAD_IND_U64, arg, area, 8L * i, null);
      args.add(arg);
    }
    finish(emit, function, args);
    return emit.function();
  }

  /** Initialises, then runs a service on the bytes of the argument area (a0, a1). */
  public MachineFunction service(final int index, final Service service) {
    final MachineEmitter emit = start(index, "service " + service.function().name());
    final VReg area = emit.fresh();
    final VReg length = emit.fresh();
    new CallLowering(emit).enter(List.of(area, length));
    initialize(emit);
    new ServiceLowering(emit, layout, heap, service).write(area, length);
    return emit.function();
  }

  private static MachineEmitter start(final int index, final String name) {
    final MachineEmitter emit = new MachineEmitter(new MachineFunction(index, name));
    emit.position(emit.function().newBlock());
    return emit;
  }

  private void finish(
      final MachineEmitter emit, final FunctionDeclaration function, final List<VReg> args) {
    final List<Type> types = function.signature().results();
    final List<VReg> results = InstructionSelector.fresh(emit, types.size());
    new CallLowering(emit).call(function, args, results);
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) == Type.I32) {
        emit.storeAbsolute(Opcode.STORE_U32, results.get(i), slot(i));
        emit.storeImmAbsolute(Opcode.STORE_IMM_U32, slot(i) + 4, 0);
      } else {
        emit.storeAbsolute(Opcode.STORE_U64, results.get(i), slot(i));
      }
    }
    halt(emit, types.size());
  }

  private void halt(final MachineEmitter emit, final int results) {
    final VReg address = emit.fresh();
    emit.loadImm(address, layout.callBuffer());
    final VReg length = emit.fresh();
    emit.loadImm(length, 8L * results);
    emit.leave(
        MachineOp.HALT,
        List.of(
            Operand.useFixed(address, RegisterConvention.ARGUMENTS.get(0)),
            Operand.useFixed(length, RegisterConvention.ARGUMENTS.get(1))));
  }

  private long slot(final int index) {
    return layout.callBuffer() + 8L * index;
  }

  private void initialize(final MachineEmitter emit) {
    fillMemory(emit);
    for (final int init : module.inits()) {
      new CallLowering(emit).call(module.functions().get(init), List.of(), List.of());
    }
  }

  /** Maps what the header could not and copies what it did not hold. */
  private void fillMemory(final MachineEmitter emit) {
    if (initialization.extraBytes() > 0) {
      heap.growBy(emit, initialization.extraBytes(), initialization.heapEnd());
    }
    for (final Initialization.Copy copy : initialization.copies()) {
      copy(emit, copy);
    }
  }

  /** A loop over whole chunks, then the single bytes that are left. */
  private static void copy(final MachineEmitter emit, final Initialization.Copy copy) {
    final long whole = copy.length() / CHUNK * CHUNK;
    if (whole > 0) {
      final MachineBlock body = emit.function().newBlock();
      final VReg start = emit.fresh();
      emit.loadImm(start, 0);
      emit.jump(body, List.of(start));
      emit.position(body);
      final VReg at = emit.fresh();
      body.params().add(at);
      final VReg bytes = emit.fresh();
      emit.loadIndirect(Opcode.LOAD_IND_U64, bytes, at, copy.from(), null);
      emit.storeIndirect(Opcode.STORE_IND_U64, bytes, at, copy.to(), null);
      final VReg next = emit.fresh();
      emit.regImm(Opcode.ADD_IMM_64, next, at, CHUNK);
      final MachineBlock again = emit.function().newBlock();
      final MachineBlock after = emit.function().newBlock();
      emit.branch(Condition.of(Opcode.BRANCH_LT_U_IMM, next, whole), again, after);
      emit.position(again);
      emit.jump(body, List.of(next));
      emit.position(after);
    }
    for (long i = whole; i < copy.length(); i++) {
      final VReg bytes = emit.fresh();
      emit.loadAbsolute(Opcode.LOAD_U8, bytes, copy.from() + i);
      emit.storeAbsolute(Opcode.STORE_U8, bytes, copy.to() + i);
    }
  }
}
