package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;

final class InstructionTableTest {
  private static long count(final Feature feature) {
    return Arrays.stream(WasmOp.values()).filter(op -> op.feature() == feature).count();
  }

  @Test
  void the_table_has_the_instructions_of_the_specification() {
    assertThat(count(Feature.SIMD)).isEqualTo(236);
    assertThat(count(Feature.RELAXED_SIMD)).isEqualTo(20);
    assertThat(count(Feature.GC)).isEqualTo(32);
    assertThat(count(Feature.TYPED_REFERENCES)).isEqualTo(5);
    assertThat(count(Feature.EXCEPTIONS)).isEqualTo(3);
    assertThat(count(Feature.TAIL_CALLS)).isEqualTo(2);
  }

  @Test
  void codes_of_other_proposals_are_unknown() {
    for (final int code : new int[] {0x06, 0x07, 0x09, 0x18, 0x19, 0xE0}) {
      assertThat(WasmOp.byCode(code)).isNull();
    }
    assertThat(WasmOp.isPrefix(0xFE)).isFalse();
    assertThat(WasmOp.byCode(0xFC, 0x12)).isNull();
    assertThat(WasmOp.byCode(0xFC, 0x13)).isNull();
    assertThat(WasmOp.byCode(0xFB, 0x1F)).isNull();
  }

  /** All immediates zero, in dead code; blocks need one more end than the others. */
  @Test
  void every_instruction_is_read_and_has_a_rule() {
    final List<WasmOp> unread = new ArrayList<>();
    for (final WasmOp op : WasmOp.values()) {
      boolean read = false;
      for (int ends = 0; ends < 2; ends++) {
        try {
          final WasmModule module = ModuleReader.read(module(op, ends));
          read = true;
          ModuleValidator.validate(module);
        } catch (final MalformedException e) {
          assertThat(e.text()).doesNotContain("illegal opcode");
        } catch (final InvalidException e) {
          assertThat(e.stage()).isEqualTo("validate");
        } catch (final CompileException e) {
          assertThat(e).as(op.text()).isNull();
        }
      }
      if (!read) {
        unread.add(op);
      }
    }
    // Alone, an else has no if.
    assertThat(unread).containsExactly(WasmOp.ELSE);
  }

  private static byte[] module(final WasmOp op, final int ends) {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.passiveData(new byte[1]);
    final InstructionWriter code = builder.function(List.of(), List.of()).code();
    code.op(WasmOp.UNREACHABLE);
    if (op == WasmOp.END) {
      code.block(WasmOp.BLOCK, new BlockType(-1, null));
    }
    if (op.prefix() == 0) {
      code.raw(op.code());
    } else {
      code.raw(op.prefix(), (op.code() & 0x7F) | 0x80, op.code() >>> 7);
    }
    // Immediates, and then unreachable over and over.
    code.raw(new int[20]);
    for (int i = 0; i < ends; i++) {
      code.end();
    }
    return builder.build();
  }
}
