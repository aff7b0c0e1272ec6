package parallax.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.LocalGroup;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.check.DifferentialCheck;
import parallax.fuzz.generate.StackProfile;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.IrEngine;
import parallax.oracle.host.HostFunctions;

/**
 * An engine whose arithmetic gives other NaNs than the positive canonical one, and is right in
 * everything else: behind each instruction of arithmetic a NaN is replaced.
 */
final class WrongAboutNans implements Engine {
  /** What it gives instead. */
  enum Kind {
    /** The canonical NaN with a sign: allowed everywhere. */
    NEGATIVE(0xFFC0_0000, 0xFFF8_0000_0000_0000L),
    /** A quiet one with other bits: allowed where an operand has some. */
    PAYLOAD(0x7FC1_2345, 0x7FF8_0123_4567_89ABL),
    /** Allowed nowhere. */
    SIGNALLING(0x7F80_0001, 0x7FF0_0000_0000_0001L);

    private final int f32;
    private final long f64;

    Kind(final int f32, final long f64) {
      this.f32 = f32;
      this.f64 = f64;
    }
  }

  private final Engine right =
      new IrEngine(IrEngine.Stage.FRONTEND, DifferentialCheck.options(StackProfile.BOUNDED));

  private final Kind kind;
  private final Predicate<WasmOp> instructions;

  /**
   * An engine.
   *
   * @param instructions those of arithmetic that it is wrong about
   */
  WrongAboutNans(final Kind kind, final Predicate<WasmOp> instructions) {
    this.kind = kind;
    this.instructions = instructions;
  }

  @Override
  public String name() {
    return "wrong-about-nans";
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    try {
      return right.instantiate(mistaken(wasm), host, budget);
    } catch (final CompileException refusal) {
      throw new IllegalStateException(refusal);
    }
  }

  private byte[] mistaken(final byte[] wasm) throws CompileException {
    final WasmModule module = ModuleReader.read(wasm);
    final ModuleBuilder builder = ModuleBuilder.of(module);
    for (int i = 0; i < module.bodies().size(); i++) {
      final WasmModule.Body body = module.bodies().get(i);
      final int locals = module.locals(i).size();
      final List<LocalGroup> groups = new ArrayList<>(body.groups());
      groups.add(new LocalGroup(1, ValType.F32));
      groups.add(new LocalGroup(1, ValType.F64));
      final InstructionReader reader = InstructionReader.of(module, body);
      final InstructionWriter out = new InstructionWriter();
      while (true) {
        final WasmOp op = reader.next();
        if (reader.atEnd()) {
          break;
        }
        out.copy(op, reader);
        if (isArithmetic(op) && instructions.test(op)) {
          replaceNan(out, op.results().get(0), locals);
        }
      }
      builder.replaceBody(i, groups, out);
    }
    return builder.build();
  }

  private void replaceNan(final InstructionWriter out, final ValType type, final int locals) {
    final boolean narrow = type == ValType.F32;
    final int local = narrow ? locals : locals + 1;
    out.op(WasmOp.LOCAL_TEE, local);
    if (narrow) {
      out.f32(kind.f32);
    } else {
      out.f64(kind.f64);
    }
    out.op(WasmOp.LOCAL_GET, local).op(WasmOp.LOCAL_GET, local);
    out.op(narrow ? WasmOp.F32_EQ : WasmOp.F64_EQ).op(WasmOp.SELECT);
  }

  /** Instructions whose NaNs have bits that the specification leaves open. */
  static boolean isArithmetic(final WasmOp op) {
    return switch (op) {
      case F32_ADD,
          F32_SUB,
          F32_MUL,
          F32_DIV,
          F32_MIN,
          F32_MAX,
          F32_SQRT,
          F32_CEIL,
          F32_FLOOR,
          F32_TRUNC,
          F32_NEAREST,
          F32_DEMOTE_F64,
          F64_ADD,
          F64_SUB,
          F64_MUL,
          F64_DIV,
          F64_MIN,
          F64_MAX,
          F64_SQRT,
          F64_CEIL,
          F64_FLOOR,
          F64_TRUNC,
          F64_NEAREST,
          F64_PROMOTE_F32 ->
          true;
      default -> false;
    };
  }
}
