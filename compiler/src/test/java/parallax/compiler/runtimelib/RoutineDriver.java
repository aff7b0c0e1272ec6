package parallax.compiler.runtimelib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.InstanceSpec;
import parallax.compiler.Wat;
import parallax.compiler.abi.HostInterface;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.abi.RuntimeFunction.Width;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.frontend.InstanceModule;
import parallax.compiler.frontend.ModuleTranslator;
import parallax.compiler.ir.IrVerifier;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/**
 * A program that calls one routine many times and gives a hash of the results, so that the machine
 * is entered once for thousands of calls.
 *
 * <p>The hash begins with 0; each result, an i32 sign-extended, makes of it {@code (hash ^ result)
 * * 0x9E3779B97F4A7C15}. That is invertible: one wrong result is always seen.
 */
final class RoutineDriver {
  /** Pairs of operands in one page of memory. */
  static final int PAIRS = 4096;

  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
  private static final String TEXT =
      """
      (module
        (import "routine" "NAME" (func $routine (param PARAMS) (result RESULT)))
        (memory 1 1)
        (func $pairs (export "pairs") (param $pairs i32) (result i64)
          (local $hash i64) (local $at i32)
          (loop $next
            (local.set $hash
              (i64.mul
                (i64.xor (local.get $hash) (EXTEND (call $routine OPERANDS)))
                (i64.const 0x9E3779B97F4A7C15)))
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (local.set $pairs (i32.sub (local.get $pairs) (i32.const 1)))
            (br_if $next (local.get $pairs)))
          (local.get $hash))
        ;; The same for so many consecutive bit patterns of 32 bits.
        (func $range (export "range") (param $x i32) (param $count i32) (result i64)
          (local $hash i64)
          RANGE
          (local.get $hash)))
      """;
  private static final String RANGE =
      """
      (loop $next
        (local.set $hash
          (i64.mul
            (i64.xor (local.get $hash) (EXTEND (call $routine (local.get $x))))
            (i64.const 0x9E3779B97F4A7C15)))
        (local.set $x (i32.add (local.get $x) (i32.const 1)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br_if $next (local.get $count)))
      """;

  private final RoutineMachine machine;
  private final int routine;
  private final int pairs;
  private final int range;
  private final ByteBuffer operands =
      ByteBuffer.allocate(16 * PAIRS).order(ByteOrder.LITTLE_ENDIAN);
  private int filled;

  RoutineDriver(final RuntimeFunction driven) throws CompileException {
    final byte[] wasm = Wat.parse(text(driven));
    final WasmModule module = ModuleReader.read(wasm);
    final ModuleTranslator.Result translated =
        ModuleTranslator.translate(
            List.of(new InstanceModule(InstanceSpec.of(wasm), module)), HostInterface.PLAIN);
    final List<Integer> numbers = translated.instances().get(0).functions();
    routine = numbers.get(0);
    pairs = numbers.get(1);
    range = numbers.get(2);
    final ModuleIr ir = linked(translated.ir(), driven, routine);
    IrVerifier.verify(ir, IrVerifier.Form.LEGAL);
    machine = new RoutineMachine(ir);
  }

  private static String text(final RuntimeFunction driven) {
    final boolean narrow = driven.params().get(0) == Width.I32;
    final String load = narrow ? "i32.load" : "i64.load";
    final boolean unaryOf32 = narrow && driven.params().size() == 1;
    return TEXT.replace("RANGE", unaryOf32 ? RANGE : "")
        .replace("NAME", driven.symbol())
        .replace("PARAMS", (narrow ? "i32 " : "i64 ").repeat(driven.params().size()))
        .replace("RESULT", driven.results().get(0) == Width.I32 ? "i32" : "i64")
        .replace(
            "(EXTEND",
            driven.results().get(0) == Width.I32 ? "(i64.extend_i32_s" : "(i64.or (i64.const 0)")
        .replace(
            "OPERANDS",
            "(%s (local.get $at))".formatted(load)
                + (driven.params().size() == 2
                    ? " (%s offset=8 (local.get $at))".formatted(load)
                    : ""));
  }

  /** The program in which the import is a routine of the library. */
  private static ModuleIr linked(
      final ModuleIr ir, final RuntimeFunction driven, final int routine) {
    final List<FunctionDeclaration> functions = new ArrayList<>(ir.functions());
    functions.set(
        routine,
        new FunctionDeclaration(
            routine,
            driven.symbol(),
            RoutineProgram.signature(driven),
            -1,
            Optional.empty(),
            -1,
            false));
    final Map<RuntimeFunction, Integer> called = new EnumMap<>(RuntimeFunction.class);
    called.put(driven, routine);
    return RuntimeLibrary.link(
        new ModuleIr(
            functions,
            ir.memories(),
            ir.tables(),
            ir.globals(),
            ir.dataSegments(),
            ir.elementSegments(),
            ir.memoryImages(),
            ir.tableImages(),
            ir.inits()),
        called);
  }

  RoutineMachine machine() {
    return machine;
  }

  /** The number of the routine among the functions of the machine. */
  int routine() {
    return routine;
  }

  /** Adds operands to the page; true when it is full. */
  boolean add(final long a, final long b) {
    operands.putLong(16 * filled, a).putLong(16 * filled + 8, b);
    filled++;
    return filled == PAIRS;
  }

  int filled() {
    return filled;
  }

  long a(final int at) {
    return operands.getLong(16 * at);
  }

  long b(final int at) {
    return operands.getLong(16 * at + 8);
  }

  /** The hash over the page, which is empty again. */
  long run() {
    machine.write(0, operands.array());
    final int count = filled;
    filled = 0;
    return machine.call(pairs, count);
  }

  /** The hash over consecutive operands of 32 bits. */
  long range(final int first, final int count) {
    return machine.call(range, first, count);
  }

  static long hash(final long hash, final long result) {
    return (hash ^ result) * FACTOR;
  }
}
