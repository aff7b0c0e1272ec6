package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.FunctionCode;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.CorpusModule;
import parallax.corpus.Examples;

/**
 * Bytes that want to cost as much as they can: whatever they are, compilation ends in time and in
 * the heap of a test's JVM, with a program or a {@link CompileException}.
 */
final class HostileModuleTest {
  private static final BlockType EMPTY = new BlockType(-1, null);
  private static final List<ValType> I32 = List.of(ValType.I32);
  private static final List<ValType> THOUSAND = Collections.nCopies(1_000, ValType.I64);

  /** Far more than any of them takes on an idle machine. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** "ok", or what the exception says. */
  private static String outcome(final byte[] wasm) {
    return Assertions.assertTimeout(
        LIMIT,
        () -> {
          try {
            WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), CompilerOptions.DEFAULT);
            return "ok";
          } catch (final CompileException e) {
            return e.getMessage();
          }
        });
  }

  private static byte[] one(final FuncType type, final Consumer<FunctionCode> body) {
    final ModuleBuilder builder = new ModuleBuilder();
    final FunctionCode function = builder.function(type);
    body.accept(function);
    builder.export("f", ExternalKind.FUNCTION, function.index());
    return builder.build();
  }

  private static FuncType type(final List<ValType> params, final List<ValType> results) {
    return new FuncType(params, results);
  }

  /** A module of one section that begins with these bytes, and zeros up to the given size. */
  private static byte[] zeros(final int size, final int... start) {
    final byte[] wasm = new byte[size];
    final int[] header = {0, 0x61, 0x73, 0x6D, 1, 0, 0, 0};
    for (int i = 0; i < header.length; i++) {
      wasm[i] = (byte) header[i];
    }
    for (int i = 0; i < start.length; i++) {
      wasm[header.length + i] = (byte) start[i];
    }
    return wasm;
  }

  @Test
  void fifty_megabytes_of_zeros_are_no_module() {
    assertThat(outcome(new byte[50_000_000])).contains("magic header");
    assertThat(outcome(zeros(50_000_000))).contains("unexpected end");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 10, 11})
  void a_count_is_not_believed_before_its_entries_are_there(final int section) {
    final byte[] few = zeros(16, section, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F);
    assertThat(outcome(Arrays.copyOf(few, 15))).startsWith("decode: ");
    final int size = 1 << 20;
    final byte[] many = zeros(size + 12, section, 0x80, 0x80, 0x40, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F);
    assertThat(outcome(many)).startsWith("decode: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BLOCK", "LOOP", "IF"})
  void a_hundred_thousand_constructs_in_each_other(final String kind) {
    final int depth = 100_000;
    final byte[] wasm =
        one(
            type(I32, I32),
            f -> {
              for (int i = 0; i < depth; i++) {
                if (kind.equals("IF")) {
                  f.code().op(WasmOp.LOCAL_GET, 0);
                }
                f.code().block(WasmOp.valueOf(kind), EMPTY);
              }
              for (int i = 0; i < depth; i += 100) {
                f.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.BR_IF, i);
              }
              f.code().i32(1).op(WasmOp.LOCAL_SET, 0);
              for (int i = 0; i < depth; i++) {
                f.code().end();
              }
              f.code().op(WasmOp.LOCAL_GET, 0);
            });
    assertThat(outcome(wasm)).isEqualTo("ok");
  }

  @Test
  void constructs_that_are_not_closed() {
    final byte[] body =
        one(
            type(List.of(), List.of()),
            f -> {
              for (int i = 0; i < 1_000_000; i++) {
                f.code().block(WasmOp.LOOP, EMPTY);
              }
            });
    assertThat(outcome(body)).contains("unexpected end");
  }

  @Test
  void a_branch_to_every_one_of_many_loops() {
    final int depth = 20_000;
    final byte[] wasm =
        one(
            type(I32, I32),
            f -> {
              for (int i = 0; i < depth; i++) {
                f.code().block(WasmOp.LOOP, EMPTY);
              }
              for (int i = 0; i < depth; i++) {
                f.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.BR_IF, i);
              }
              for (int i = 0; i < depth; i++) {
                f.code().end();
              }
              f.code().op(WasmOp.LOCAL_GET, 0);
            });
    assertThat(outcome(wasm)).isEqualTo("ok");
  }

  @Test
  void many_branches_from_a_long_chain_to_one_place() {
    for (final WasmOp kind : new WasmOp[] {WasmOp.LOOP, WasmOp.BLOCK}) {
      final byte[] wasm =
          one(
              type(I32, I32),
              f -> {
                f.code().block(kind, EMPTY);
                for (int i = 0; i < 50_000; i++) {
                  f.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.BR_IF, 0);
                }
                f.code().end().op(WasmOp.LOCAL_GET, 0);
              });
      assertThat(outcome(wasm)).isEqualTo("ok");
    }
  }

  @Test
  void values_that_few_bytes_stand_for_are_counted() {
    final ModuleBuilder calls = new ModuleBuilder();
    calls.function(THOUSAND, THOUSAND).code().op(WasmOp.UNREACHABLE);
    final FunctionCode caller = calls.function(THOUSAND, THOUSAND);
    final ModuleBuilder blocks = new ModuleBuilder();
    final FunctionCode nested = blocks.function(THOUSAND, THOUSAND);
    final BlockType wide = new BlockType(blocks.type(THOUSAND, THOUSAND), null);
    final ModuleBuilder table = new ModuleBuilder();
    final FunctionCode labels = table.function(THOUSAND, THOUSAND);
    for (int i = 0; i < 1_000; i++) {
      caller.code().op(WasmOp.LOCAL_GET, i);
      nested.code().op(WasmOp.LOCAL_GET, i);
      labels.code().op(WasmOp.LOCAL_GET, i);
    }
    for (int i = 0; i < 100_000; i++) {
      caller.code().op(WasmOp.CALL, 0);
      nested.code().block(WasmOp.BLOCK, wide);
    }
    for (int i = 0; i < 100_000; i++) {
      nested.code().end();
    }
    labels.code().i32(0).brTable(new int[65_520]);
    assertThat(outcome(calls.build())).contains("function 1", "program of more than");
    assertThat(outcome(blocks.build())).contains("function 0", "program of more than");
    assertThat(outcome(table.build())).contains("function 0", "program of more than");
  }

  @Test
  void values_alive_in_very_many_blocks_are_counted() {
    final byte[] operands =
        one(
            type(I32, I32),
            f -> {
              for (int i = 0; i < 10_000; i++) {
                f.code().op(WasmOp.LOCAL_GET, 0).i32(i).op(WasmOp.I32_MUL);
              }
              for (int i = 0; i < 200_000; i++) {
                f.code().block(WasmOp.BLOCK, EMPTY);
                f.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.BR_IF, 0).end();
              }
              for (int i = 1; i < 10_000; i++) {
                f.code().op(WasmOp.I32_ADD);
              }
            });
    assertThat(outcome(operands)).contains("alive between blocks");
    final byte[] locals =
        one(
            type(I32, List.of()),
            f -> {
              for (int i = 1; i < 50_000; i++) {
                f.code().i32(i).op(WasmOp.LOCAL_SET, f.local(ValType.I32));
              }
              for (int i = 0; i < 300_000; i++) {
                f.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.BR_IF, 0);
              }
              for (int i = 1; i < 50_000; i++) {
                f.code().op(WasmOp.LOCAL_GET, i).op(WasmOp.DROP);
              }
            });
    assertThat(outcome(locals)).contains("alive between blocks");
  }

  @Test
  void locals_cost_nothing_where_they_are_not_used() {
    final ModuleBuilder builder = new ModuleBuilder();
    for (int i = 0; i < 2_000; i++) {
      final FunctionCode function = builder.function(List.of(), List.of());
      for (int k = 0; k < 50_000; k++) {
        function.local(ValType.I64);
      }
    }
    assertThat(outcome(builder.build())).isEqualTo("ok");
  }

  @Test
  void groups_of_locals_add_up_and_may_be_empty() {
    final StringBuilder groups = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      groups.append("00 7f ");
    }
    final byte[] empty = hexFunction(groups + "01 7f", 40_001, 500_000);
    assertThat(outcome(empty)).isEqualTo("ok");
    final byte[] adding = hexFunction("ff ff 02 7f ff ff 02 7e", 2, 0);
    assertThat(outcome(adding)).contains("function with 98302 locals");
    final byte[] overflowing = hexFunction("ff ff ff ff 0f 7f ff ff ff ff 0f 7e", 2, 0);
    assertThat(outcome(overflowing)).contains("too many locals");
    final byte[] many = hexFunction(groups.toString() + groups, 80_000, 0);
    assertThat(outcome(many)).contains("80000 groups of locals");
  }

  /** One function with these groups of locals, which reads local 0 so often. */
  private static byte[] hexFunction(final String groups, final int count, final int reads) {
    final ModuleBuilder builder = new ModuleBuilder();
    final FunctionCode function = builder.function(List.of(), List.of());
    for (int i = 0; i < reads; i++) {
      function.code().op(WasmOp.LOCAL_GET, 0).op(WasmOp.DROP);
    }
    final byte[] module = builder.build();
    final byte[] locals = java.util.HexFormat.of().parseHex(groups.replace(" ", ""));
    final byte[] code = Arrays.copyOfRange(module, module.length - 3 * reads - 1, module.length);
    final java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    unsigned(body, count);
    body.writeBytes(locals);
    body.writeBytes(code);
    final java.io.ByteArrayOutputStream section = new java.io.ByteArrayOutputStream();
    section.write(1);
    unsigned(section, body.size());
    section.writeBytes(body.toByteArray());
    final java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    all.writeBytes(zeros(8));
    all.writeBytes(new byte[] {1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10});
    unsigned(all, section.size());
    all.writeBytes(section.toByteArray());
    return all.toByteArray();
  }

  private static void unsigned(final java.io.ByteArrayOutputStream out, final int value) {
    int rest = value;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  @Test
  void large_but_sensible_modules_compile_in_seconds() throws CompileException {
    final int cases = 5_000;
    final byte[] table =
        one(
            type(I32, I32),
            f -> {
              final int[] labels = new int[cases];
              for (int i = 0; i < cases; i++) {
                f.code().block(WasmOp.BLOCK, EMPTY);
                labels[i] = i;
              }
              f.code().op(WasmOp.LOCAL_GET, 0).brTable(labels);
              for (int i = 0; i < cases; i++) {
                f.code().end().op(WasmOp.LOCAL_GET, 0).i32(1).op(WasmOp.I32_ADD);
                f.code().op(WasmOp.LOCAL_SET, 0);
              }
              f.code().op(WasmOp.LOCAL_GET, 0);
            });
    assertThat(CompiledRun.of(table).call("f", 4_990)).containsExactly(4_990 + 10);
    assertThat(CompiledRun.of(table).call("f", 7)).containsExactly(cases);
    final byte[] locals =
        one(
            type(I32, I32),
            f -> {
              for (int i = 1; i < 5_000; i++) {
                f.local(ValType.I32);
              }
              f.code().block(WasmOp.LOOP, EMPTY);
              for (int i = 1; i < 5_000; i++) {
                f.code().op(WasmOp.LOCAL_GET, i).op(WasmOp.LOCAL_GET, i - 1).op(WasmOp.I32_ADD);
                f.code().op(WasmOp.LOCAL_SET, i);
              }
              f.code().op(WasmOp.LOCAL_GET, 0).i32(1).op(WasmOp.I32_SUB);
              f.code().op(WasmOp.LOCAL_TEE, 0).op(WasmOp.BR_IF, 0).end();
              f.code().op(WasmOp.LOCAL_GET, 4_999);
            });
    assertThat(CompiledRun.of(locals).call("f", 1)).containsExactly(1);
    assertThat(CompiledRun.of(locals).call("f", 2)).containsExactly(1 + 2 * 4_999);
    final ModuleBuilder functions = new ModuleBuilder();
    for (int i = 0; i < 20_000; i++) {
      final FunctionCode f = functions.function(I32, I32);
      f.code().op(WasmOp.LOCAL_GET, 0).i32(i).op(WasmOp.I32_ADD);
      if (i >= 1_000) {
        f.code().op(WasmOp.CALL, i - 1_000);
      }
    }
    functions.export("f", ExternalKind.FUNCTION, 19_999);
    assertThat(CompiledRun.of(functions.build()).call("f", 1))
        .containsExactly(1 + 20 * 999 + 1_000 * 190);
  }

  /** Every loop needs a parameter for every local. */
  private static byte[] nestedLoops(final int depth, final int locals) {
    return one(
        type(I32, I32),
        f -> {
          for (int i = 1; i < locals; i++) {
            f.local(ValType.I32);
          }
          for (int i = 0; i < depth; i++) {
            f.code().block(WasmOp.LOOP, EMPTY);
          }
          for (int i = 0; i < locals; i++) {
            f.code().op(WasmOp.LOCAL_GET, i).i32(1).op(WasmOp.I32_ADD).op(WasmOp.LOCAL_SET, i);
          }
          for (int i = 0; i < depth; i++) {
            f.code().op(WasmOp.LOCAL_GET, 0).i32(depth).op(WasmOp.I32_LT_S);
            f.code().op(WasmOp.BR_IF, 0).end();
          }
          f.code().op(WasmOp.LOCAL_GET, locals - 1);
        });
  }

  @Test
  void nested_loops_that_all_carry_all_locals() throws CompileException {
    assertThat(CompiledRun.of(nestedLoops(100, 100)).call("f", 0)).containsExactly(100);
    final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    final byte[] wasm = nestedLoops(2_000, 2_000);
    final long start = threads.getCurrentThreadCpuTime();
    assertThat(outcome(wasm)).contains("function 0", "program of more than");
    // A map whose keys collide took ten; the clock of the thread does not hear of other programs.
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void ifs_that_write_one_local_each_carry_no_others() {
    final int locals = 2_000;
    final byte[] wasm =
        one(
            type(I32, I32),
            f -> {
              for (int i = 1; i < locals; i++) {
                f.local(ValType.I32);
              }
              for (int i = 0; i < locals; i++) {
                f.code().op(WasmOp.LOCAL_GET, 0).block(WasmOp.IF, EMPTY);
                f.code().i32(i).op(WasmOp.LOCAL_SET, i).end();
              }
              for (int i = 1; i < locals; i++) {
                f.code().op(WasmOp.LOCAL_GET, i).op(WasmOp.DROP);
              }
              f.code().op(WasmOp.LOCAL_GET, 0);
            });
    assertThat(outcome(wasm)).isEqualTo("ok");
  }

  /** Every prefix, and every byte changed, of small modules; and garbage of all lengths. */
  @Test
  void damaged_modules_end_in_a_program_or_a_compile_exception() throws Exception {
    final Random random = new Random(11);
    for (final CorpusModule example : Examples.all()) {
      final byte[] wasm = example.wasm();
      for (int length = 0; length < wasm.length; length += 1 + wasm.length / 200) {
        outcome(Arrays.copyOf(wasm, length));
      }
      for (int i = 0; i < 300; i++) {
        final byte[] damaged = wasm.clone();
        for (int k = 0; k <= i % 3; k++) {
          damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
        }
        outcome(damaged);
      }
    }
    for (int i = 0; i < 300; i++) {
      final byte[] garbage = zeros(16 + random.nextInt(3_000));
      for (int k = 8; k < garbage.length; k++) {
        garbage[k] = (byte) random.nextInt(i % 2 == 0 ? 256 : 16);
      }
      outcome(garbage);
    }
  }
}
