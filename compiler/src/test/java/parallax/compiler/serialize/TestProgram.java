package parallax.compiler.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.Signature;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.VReg;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.RegisterAllocator;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.StandardLayout;

/**
 * A program of functions written by hand, each with a thunk, linked and run on the interpreter.
 * Every program that is linked is checked against the rules of 0.8.0.
 */
final class TestProgram {
  static final int SLOTS = 16;
  static final int STACK = 65_536;

  private final ModuleIr module;
  private final Profile profile;
  private final PadSharing pads;
  private final DataImage data;
  private RegisterAllocator allocator = new SlotPerValueAllocator();
  private final List<EmittedFunction> emitted = new ArrayList<>();
  private final List<Integer> thunks = new ArrayList<>();
  private LinkedProgram linked;
  private Machine machine;

  TestProgram(final int functions) throws CompileException {
    this(moduleOf(functions), Profile.GP_0_7_2, PadSharing.PER_CHECK);
  }

  TestProgram(final ModuleIr module, final Profile profile, final PadSharing pads)
      throws CompileException {
    this.module = module;
    this.profile = profile;
    this.pads = pads;
    this.data = DataImage.plan(module, SLOTS, STACK);
  }

  /** A module without data; the type id of function i is i + 1. */
  static ModuleIr moduleOf(final int functions) {
    return new ModuleIr(
        declarations(functions),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static List<ModuleIr.FunctionDeclaration> declarations(final int functions) {
    final List<ModuleIr.FunctionDeclaration> made = new ArrayList<>();
    for (int i = 0; i < functions; i++) {
      final Signature signature = new Signature(List.of(), List.of());
      made.add(
          new ModuleIr.FunctionDeclaration(
              i,
              "f" + i,
              signature,
              i + 1,
              Optional.of(new Function(i, "f" + i, signature)),
              -1,
              true));
    }
    return made;
  }

  /** Which allocator the functions get that follow; thunks have the plain one. */
  TestProgram allocateWith(final RegisterAllocator other) {
    allocator = other;
    return this;
  }

  DataImage data() {
    return data;
  }

  TestProgram add(final MachineFunction function) throws CompileException {
    return add(function, allocator);
  }

  TestProgram add(final MachineFunction function, final RegisterAllocator allocator)
      throws CompileException {
    return add(function, allocator.allocate(function));
  }

  TestProgram add(final MachineFunction function, final Allocation allocation)
      throws CompileException {
    emitted.add(FunctionEmitter.emit(function, allocation, data.layout(), pads));
    return this;
  }

  /** A thunk as an export has it; gives its number. */
  int addThunk(final int callee, final int params, final int results) throws CompileException {
    final MachineCode code = new MachineCode(-1, "thunk of " + callee, 0);
    final long buffer = data.layout().callBuffer();
    final VReg[] args = new VReg[params];
    for (int i = 0; i < params; i++) {
      args[i] = code.op(Opcode.LOAD_U64, buffer + 8L * i);
    }
    final List<VReg> values = code.call(callee, results, args);
    for (int i = 0; i < results; i++) {
      code.effect(Opcode.STORE_U64, buffer + 8L * i, 0, null, values.get(i));
    }
    code.halt(code.constant(buffer), code.constant(8L * results));
    thunks.add(emitted.size());
    add(code.function, new SlotPerValueAllocator());
    return thunks.size() - 1;
  }

  LinkedProgram link() throws CompileException {
    linked = Linker.link(profile, emitted, data, thunks.isEmpty() ? 0 : thunks.get(0));
    BlobRules.check(linked.program().blob(), linked.codeMap(), profile);
    return linked;
  }

  Machine machine() throws CompileException {
    if (machine == null) {
      if (linked == null) {
        link();
      }
      machine = Interpreter.of(profile, linked.program(), new byte[0]);
    }
    return machine;
  }

  ModuleIr module() {
    return module;
  }

  /** Enters a thunk as a host does. */
  ExitReason enter(final int thunk, final HostFunction host, final long... args)
      throws CompileException {
    final Machine at = machine();
    for (int i = 0; i < args.length; i++) {
      at.memory().store64(data.layout().callBuffer() + 8L * i, args[i]);
    }
    for (int i = 0; i < Register.COUNT; i++) {
      at.setRegister(i, 0x5555_0000_0000L + i);
    }
    at.setRegister(Register.RA.index(), StandardLayout.HALT_ADDRESS);
    at.setRegister(Register.SP.index(), StandardLayout.STACK_TOP);
    at.setPc(linked.starts().get(thunks.get(thunk)));
    at.gas().set(1_000_000_000L);
    return at.run(host);
  }

  /** Runs a thunk to its end and gives the values. */
  long[] run(final int thunk, final long... args) throws CompileException {
    return run(thunk, (index, at) -> HostFunction.Action.PANIC, args);
  }

  long[] run(final int thunk, final HostFunction host, final long... args) throws CompileException {
    final ExitReason reason = enter(thunk, host, args);
    assertThat(reason).isInstanceOf(ExitReason.Halt.class);
    assertThat(machine().register(Register.A0.index())).isEqualTo(data.layout().callBuffer());
    final long[] values = new long[(int) machine().register(Register.A1.index()) / 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = machine().memory().loadU64(data.layout().callBuffer() + 8L * i);
    }
    return values;
  }

  /** Runs a thunk into a trap and gives what the code map says about it. */
  TrapEntry trap(final int thunk, final long... args) throws CompileException {
    final ExitReason reason = enter(thunk, (index, at) -> HostFunction.Action.PANIC, args);
    assertThat(reason.kind()).isIn(ExitReason.Kind.PANIC, ExitReason.Kind.PAGE_FAULT);
    return linked.codeMap().trapAt(reason.pc()).orElseThrow();
  }

  LinkedProgram linked() {
    return linked;
  }
}
