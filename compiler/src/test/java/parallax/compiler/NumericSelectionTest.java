package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmOp;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.IrResult;

/**
 * Every integer instruction over a grid of edge values, with operands in registers and with each
 * operand a constant: the compiled program and the IR interpreter give the same results and the
 * same traps.
 */
final class NumericSelectionTest {
  private static final long[] I32 = {
    0,
    1,
    -1,
    2,
    3,
    7,
    8,
    31,
    32,
    33,
    63,
    64,
    127,
    128,
    -128,
    -129,
    255,
    256,
    0x7FFF,
    0x8000,
    -0x8000,
    -0x8001,
    0xFFFF,
    0x10000,
    0x12345678,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    0x55555555,
    0xFFFFFFFFAAAAAAAAL
  };
  private static final long[] I64 = {
    0,
    1,
    -1,
    2,
    5,
    31,
    32,
    33,
    63,
    64,
    65,
    127,
    -128,
    255,
    0x8000,
    -0x8001,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x7FFFFFFFL + 1,
    0xFFFFFFFFL,
    0x100000000L,
    -0x80000001L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    0x123456789ABCDEFL,
    0x5555555555555555L
  };

  static List<WasmOp> integerOperations() {
    final List<WasmOp> ops = new ArrayList<>();
    for (final WasmOp op : WasmOp.values()) {
      if (op.hasSignature()
          && op.immediate() == parallax.compiler.binary.Immediate.NONE
          && isInteger(op)) {
        ops.add(op);
      }
    }
    return ops;
  }

  private static boolean isInteger(final WasmOp op) {
    return op.prefix() == 0
        && !op.params().isEmpty()
        && op.results().size() == 1
        && java.util.stream.Stream.concat(op.params().stream(), op.results().stream())
            .allMatch(type -> type == ValType.I32 || type == ValType.I64);
  }

  @ParameterizedTest
  @MethodSource("integerOperations")
  void every_integer_instruction_agrees_with_the_ir_interpreter(final WasmOp op)
      throws CompileException {
    final List<long[]> calls = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    final byte[] wasm = module(op, names, calls);
    final CompiledRun run = CompiledRun.of(wasm);
    final IrInstance ir =
        new IrInterpreter(
                WasmCompiler.frontend(List.of(InstanceSpec.of(wasm)), CompilerOptions.DEFAULT))
            .instantiate(
                (index, args, instance) -> {
                  throw new AssertionError("no imports");
                });
    for (int i = 0; i < names.size(); i++) {
      final int function =
          run.program()
              .export(CompiledProgram.ExportKind.FUNCTION, names.get(i))
              .orElseThrow()
              .index();
      final IrResult expected = ir.invoke(function, calls.get(i));
      final String what = op.text() + " " + names.get(i) + java.util.Arrays.toString(calls.get(i));
      if (expected instanceof IrResult.Returned returned) {
        final long value = returned.values()[0];
        final long wire = op.results().get(0) == ValType.I32 ? value & 0xFFFF_FFFFL : value;
        assertThat(run.call(names.get(i), calls.get(i))).as(what).containsExactly(wire);
      } else if (expected instanceof IrResult.Trapped trapped) {
        final TrapKind kind = run.trapOf(names.get(i), calls.get(i));
        assertThat(kind).as(what).isEqualTo(trapped.kind());
      } else {
        throw new AssertionError(what + ": " + expected);
      }
    }
  }

  /**
   * One function with everything in registers, one per constant and operand, and branches on the
   * result.
   */
  private static byte[] module(
      final WasmOp op, final List<String> names, final List<long[]> calls) {
    final ModuleBuilder builder = new ModuleBuilder();
    final List<ValType> params = op.params();
    final var all = builder.function(params, op.results());
    for (int p = 0; p < params.size(); p++) {
      all.code().op(WasmOp.LOCAL_GET, p);
    }
    all.code().op(op);
    builder.export("all", ExternalKind.FUNCTION, all.index());
    final var branch = builder.function(params, List.of(ValType.I32));
    for (int p = 0; p < params.size(); p++) {
      branch.code().op(WasmOp.LOCAL_GET, p);
    }
    branch.code().op(op);
    if (op.results().get(0) == ValType.I64) {
      branch.code().op(WasmOp.I64_EQZ);
    }
    branch
        .code()
        .block(WasmOp.IF, new parallax.compiler.binary.BlockType(-1, ValType.I32))
        .i32(10)
        .op(WasmOp.ELSE)
        .i32(20)
        .end();
    builder.export("branch", ExternalKind.FUNCTION, branch.index());
    final boolean i32Only = op.results().get(0) == ValType.I32;
    for (final long a : edges(params.get(0))) {
      for (final long b : params.size() == 2 ? edges(params.get(1)) : new long[1]) {
        final long[] args = params.size() == 2 ? new long[] {a, b} : new long[] {a};
        names.add("all");
        calls.add(args);
        if (i32Only || a == 0) {
          names.add("branch");
          calls.add(args);
        }
      }
    }
    if (params.size() == 2) {
      for (int side = 0; side < 2; side++) {
        for (final long constant : edges(params.get(side))) {
          final String name = "constant" + side + " " + constant;
          final ValType other = params.get(1 - side);
          final var f = builder.function(List.of(other), op.results());
          operand(f.code(), side == 0, params.get(0), constant);
          operand(f.code(), side == 1, params.get(1), constant);
          f.code().op(op);
          builder.export(name, ExternalKind.FUNCTION, f.index());
          for (final long value : edges(other)) {
            names.add(name);
            calls.add(new long[] {value});
          }
        }
      }
    }
    return builder.build();
  }

  private static void operand(
      final InstructionWriter code, final boolean constant, final ValType type, final long value) {
    if (!constant) {
      code.op(WasmOp.LOCAL_GET, 0);
    } else if (type == ValType.I32) {
      code.i32((int) value);
    } else {
      code.i64(value);
    }
  }

  private static long[] edges(final ValType type) {
    return type == ValType.I32 ? I32 : I64;
  }
}
