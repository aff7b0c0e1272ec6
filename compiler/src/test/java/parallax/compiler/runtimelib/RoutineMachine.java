package parallax.compiler.runtimelib;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.lower.InstructionSelector;
import parallax.compiler.mir.lower.ThunkLowering;
import parallax.compiler.mir.lower.ThunkLowering.Initialization;
import parallax.compiler.regalloc.StackSlotAllocator;
import parallax.compiler.serialize.DataImage;
import parallax.compiler.serialize.EmittedFunction;
import parallax.compiler.serialize.FunctionEmitter;
import parallax.compiler.serialize.LinkedProgram;
import parallax.compiler.serialize.Linker;
import parallax.compiler.serialize.PadSharing;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.Machine;
import parallax.pvm.translator.TranslatedMachine;

/**
 * A program in legal IR on the machine, compiled without passes. Functions are entered as a
 * compiled caller would.
 */
final class RoutineMachine {
  private static final long GAS = Long.MAX_VALUE / 2;

  private final Machine machine;
  private final CodeMap codeMap;
  private final List<Integer> starts;
  private final long stackTop;
  private final long memory;

  RoutineMachine(final ModuleIr ir) throws CompileException {
    final Profile profile = CompilerOptions.DEFAULT.profile();
    final DataImage data = DataImage.plan(ir, 1, CompilerOptions.DEFAULT_STACK_SIZE);
    final InstructionSelector selector = new InstructionSelector(ir, data.layout(), profile);
    final List<EmittedFunction> emitted = new ArrayList<>();
    for (final FunctionDeclaration function : ir.functions()) {
      emitted.add(emit(selector.select(function.body().orElseThrow()), data));
    }
    final ThunkLowering thunks =
        new ThunkLowering(
            ir, data.layout(), new Initialization(List.of(), 0, data.heapEnd()), profile);
    emitted.add(emit(thunks.init(emitted.size()), data));
    final LinkedProgram linked = Linker.link(profile, emitted, data, emitted.size() - 1);
    machine = TranslatedMachine.of(profile, linked.program(), new byte[0]);
    codeMap = linked.codeMap();
    starts = linked.starts();
    stackTop = data.layout().stackTop();
    memory = ir.memories().isEmpty() ? 0 : data.layout().memories().get(0).base();
  }

  private static EmittedFunction emit(final MachineFunction function, final DataImage data)
      throws CompileException {
    return FunctionEmitter.emit(
        function, new StackSlotAllocator().allocate(function), data.layout(), PadSharing.PER_CHECK);
  }

  /** Writes to the program's memory. */
  void write(final int address, final byte[] bytes) {
    machine.memory().write(memory + address, bytes);
  }

  /** The result of a function that returns one; i32 sign-extended. */
  long call(final int function, final long... args) {
    for (int i = 0; i < args.length; i++) {
      machine.setRegister(CallingConvention.register(i).index(), args[i]);
    }
    machine.setRegister(Register.RA.index(), 0xFFFF_0000L);
    machine.setRegister(Register.SP.index(), stackTop);
    machine.setPc(starts.get(function));
    machine.gas().set(GAS);
    final ExitReason exit = machine.run();
    if (!(exit instanceof ExitReason.Halt)) {
      throw new AssertionError("function " + function + " ends with " + exit);
    }
    return machine.register(CallingConvention.register(0).index());
  }

  /** Gas that the last {@link #call} took: instructions, in this profile. */
  long gas() {
    return GAS - machine.gas().remaining();
  }

  /** Bytes of code of a function. */
  int size(final int function) {
    return codeMap.functions().stream()
        .filter(range -> range.start() == starts.get(function))
        .mapToInt(range -> range.end() - range.start())
        .findFirst()
        .orElseThrow();
  }
}
