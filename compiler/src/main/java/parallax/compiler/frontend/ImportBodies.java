package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.compiler.abi.JamFunction;
import parallax.compiler.abi.JamFunction.Argument;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Writes the bodies of imported functions that are more or less than a host call. An address that
 * goes to the host is checked first: what a host reads or writes there is in the memory.
 */
final class ImportBodies {
  private final Function function;
  private final Signature signature;
  private final int memory;
  private final FunctionBuilder b;
  private final List<Value> params = new ArrayList<>();

  /**
   * @param index of the function in the program
   * @param memory that its addresses are in, or -1
   */
  ImportBodies(final int index, final String name, final Signature signature, final int memory) {
    this.function = new Function(index, name, signature);
    this.signature = signature;
    this.memory = memory;
    this.b = new FunctionBuilder(function);
    b.position(b.newBlock());
    signature.params().forEach(type -> params.add(b.addParam(b.block(), type)));
  }

  /** Traps. */
  Function trap() {
    b.trap(TrapKind.TRAPPING_IMPORT);
    return function;
  }

  /** Returns zeros. */
  Function nop() {
    b.ret(signature.results().stream().map(type -> b.constant(type, 0)).toList());
    return function;
  }

  /** Returns a number; empty when the results are not integers that can be it. */
  Optional<Function> constant(final long value) {
    final boolean fits = value == (int) value || value >>> 32 == 0;
    final boolean possible =
        !signature.results().isEmpty()
            && signature.results().stream()
                .allMatch(type -> type == Type.I64 || (type == Type.I32 && fits));
    if (!possible) {
      return Optional.empty();
    }
    b.ret(signature.results().stream().map(type -> b.constant(type, value)).toList());
    return Optional.of(function);
  }

  /** Gives the machine's address of a range of the memory: address, length. */
  Function machineAddress() {
    final Value address = wide(params.get(0));
    check(address, wide(params.get(1)));
    b.ret(List.of(onMachine(address)));
    return function;
  }

  /** Whether a module may declare a host function so. */
  static boolean matches(final JamFunction jam, final Signature signature) {
    if (signature.params().size() != jam.arguments().size()) {
      return false;
    }
    for (int i = 0; i < signature.params().size(); i++) {
      final Type type = signature.params().get(i);
      if (type != Type.I32 && (type != Type.I64 || jam.arguments().get(i).isAddress())) {
        return false;
      }
    }
    return signature.results().size() <= jam.results()
        && signature.results().stream().allMatch(type -> type == Type.I64);
  }

  /**
   * Calls the host with machine addresses.
   *
   * @param registerCall the function that does
   */
  Function jam(final JamFunction jam, final int registerCall) {
    final List<Value> numbers = params.stream().map(this::wide).toList();
    final List<Value> registers = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      final Argument argument = jam.arguments().get(i);
      if (!argument.isAddress()) {
        registers.add(numbers.get(i));
        continue;
      }
      check(numbers.get(i), length(argument, numbers));
      registers.add(onMachine(numbers.get(i)));
    }
    final Signature type = HostCalls.registers(jam.arguments().size(), jam.results());
    final List<Value> results = b.call(registerCall, type, registers);
    b.ret(results.subList(0, signature.results().size()));
    return function;
  }

  /** The bytes behind an address. A product that would be too large to be exact traps. */
  private Value length(final Argument argument, final List<Value> numbers) {
    if (argument.length() < 0) {
      return b.i64(argument.scale());
    }
    final Value length = numbers.get(argument.length());
    if (argument.scale() == 1) {
      return length;
    }
    b.trapIf(
        b.binary(Op.GT_U, Type.I64, length, b.i64(Integer.MAX_VALUE)),
        TrapKind.OUT_OF_BOUNDS_MEMORY);
    return b.binary(Op.MUL, Type.I64, length, b.i64(argument.scale()));
  }

  /** Traps unless the range is in the memory; neither sum nor difference can wrap. */
  private void check(final Value address, final Value length) {
    final Value pages = wide(b.indexed(Op.MEMORY_SIZE, null, memory).result());
    final Value size = b.binary(Op.MUL, Type.I64, pages, b.i64(MemoryLayout.WASM_PAGE));
    b.trapIf(b.binary(Op.GT_U, Type.I64, length, size), TrapKind.OUT_OF_BOUNDS_MEMORY);
    final Value last = b.binary(Op.SUB, Type.I64, size, length);
    b.trapIf(b.binary(Op.GT_U, Type.I64, address, last), TrapKind.OUT_OF_BOUNDS_MEMORY);
  }

  private Value onMachine(final Value address) {
    final Value start = b.indexed(Op.MEMORY_ADDRESS, null, memory).result();
    return b.binary(Op.ADD, Type.I64, start, address);
  }

  private Value wide(final Value value) {
    return value.type() == Type.I32 ? b.convert(Op.EXTEND_I32_U, value) : value;
  }
}
