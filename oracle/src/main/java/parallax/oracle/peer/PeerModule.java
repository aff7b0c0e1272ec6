package parallax.oracle.peer;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The {@code release.wasm} of anan-as and one instance of it: its debugger interface, whose
 * arguments are arrays of AssemblyScript. Holds one program at a time.
 *
 * <p>An instance that failed is thrown away, so the next program starts with a new one.
 */
final class PeerModule {
  private static final int ARRAY_BUFFER = 1;
  private static final int ARRAY_OF_BYTES = 6;
  private static final int BYTE_ARRAY = 10;
  private static final int ARRAY_HEADER = 16;
  private static final int BYTE_ARRAY_HEADER = 12;
  private static final int STEPS_AT_ONCE = 1_000_000;

  /** Programs after which the instance is replaced, since its memory is never given back. */
  private static final int PROGRAMS_PER_INSTANCE = 2_000;

  private final WasmModule module;
  private final Function<Instance, Machine> machines;
  private Instance instance;
  private int programs;

  private PeerModule(final WasmModule module) {
    this.module = module;
    this.machines = MachineFactoryCompiler.compile(module);
    this.instance = newInstance();
  }

  /** Compiles the module to JVM code: interpreted, it would take a minute for a second's work. */
  static PeerModule load(final Path file) throws IOException {
    return new PeerModule(Parser.parse(Files.readAllBytes(file)));
  }

  private Instance newInstance() {
    final FunctionType log = FunctionType.of(List.of(ValType.I32), List.of());
    final FunctionType abort =
        FunctionType.of(List.of(ValType.I32, ValType.I32, ValType.I32, ValType.I32), List.of());
    final ImportValues imports =
        ImportValues.builder()
            .addFunction(
                new HostFunction("env", "console.log", log, (i, args) -> null),
                new HostFunction("env", "abort", abort, PeerModule::abort))
            .build();
    return Instance.builder(module).withImportValues(imports).withMachineFactory(machines).build();
  }

  /** Arguments: message and file, both strings or null, line and column. */
  private static long[] abort(final Instance instance, final long... args) {
    throw new PeerFailure(string(instance, (int) args[0]) + ", line " + args[2]);
  }

  private static String string(final Instance instance, final int pointer) {
    if (pointer == 0) {
      return "aborted";
    }
    final byte[] bytes =
        instance.memory().readBytes(pointer, instance.memory().readInt(pointer - 4));
    return new String(bytes, StandardCharsets.UTF_16LE);
  }

  /**
   * Takes a program with its state.
   *
   * @param blob a program blob
   * @param registers 13 values of 8 bytes, little-endian
   * @param pages runs of pages: address and length as 4 bytes, then 0 for readable, 1 for writable
   */
  void reset(
      final byte[] blob, final byte[] registers, final byte[] pages, final long gas, final int pc) {
    programs++;
    if (programs > PROGRAMS_PER_INSTANCE) {
      renew();
    }
    final List<Integer> pinned = new ArrayList<>();
    call("__setArgumentsLength", 6);
    call(
        "resetGenericWithMemory",
        array(blob, pinned),
        array(registers, pinned),
        byteArray(pages, pinned),
        byteArray(new byte[0], pinned),
        gas,
        0);
    call("setNextProgramCounter", pc);
    pinned.forEach(pointer -> call("__unpin", pointer));
  }

  /**
   * Takes a standard program without metadata as the peer itself lays it out.
   *
   * @param pc where it begins
   */
  void resetStandard(final byte[] program, final byte[] arguments, final long gas, final int pc) {
    final List<Integer> pinned = new ArrayList<>();
    call("__setArgumentsLength", 5);
    call("resetJAM", array(program, pinned), pc, gas, array(arguments, pinned), 0);
    pinned.forEach(pointer -> call("__unpin", pointer));
  }

  private void renew() {
    instance = newInstance();
    programs = 0;
  }

  void setRegisters(final byte[] registers) {
    final List<Integer> pinned = new ArrayList<>();
    call("setRegisters", array(registers, pinned));
    pinned.forEach(pointer -> call("__unpin", pointer));
  }

  void setGas(final long gas) {
    call("setGasLeft", gas);
  }

  /** Runs to the next exit; behind a host call when that was the last. */
  void run() {
    while (call("nSteps", STEPS_AT_ONCE) != 0) {
      // One more million.
    }
  }

  int status() {
    return (int) call("getStatus");
  }

  /** The index of a host call, the address of a page fault; 32 bits of them. */
  int exitArgument() {
    return (int) call("getExitArg");
  }

  int pc() {
    return (int) call("getProgramCounter");
  }

  long gas() {
    return call("getGasLeft");
  }

  /** 13 values of 8 bytes, little-endian. */
  byte[] registers() {
    return bytesOf((int) call("getRegisters"));
  }

  /** Bytes of memory, or null when a page of them is not readable. */
  byte[] memory(final long address, final int length) {
    final int pointer = (int) call("getMemory", address, length);
    return pointer == 0 ? null : bytesOf(pointer);
  }

  byte[] page(final int index, final int size) {
    return instance.memory().readBytes(pagePointer(index), size);
  }

  void setPage(final int index, final byte[] contents) {
    instance.memory().write(pagePointer(index), contents);
  }

  private int pagePointer(final int index) {
    final int pointer = (int) call("getPagePointer", index);
    if (pointer == 0) {
      throw new PeerFailure("page " + index + " is not there");
    }
    return pointer;
  }

  private byte[] bytesOf(final int pointer) {
    return instance
        .memory()
        .readBytes(instance.memory().readInt(pointer + 4), instance.memory().readInt(pointer + 8));
  }

  private int array(final byte[] bytes, final List<Integer> pinned) {
    final int header = header(bytes, ARRAY_HEADER, ARRAY_OF_BYTES, pinned);
    instance.memory().writeI32(header + 12, bytes.length);
    return header;
  }

  private int byteArray(final byte[] bytes, final List<Integer> pinned) {
    return header(bytes, BYTE_ARRAY_HEADER, BYTE_ARRAY, pinned);
  }

  private int header(
      final byte[] bytes, final int size, final int type, final List<Integer> pinned) {
    final int buffer = (int) call("__pin", call("__new", bytes.length, ARRAY_BUFFER));
    pinned.add(buffer);
    final int header = (int) call("__pin", call("__new", size, type));
    pinned.add(header);
    instance.memory().writeI32(header, buffer);
    instance.memory().writeI32(header + 4, buffer);
    instance.memory().writeI32(header + 8, bytes.length);
    instance.memory().write(buffer, bytes);
    return header;
  }

  private long call(final String export, final long... args) {
    try {
      final long[] results = instance.export(export).apply(args);
      return results == null || results.length == 0 ? 0 : results[0];
    } catch (final ChicoryException broken) {
      renew();
      throw new PeerFailure(export + ": " + broken.getMessage(), broken);
    } catch (final PeerFailure abort) {
      renew();
      throw new PeerFailure(export + ": " + abort.getMessage(), abort);
    }
  }
}
