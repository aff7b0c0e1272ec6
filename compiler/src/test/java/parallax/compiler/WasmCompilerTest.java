package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmOp;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;

/** The compiler as a whole: nesting, size, determinism, refusals, stack, entry points. */
final class WasmCompilerTest {
  private static final List<ValType> I32 = List.of(ValType.I32);
  private static final int DEPTH = 3_000;

  private static byte[] one(
      final List<ValType> params, final java.util.function.Consumer<InstructionWriter> body) {
    final ModuleBuilder builder = new ModuleBuilder();
    final var function = builder.function(params, I32);
    body.accept(function.code());
    builder.export("f", ExternalKind.FUNCTION, function.index());
    return builder.build();
  }

  @Test
  void constructs_nested_three_thousand_deep_compile_with_a_default_stack()
      throws CompileException {
    assertThat(CompiledRun.of(nestedBlocks(WasmOp.BLOCK)).call("f", 41)).containsExactly(42);
    assertThat(CompiledRun.of(nestedBlocks(WasmOp.IF)).call("f", 41)).containsExactly(42);
    assertThat(CompiledRun.of(nestedLoops(DEPTH)).call("f", 0)).containsExactly(42);
  }

  /** Increments its parameter inside of everything; leaves all at once when it is over 100. */
  private static byte[] nestedBlocks(final WasmOp kind) {
    return one(
        I32,
        code -> {
          for (int i = 0; i < DEPTH; i++) {
            if (kind == WasmOp.IF) {
              code.op(WasmOp.LOCAL_GET, 0);
            }
            code.block(kind, new BlockType(-1, null));
          }
          code.op(WasmOp.LOCAL_GET, 0).i32(1).op(WasmOp.I32_ADD).op(WasmOp.LOCAL_TEE, 0);
          code.i32(100).op(WasmOp.I32_GT_S).op(WasmOp.BR_IF, DEPTH - 1);
          for (int i = 0; i < DEPTH; i++) {
            code.end();
          }
          code.op(WasmOp.LOCAL_GET, 0);
        });
  }

  /** Counts to 42 from the innermost loop back to the outermost. */
  private static byte[] nestedLoops(final int depth) {
    return one(
        I32,
        code -> {
          for (int i = 0; i < depth; i++) {
            code.block(WasmOp.LOOP, new BlockType(-1, null));
          }
          code.op(WasmOp.LOCAL_GET, 0).i32(1).op(WasmOp.I32_ADD).op(WasmOp.LOCAL_TEE, 0);
          code.i32(42).op(WasmOp.I32_LT_S).op(WasmOp.BR_IF, depth - 1);
          for (int i = 0; i < depth; i++) {
            code.end();
          }
          code.op(WasmOp.LOCAL_GET, 0);
        });
  }

  @Test
  void a_body_of_three_hundred_kilobytes_compiles_in_seconds() {
    final byte[] wasm =
        one(
            I32,
            code -> {
              while (code.size() < 300_000) {
                code.op(WasmOp.LOCAL_GET, 0)
                    .i32(7)
                    .op(WasmOp.I32_MUL)
                    .i32(13)
                    .op(WasmOp.I32_ADD)
                    .op(WasmOp.LOCAL_SET, 0);
                code.op(WasmOp.LOCAL_GET, 0)
                    .i32(1 << 20)
                    .op(WasmOp.I32_GT_U)
                    .block(WasmOp.IF, new BlockType(-1, null));
                code.op(WasmOp.LOCAL_GET, 0)
                    .i32(5)
                    .op(WasmOp.I32_SHR_U)
                    .op(WasmOp.LOCAL_SET, 0)
                    .end();
              }
              code.op(WasmOp.LOCAL_GET, 0);
            });
    final int result = reference(wasm, 3);
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () -> assertThat(CompiledRun.of(wasm).call("f", 3)).containsExactly(result & 0xFFFF_FFFFL));
  }

  /** The same computation in Java, as often as the body repeats it. */
  private static int reference(final byte[] wasm, final int start) {
    int value = start;
    int written = 0;
    final InstructionWriter probe = new InstructionWriter();
    probe
        .op(WasmOp.LOCAL_GET, 0)
        .i32(7)
        .op(WasmOp.I32_MUL)
        .i32(13)
        .op(WasmOp.I32_ADD)
        .op(WasmOp.LOCAL_SET, 0);
    probe
        .op(WasmOp.LOCAL_GET, 0)
        .i32(1 << 20)
        .op(WasmOp.I32_GT_U)
        .block(WasmOp.IF, new BlockType(-1, null));
    probe.op(WasmOp.LOCAL_GET, 0).i32(5).op(WasmOp.I32_SHR_U).op(WasmOp.LOCAL_SET, 0).end();
    while (written < 300_000) {
      value = value * 7 + 13;
      if (Integer.compareUnsigned(value, 1 << 20) > 0) {
        value >>>= 5;
      }
      written += probe.size();
    }
    assertThat(wasm.length).isGreaterThan(300_000);
    return value;
  }

  @Test
  void compiling_twice_gives_the_same_bytes() throws CompileException {
    final byte[] wasm = nestedLoops(20);
    final byte[] first =
        WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), CompilerOptions.DEFAULT).toBytes();
    assertThat(
            WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), CompilerOptions.DEFAULT).toBytes())
        .isEqualTo(first);
  }

  @Test
  void endless_recursion_is_call_stack_exhausted() throws CompileException {
    final byte[] wasm =
        one(I32, code -> code.op(WasmOp.LOCAL_GET, 0).op(WasmOp.CALL, 0).i32(1).op(WasmOp.I32_ADD));
    final CompiledRun run = CompiledRun.of(wasm);
    assertThat(run.trapOf("f", 1)).isEqualTo(TrapKind.CALL_STACK_EXHAUSTED);
  }

  @Test
  void what_is_not_supported_is_refused_by_name() {
    final ModuleBuilder floats = new ModuleBuilder();
    floats.function(List.of(ValType.F64), List.of(ValType.F64)).code().op(WasmOp.LOCAL_GET, 0);
    assertThatThrownBy(
            () -> CompiledRun.of(floats.build(), CompilerOptions.DEFAULT.withFloats(Floats.REJECT)))
        .isInstanceOfSatisfying(
            CompileException.class, e -> assertThat(e.feature()).isEqualTo("floating point"));
    final ModuleBuilder vectors = new ModuleBuilder();
    vectors.function(List.of(), I32).code().v128(1, 2).op(WasmOp.V128_ANY_TRUE);
    assertThatThrownBy(() -> CompiledRun.of(vectors.build()))
        .isInstanceOfSatisfying(
            CompileException.class, e -> assertThat(e.feature()).isEqualTo("SIMD"));
  }

  @Test
  void an_entry_takes_its_arguments_from_the_argument_area_and_checks_their_size()
      throws CompileException {
    final byte[] wasm =
        one(
            List.of(ValType.I32, ValType.I32),
            code -> code.op(WasmOp.LOCAL_GET, 0).op(WasmOp.LOCAL_GET, 1).op(WasmOp.I32_SUB));
    final CompilerOptions options =
        new CompilerOptions(OptLevel.O0, Profile.GP_0_7_2, 65_536, Optional.of("f"), true);
    final CompiledProgram program = WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), options);
    final ArgumentInvocation invocation = new ArgumentInvocation(Interpreter::of, Profile.GP_0_7_2);
    final byte[] arguments = new byte[16];
    arguments[0] = 50;
    arguments[8] = 8;
    final var result =
        invocation.invoke(
            program.toBytes(), ArgumentInvocation.ENTRY_REFINE, arguments, 10_000, null);
    assertThat(result.status()).isEqualTo(ArgumentInvocation.Status.HALT);
    assertThat(result.output()).containsExactly(42, 0, 0, 0, 0, 0, 0, 0);
    final var wrong =
        invocation.invoke(
            program.toBytes(), ArgumentInvocation.ENTRY_REFINE, new byte[8], 10_000, null);
    assertThat(wrong.status()).isEqualTo(ArgumentInvocation.Status.PANIC);
    assertThat(program.codeMap().trapAt(wrong.reason().orElseThrow().pc()).orElseThrow().kind())
        .isEqualTo(TrapKind.BAD_ARGUMENTS);
    final var accumulate =
        invocation.invoke(
            program.toBytes(), ArgumentInvocation.ENTRY_ACCUMULATE, arguments, 10_000, null);
    assertThat(accumulate.status()).isEqualTo(ArgumentInvocation.Status.PANIC);
  }
}
