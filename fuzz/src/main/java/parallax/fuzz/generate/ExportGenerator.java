package parallax.fuzz.generate;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.FunctionCode;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.entropy.Tape;

/**
 * What stands between the outside and the generated functions: exports that set fuel and depth
 * anew, take and give numbers only, and call one function; and the start function.
 */
final class ExportGenerator {
  private static final FuncType NOTHING = new FuncType(List.of(), List.of());
  private static final int WITHOUT_END = 1 << 30;
  private static final int[] DEPTHS = {0, 5, 100, WITHOUT_END, 60, 190};

  private final ModuleBuilder builder;
  private final ExecutionBounds bounds;
  private final int fuel;

  /** An export: its name and type. */
  record Export(String name, FuncType type) {}

  ExportGenerator(final ModuleBuilder builder, final ExecutionBounds bounds, final int fuel) {
    this.builder = builder;
    this.bounds = bounds;
    this.fuel = fuel;
  }

  /** Exports a function; references go in as null, and come out as whether they are. */
  Export export(final String name, final ModulePlan.Callable callee) {
    final FuncType inner = callee.type();
    final List<ValType> params =
        inner.params().stream().filter(type -> !type.isReference()).toList();
    final List<ValType> results =
        inner.results().stream().map(type -> type.isReference() ? ValType.I32 : type).toList();
    final FunctionCode function = builder.function(params, results);
    final InstructionWriter out = function.code();
    bounds.rearm(out, fuel);
    int param = 0;
    for (final ValType type : inner.params()) {
      if (type.isReference()) {
        out.refNull(type);
      } else {
        out.op(WasmOp.LOCAL_GET, param++);
      }
    }
    out.op(WasmOp.CALL, callee.index());
    if (!results.equals(inner.results())) {
      convertResults(function, inner.results());
    }
    builder.export(name, ExternalKind.FUNCTION, function.index());
    return new Export(name, function.type());
  }

  private static void convertResults(final FunctionCode function, final List<ValType> results) {
    final List<Integer> locals = new ArrayList<>();
    results.forEach(type -> locals.add(function.local(type)));
    for (int i = results.size() - 1; i >= 0; i--) {
      function.code().op(WasmOp.LOCAL_SET, locals.get(i));
    }
    for (int i = 0; i < results.size(); i++) {
      function.code().op(WasmOp.LOCAL_GET, locals.get(i));
      if (results.get(i).isReference()) {
        function.code().op(WasmOp.REF_IS_NULL);
      }
    }
  }

  /** Makes a call of this function, with constants from the tape, what the start function does. */
  void start(final ModulePlan.Callable callee, final Tape tape) {
    final FunctionCode function = builder.function(NOTHING);
    final InstructionWriter out = function.code();
    bounds.rearm(out, ExecutionBounds.LEAST_FUEL);
    for (final ValType type : callee.type().params()) {
      switch (type.kind()) {
        case I32 -> out.i32((int) Constants.of(type, tape));
        case I64 -> out.i64(Constants.of(type, tape));
        case F32 -> out.f32((int) Constants.of(type, tape));
        case F64 -> out.f64(Constants.of(type, tape));
        default -> out.refNull(type);
      }
    }
    out.op(WasmOp.CALL, callee.index());
    callee.type().results().forEach(type -> out.op(WasmOp.DROP));
    builder.start(function.index());
  }

  /**
   * Exports a function that recurses as often as its first parameter says, with a sum that is still
   * to be made in every call.
   */
  Export deep(final String name) {
    final FunctionCode function =
        builder.function(List.of(ValType.I32, ValType.I64), List.of(ValType.I64));
    function
        .code()
        .op(WasmOp.LOCAL_GET, 0)
        .op(WasmOp.I32_EQZ)
        .block(WasmOp.IF, new BlockType(-1, ValType.I64))
        .op(WasmOp.LOCAL_GET, 1)
        .op(WasmOp.ELSE)
        .op(WasmOp.LOCAL_GET, 0)
        .op(WasmOp.I64_EXTEND_I32_U)
        .op(WasmOp.LOCAL_GET, 1)
        .op(WasmOp.LOCAL_GET, 0)
        .i32(1)
        .op(WasmOp.I32_SUB)
        .op(WasmOp.LOCAL_GET, 1)
        .i64(5)
        .op(WasmOp.I64_ROTL)
        .op(WasmOp.CALL, function.index())
        .op(WasmOp.I64_XOR)
        .op(WasmOp.I64_ADD)
        .end();
    builder.export(name, ExternalKind.FUNCTION, function.index());
    return new Export(name, function.type());
  }

  /** A call of an export. */
  static GeneratedCall call(final Export export, final Tape tape) {
    final List<Long> args = new ArrayList<>();
    export.type().params().forEach(type -> args.add(Constants.of(type, tape)));
    return new GeneratedCall(export.name(), export.type(), args);
  }

  /** A call of what {@link #deep} made. */
  static GeneratedCall deepCall(final Export export, final Tape tape) {
    final long depth = DEPTHS[tape.below(DEPTHS.length)];
    return new GeneratedCall(
        export.name(), export.type(), List.of(depth, Constants.of(ValType.I64, tape)));
  }
}
