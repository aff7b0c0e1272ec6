package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import parallax.compiler.CompileException;

/** Modules that are made to cost much: time stays near the module's size, the stack stays flat. */
final class HostileModulesTest {
  private static final List<ValType> NONE = List.of();

  private static byte[] function(final Consumer<InstructionWriter> body) {
    final ModuleBuilder builder = new ModuleBuilder();
    body.accept(builder.function(NONE, NONE).code());
    return builder.build();
  }

  private static void validate(final byte[] wasm) throws CompileException {
    ModuleValidator.validate(ModuleReader.read(wasm));
  }

  /** Generous: a machine under load is not what is tested. */
  private static void quickly(final Executable work) {
    assertTimeoutPreemptively(Duration.ofSeconds(20), work);
  }

  @Test
  void a_hundred_thousand_nested_blocks_do_not_use_the_java_stack() throws Exception {
    for (final WasmOp op : List.of(WasmOp.BLOCK, WasmOp.LOOP, WasmOp.IF, WasmOp.TRY_TABLE)) {
      final byte[] wasm = function(code -> nest(code, op, 100_000));
      final Throwable[] thrown = new Throwable[1];
      final Thread small =
          new Thread(
              null,
              () -> {
                try {
                  validate(wasm);
                } catch (final CompileException | StackOverflowError e) {
                  thrown[0] = e;
                }
              },
              "small stack",
              128 << 10);
      small.start();
      small.join();
      assertThat(thrown[0]).as(op.text()).isNull();
    }
  }

  private static void nest(final InstructionWriter code, final WasmOp op, final int depth) {
    final BlockType empty = new BlockType(-1, null);
    for (int i = 0; i < depth; i++) {
      if (op == WasmOp.TRY_TABLE) {
        code.tryTable(empty, List.of());
      } else {
        if (op == WasmOp.IF) {
          code.i32(1);
        }
        code.block(op, empty);
      }
    }
    for (int i = 0; i < depth; i++) {
      code.end();
    }
  }

  @Test
  void a_function_of_300_kilobytes_is_validated_in_well_under_a_second() throws CompileException {
    final byte[] wasm =
        function(
            code -> {
              code.i32(0);
              for (int i = 0; i < 100_000; i++) {
                code.i32(i & 63).op(WasmOp.I32_ADD);
              }
              code.op(WasmOp.DROP);
            });
    assertThat(wasm.length).isBetween(300_000, 310_000);
    validate(wasm);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      final long start = System.nanoTime();
      validate(wasm);
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf(
        "a function of %d bytes: decoded and validated in %d us%n", wasm.length, best / 1_000);
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void a_table_of_labels_checks_each_label_once() {
    final int[] labels = new int[ImplementationLimits.LABELS + 1];
    Arrays.setAll(labels, i -> i % 2);
    final ModuleBuilder builder = new ModuleBuilder();
    final List<ValType> many = Collections.nCopies(1_000, ValType.I32);
    final int type = builder.type(NONE, many);
    final FunctionCode function = builder.function(NONE, NONE);
    final InstructionWriter code = function.code();
    code.block(WasmOp.BLOCK, new BlockType(type, null));
    code.block(WasmOp.BLOCK, new BlockType(type, null));
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j <= 1_000; j++) {
        code.i32(0);
      }
      code.brTable(labels);
    }
    code.end().end();
    for (int i = 0; i < 1_000; i++) {
      code.op(WasmOp.DROP);
    }
    quickly(() -> validate(builder.build()));
  }

  @Test
  void an_array_of_four_billion_elements_in_dead_code_costs_nothing() {
    final ModuleBuilder builder = new ModuleBuilder();
    final int array = builder.type(new ArrayType(new FieldType(ValType.I32, true)));
    builder
        .function(NONE, NONE)
        .code()
        .op(WasmOp.UNREACHABLE)
        .op(WasmOp.ARRAY_NEW_FIXED, array, -1)
        .op(WasmOp.DROP);
    quickly(() -> validate(builder.build()));

    final ModuleBuilder live = new ModuleBuilder();
    live.type(new ArrayType(new FieldType(ValType.I32, true)));
    live.function(NONE, NONE).code().op(WasmOp.ARRAY_NEW_FIXED, 0, -1).op(WasmOp.DROP);
    assertThatThrownBy(() -> validate(live.build())).hasMessageContaining("type mismatch");
  }

  @Test
  void many_equal_and_many_different_types_take_time_near_their_size() {
    final ModuleBuilder equal = new ModuleBuilder();
    for (int i = 0; i < 300_000; i++) {
      equal.types(SubType.of(new FuncType(NONE, NONE)));
    }
    quickly(() -> validate(equal.build()));

    final ModuleBuilder different = new ModuleBuilder();
    for (int i = 0; i < 100_000; i++) {
      different.types(
          SubType.of(new FuncType(List.of(RefType.defined(true, i), ValType.I32), NONE)));
    }
    quickly(() -> validate(different.build()));

    final ModuleBuilder oneGroup = new ModuleBuilder();
    final SubType[] group = new SubType[100_000];
    Arrays.setAll(
        group, i -> SubType.of(new FuncType(List.of(RefType.defined(true, i / 2)), NONE)));
    oneGroup.types(group);
    oneGroup.types(group);
    quickly(() -> validate(oneGroup.build()));
  }

  @Test
  void subtypes_may_be_as_deep_as_the_limit() throws CompileException {
    validate(chain(ImplementationLimits.SUBTYPE_DEPTH));
    assertThatThrownBy(() -> validate(chain(ImplementationLimits.SUBTYPE_DEPTH + 1)))
        .isInstanceOfSatisfying(
            CompileException.class, e -> assertThat(e.isUnsupported()).isTrue());
  }

  private static byte[] chain(final int depth) {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.types(new SubType(false, List.of(), new StructType(List.of())));
    for (int i = 0; i < depth; i++) {
      builder.types(new SubType(false, List.of(i), new StructType(List.of())));
    }
    return builder.build();
  }

  @Test
  void counts_are_not_believed_before_their_items_are_there() {
    final int[][] sections = {
      {1, 0x4E, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},
      {1, 0x50, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},
      {1, 0x5F, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},
      {1, 0x60, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F},
    };
    for (final int[] section : sections) {
      final ByteWriter out = new ByteWriter().fixed(0x0000_0001_6D73_6100L, 8);
      out.u8(1).unsigned(section.length);
      for (final int each : section) {
        out.u8(each);
      }
      assertThatThrownBy(() -> ModuleReader.read(out.toBytes()))
          .isInstanceOf(MalformedException.class);
    }
  }
}
