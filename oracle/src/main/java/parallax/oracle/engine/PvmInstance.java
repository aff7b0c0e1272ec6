package parallax.oracle.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.ir.Type;
import parallax.compiler.sourcemap.CodeMap;
import parallax.oracle.host.GuestExit;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.StandardLayout;

/** An instance of a compiled program on a machine; the others are on the same. */
final class PvmInstance implements ProgramInstance {
  private static final int SLOT = 8;

  private final CompiledProgram program;
  private final Machine machine;
  private final HostTape tape;
  private final PvmReferences references;
  private final PvmHostCalls hostCalls;
  private final int initPc;
  private final List<Export> exports;
  private final OptionalInt memory;
  private Outcome instantiation = new Outcome.Fault("crash", "never initialised");
  private long cost;

  /** All instances of a program as if they were one. */
  PvmInstance(final CompiledProgram program, final Machine machine, final HostTape tape) {
    this.program = program;
    this.machine = machine;
    this.tape = tape;
    this.references = new PvmReferences(program);
    this.hostCalls =
        new PvmHostCalls(program.hostCalls(), references, tape, new InstanceMemory(this));
    this.initPc = program.initPc();
    // The module itself is the last instance; its exports hide those of its adapters.
    this.exports =
        Stream.concat(
                program.exports().stream().filter(e -> e.instance() == program.mainInstance()),
                program.exports().stream().filter(e -> e.instance() != program.mainInstance()))
            .toList();
    this.memory = memory(program.mainInstance());
  }

  /** Another view of the same program: one of its instances. */
  private PvmInstance(final PvmInstance whole, final int instance) {
    this.program = whole.program;
    this.machine = whole.machine;
    this.tape = whole.tape;
    this.references = whole.references;
    this.hostCalls = whole.hostCalls;
    this.initPc = program.instances().get(instance).initPc();
    this.exports = program.exports().stream().filter(e -> e.instance() == instance).toList();
    this.memory = memory(instance);
  }

  /** The program's instances, one by one. */
  List<ProgramInstance> instances() {
    final List<ProgramInstance> views = new ArrayList<>();
    for (int i = 0; i < program.instances().size(); i++) {
      views.add(new PvmInstance(this, i));
    }
    return views;
  }

  /** The number of an instance's first memory. */
  private OptionalInt memory(final int instance) {
    if (program.instances().isEmpty()) {
      return program.layout().memories().isEmpty() ? OptionalInt.empty() : OptionalInt.of(0);
    }
    final List<Integer> memories = program.instances().get(instance).indices().memories();
    return memories.isEmpty() ? OptionalInt.empty() : OptionalInt.of(memories.get(0));
  }

  @Override
  public Outcome initialize(final long budget) {
    instantiation = enter(initPc, budget, List.of());
    return instantiation;
  }

  @Override
  public Outcome instantiation() {
    return instantiation;
  }

  @Override
  public Optional<FuncType> functionType(final String export) {
    return export(ExportKind.FUNCTION, export)
        .map(
            function ->
                new FuncType(
                    types(function.signature().params()), types(function.signature().results())));
  }

  @Override
  public Outcome call(final String export, final List<WasmValue> args, final long budget) {
    final Export function =
        export(ExportKind.FUNCTION, export)
            .orElseThrow(
                () -> new IllegalArgumentException("no exported function is called " + export));
    final byte[] wire = new byte[SLOT * args.size()];
    final ByteBuffer buffer = ByteBuffer.wrap(wire).order(ByteOrder.LITTLE_ENDIAN);
    for (final WasmValue arg : args) {
      final long bits = references.bits(arg);
      buffer.putLong(isNarrow(arg.type()) ? bits & 0xFFFF_FFFFL : bits);
    }
    machine.memory().write(program.layout().callBuffer(), wire);
    return enter(function.thunkPc(), budget, types(function.signature().results()));
  }

  private Optional<Export> export(final ExportKind kind, final String name) {
    return exports.stream().filter(e -> e.kind() == kind && e.name().equals(name)).findFirst();
  }

  /** True for types of 32 bits: sign-extended in registers, zero-extended on the wire. */
  static boolean isNarrow(final ValType type) {
    return type == ValType.I32 || type == ValType.F32;
  }

  private static List<ValType> types(final List<Type> types) {
    return types.stream().map(type -> ValType.byText(type.mnemonic()).orElseThrow()).toList();
  }

  private Outcome enter(final int pc, final long budget, final List<ValType> results) {
    for (final Register register : Register.values()) {
      machine.setRegister(register.index(), 0);
    }
    machine.setRegister(Register.RA.index(), StandardLayout.HALT_ADDRESS);
    machine.setRegister(Register.SP.index(), program.layout().stackTop());
    machine.setPc(pc);
    machine.gas().set(budget);
    try {
      final ExitReason reason = machine.run(hostCalls);
      if (reason.kind() != ExitReason.Kind.OUT_OF_GAS) {
        checkMemorySize();
      }
      return outcome(reason, results);
    } catch (final GuestExit exit) {
      return new Outcome.Exited(exit.code());
    } catch (final AbiException broken) {
      return new Outcome.Fault("abi", broken.getMessage());
    } catch (final RuntimeException | StackOverflowError crash) {
      return Outcome.Fault.crash(crash);
    } finally {
      cost = budget - machine.gas().remaining();
    }
  }

  private Outcome outcome(final ExitReason reason, final List<ValType> results) {
    return switch (reason.kind()) {
      case HALT -> new Outcome.Returned(results(results));
      case OUT_OF_GAS -> new Outcome.Exhausted(Outcome.Limit.GAS);
      case PANIC, PAGE_FAULT -> trap(reason);
      case HOST_CALL -> throw new AbiException("stopped at " + reason);
    };
  }

  private Outcome trap(final ExitReason reason) {
    final String function =
        program.codeMap().functionAt(reason.pc()).map(CodeMap.FunctionRange::name).orElse("?");
    final Optional<CodeMap.TrapEntry> entry = program.codeMap().trapAt(reason.pc());
    if (entry.isEmpty()) {
      return new Outcome.Fault("unmapped-trap", reason + " in " + function);
    }
    final List<String> offsets =
        entry.get().sourceOffsets().stream().map(o -> "0x" + Integer.toHexString(o)).toList();
    return new Outcome.Trapped(
        entry.get().kind(), function + " pc " + reason.pc() + " offsets " + offsets);
  }

  private List<WasmValue> results(final List<ValType> types) {
    final long address = machine.register(Register.A0.index());
    final long length = machine.register(Register.A1.index());
    if (length != (long) SLOT * types.size()
        || (length > 0 && address != program.layout().callBuffer())) {
      throw new AbiException("halted with results of " + length + " bytes at " + address);
    }
    final ByteBuffer buffer =
        ByteBuffer.wrap(machine.memory().read(program.layout().callBuffer(), (int) length))
            .order(ByteOrder.LITTLE_ENDIAN);
    final List<WasmValue> values = new ArrayList<>();
    for (final ValType type : types) {
      final long bits = buffer.getLong();
      if (isNarrow(type) && bits >>> 32 != 0) {
        throw new AbiException(type.text() + " result on the wire is 0x" + Long.toHexString(bits));
      }
      values.add(references.value(type, bits));
    }
    return values;
  }

  /** The recorded size must be what is mapped, and mapped memory must end there. */
  private void checkMemorySize() {
    if (program.layout().memories().isEmpty()) {
      return;
    }
    // The main memory's end is the end of what is mapped.
    final MemoryLayout.MemoryPlace place = program.layout().memories().get(0);
    final long size = size(place);
    if (size > 0 && !machine.memory().isWritable(place.base(), size)) {
      throw new AbiException(size + " bytes of memory are recorded and not all are mapped");
    }
    if (machine.memory().isReadable(place.base() + size, 1)) {
      throw new AbiException("memory is mapped past its recorded size of " + size + " bytes");
    }
  }

  @Override
  public long cost() {
    return cost;
  }

  @Override
  public int memorySize() {
    return memory.isEmpty() ? 0 : Math.toIntExact(size(firstMemory()));
  }

  private long size(final MemoryLayout.MemoryPlace place) {
    return machine.memory().loadU32(place.sizeWord()) * MemoryLayout.WASM_PAGE;
  }

  /** The module's first memory. */
  private MemoryLayout.MemoryPlace firstMemory() {
    return program.layout().memories().get(memory.getAsInt());
  }

  @Override
  public OptionalLong size(final String export) {
    final Optional<Long> word =
        export(ExportKind.MEMORY, export)
            .map(found -> program.layout().memories().get(found.index()).sizeWord())
            .or(
                () ->
                    export(ExportKind.TABLE, export)
                        .map(found -> program.layout().tables().get(found.index()).sizeWord()));
    return word.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(machine.memory().loadU32(word.get()));
  }

  @Override
  public byte[] readMemory(final int address, final int length) {
    return machine.memory().read(base(address, length), length);
  }

  @Override
  public void writeMemory(final int address, final byte[] bytes) {
    machine.memory().write(base(address, bytes.length), bytes);
  }

  private long base(final int address, final int length) {
    if (address < 0 || length < 0 || address > memorySize() - length) {
      throw new IndexOutOfBoundsException(length + " bytes at " + address + " of " + memorySize());
    }
    return firstMemory().base() + address;
  }

  @Override
  public SortedMap<String, WasmValue> globals() {
    final SortedMap<String, WasmValue> values = new TreeMap<>();
    for (final Export export : exports) {
      if (export.kind() == ExportKind.GLOBAL) {
        final ValType type = types(export.signature().results()).get(0);
        final long address = program.layout().globals().get(export.index());
        final long bits =
            isNarrow(type) ? machine.memory().loadI32(address) : machine.memory().loadU64(address);
        values.putIfAbsent(export.name(), references.value(type, bits));
      }
    }
    return values;
  }

  @Override
  public HostTape tape() {
    return tape;
  }
}
