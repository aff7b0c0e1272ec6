package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.ir.IrHost;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.IrResult;
import parallax.compiler.ir.Type;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.CodeValidator;

/**
 * Several instances as one program on every rung: frontend IR, legal IR, machine. Instances are
 * initialised one by one. Outcomes are texts that all rungs agree on, as in {@link Rungs}.
 */
final class LinkedRungs {
  private static final long GAS = 1L << 40;

  private final CompiledProgram program;
  private final Machine machine;
  private final List<IrInstance> interpreted = new ArrayList<>();

  private LinkedRungs(final List<InstanceSpec> specs, final CompilerOptions options)
      throws CompileException {
    program = WasmCompiler.compile(specs, options);
    assertThat(CodeValidator.firstProblem(program.program().blob(), Profile.GP_0_7_2)).isEmpty();
    assertThat(WasmCompiler.link(specs, options))
        .isEqualTo(program.instances().stream().map(CompiledProgram.Instance::indices).toList());
    machine = Interpreter.of(Profile.GP_0_7_2, program.program(), new byte[0]);
    interpreted.add(
        new IrInterpreter(WasmCompiler.frontend(specs, options)).instantiate(IrHost.NONE));
    interpreted.add(
        new IrInterpreter(WasmCompiler.legalized(specs, options)).instantiate(IrHost.NONE));
  }

  /** The specs of instances that are given as name, text, name, text ... */
  static List<InstanceSpec> specs(final String... namesAndTexts) {
    final List<InstanceSpec> specs = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      specs.add(new InstanceSpec(namesAndTexts[i], Wat.parse(namesAndTexts[i + 1])));
    }
    return specs;
  }

  /** Compiles; nothing is initialised. */
  static LinkedRungs of(final String... namesAndTexts) throws CompileException {
    return of(specs(namesAndTexts));
  }

  static LinkedRungs of(final List<InstanceSpec> specs) throws CompileException {
    return new LinkedRungs(specs, CompilerOptions.DEFAULT);
  }

  /** Compiles, and initialises all instances, which must succeed. */
  static LinkedRungs running(final String... namesAndTexts) throws CompileException {
    final LinkedRungs rungs = of(namesAndTexts);
    for (int i = 0; i < rungs.program.instances().size(); i++) {
      assertThat(rungs.init(i)).isEmpty();
    }
    return rungs;
  }

  CompiledProgram program() {
    return program;
  }

  /** Initialises an instance: the empty text, or that of a trap. */
  String init(final int instance) {
    enter(program.instances().get(instance).initPc());
    final String outcome = outcome(List.of());
    for (final IrInstance state : interpreted) {
      assertThat(describe(state.init(instance), List.of())).isEqualTo(outcome);
    }
    return outcome;
  }

  /** What a call of an instance's export gives. */
  String call(final int instance, final String name, final long... args) {
    final Export export = program.export(instance, ExportKind.FUNCTION, name).orElseThrow();
    for (int i = 0; i < args.length; i++) {
      final ByteBuffer slot = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      machine.memory().write(program.layout().callBuffer() + 8L * i, slot.putLong(args[i]).array());
    }
    enter(export.thunkPc());
    final List<Type> types = export.signature().results();
    final String outcome = outcome(types);
    for (final IrInstance state : interpreted) {
      assertThat(describe(state.invoke(export.index(), args), types))
          .as("%s%s, IR and machine", name, Arrays.toString(args))
          .isEqualTo(outcome);
    }
    return outcome;
  }

  /** Bytes of a memory of an instance's module, the same on all rungs. */
  byte[] memory(final int instance, final int index, final int address, final int length) {
    final int number = program.memory(instance, index);
    final MemoryLayout.MemoryPlace place = program.layout().memories().get(number);
    final byte[] bytes = machine.memory().read(place.base() + address, length);
    for (final IrInstance state : interpreted) {
      assertThat(state.memory(number).read(address, length)).isEqualTo(bytes);
    }
    return bytes;
  }

  private void enter(final int pc) {
    for (final Register register : Register.values()) {
      machine.setRegister(register.index(), 0);
    }
    machine.setRegister(Register.RA.index(), 0xFFFF_0000L);
    machine.setRegister(Register.SP.index(), program.layout().stackTop());
    machine.setPc(pc);
    machine.gas().set(GAS);
  }

  private String outcome(final List<Type> types) {
    final ExitReason reason = machine.run();
    if (!(reason instanceof ExitReason.Halt)) {
      return program
          .codeMap()
          .trapAt(reason.pc())
          .map(CodeMap.TrapEntry::kind)
          .orElseThrow(() -> new AssertionError("no trap entry for " + reason))
          .text();
    }
    final ByteBuffer results =
        ByteBuffer.wrap(machine.memory().read(machine.register(7), (int) machine.register(8)))
            .order(ByteOrder.LITTLE_ENDIAN);
    final long[] values = new long[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = results.getLong();
    }
    return format(values, types);
  }

  private static String describe(final IrResult result, final List<Type> types) {
    if (result instanceof IrResult.Returned returned) {
      return format(returned.values(), types);
    }
    if (result instanceof IrResult.Trapped trapped) {
      return trapped.kind().text();
    }
    throw new AssertionError(result);
  }

  private static String format(final long[] values, final List<Type> types) {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < types.size(); i++) {
      final long value = types.get(i) == Type.I32 ? (int) values[i] : values[i];
      text.append(i == 0 ? "" : " ").append(value);
    }
    return text.toString();
  }
}
