package parallax.compiler;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.CodeValidator;

/** A module compiled and running on the machine, entered through its thunks. */
final class CompiledRun {
  private static final long GAS = 1L << 40;

  private final CompiledProgram program;
  private final Machine machine;
  private final HostFunction host;
  private ExitReason last;

  private CompiledRun(final CompiledProgram program, final HostFunction host) {
    this.program = program;
    this.host = host;
    this.machine = Interpreter.of(program.profile(), program.program(), new byte[0]);
  }

  /** Compiles, checks that the code is well formed for every profile, and initialises. */
  static CompiledRun of(final byte[] wasm) throws CompileException {
    return of(wasm, CompilerOptions.DEFAULT);
  }

  static CompiledRun of(final byte[] wasm, final CompilerOptions options) throws CompileException {
    return of(wasm, options, CompiledRun::host);
  }

  /** Heap growth only, by the number of the profiles that need it. */
  private static HostFunction.Action host(final long index, final Machine machine) {
    return index == HostCallManifest.GROW_HEAP
        ? new GrowHeap().call(index, machine)
        : HostFunction.Action.STOP;
  }

  static CompiledRun of(final byte[] wasm, final CompilerOptions options, final HostFunction host)
      throws CompileException {
    final CompiledProgram program = WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), options);
    return of(program, host);
  }

  /** Initialises a compiled program. */
  static CompiledRun of(final CompiledProgram program, final HostFunction host) {
    CodeValidator.firstProblem(program.program().blob(), program.profile())
        .ifPresent(
            problem -> {
              throw new AssertionError("not valid under the rules of 0.8.0: " + problem);
            });
    final CompiledRun run = new CompiledRun(program, host);
    run.enter(program.initPc());
    return run;
  }

  CompiledProgram program() {
    return program;
  }

  Machine machine() {
    return machine;
  }

  /** How the last entry ended. */
  ExitReason last() {
    return last;
  }

  /** Results of a call; i32 sign-extended. Fails when it traps. */
  long[] call(final String export, final long... args) {
    start(export, args);
    if (!(last instanceof ExitReason.Halt)) {
      throw new AssertionError(export + " ended with " + last + " " + trap());
    }
    return results(export);
  }

  /** Results that the last entry left, of a function that has halted. */
  long[] results(final String export) {
    final CompiledProgram.Export found = program.export(ExportKind.FUNCTION, export).orElseThrow();
    final ByteBuffer results =
        ByteBuffer.wrap(machine.memory().read(machine.register(7), (int) machine.register(8)))
            .order(ByteOrder.LITTLE_ENDIAN);
    return LongStream.generate(results::getLong)
        .limit(found.signature().results().size())
        .toArray();
  }

  /** The kind of trap that a call ends with, or null when it returns. */
  TrapKind trapOf(final String export, final long... args) {
    start(export, args);
    return last instanceof ExitReason.Halt ? null : trap();
  }

  /** What the last exit means; fails when the code map does not know. */
  TrapKind trap() {
    return program
        .codeMap()
        .trapAt(last.pc())
        .map(CodeMap.TrapEntry::kind)
        .orElseThrow(() -> new AssertionError("no trap entry for " + last));
  }

  /** Calls; {@link #last} says how it ended. */
  void start(final String export, final long... args) {
    for (int i = 0; i < args.length; i++) {
      final byte[] slot =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(args[i]).array();
      machine.memory().write(program.layout().callBuffer() + 8L * i, slot);
    }
    enter(program.export(ExportKind.FUNCTION, export).orElseThrow().thunkPc());
  }

  private void enter(final int pc) {
    for (final Register register : Register.values()) {
      machine.setRegister(register.index(), 0);
    }
    machine.setRegister(Register.RA.index(), 0xFFFF_0000L);
    machine.setRegister(Register.SP.index(), program.layout().stackTop());
    machine.setPc(pc);
    machine.gas().set(GAS);
    last = machine.run(host);
  }
}
