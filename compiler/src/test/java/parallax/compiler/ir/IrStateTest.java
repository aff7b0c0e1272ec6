package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.TrapKind;

/** Memories, tables, globals and segments under the {@link IrInterpreter}. */
final class IrStateTest {
  private static final long PAGE = 65_536;

  private static final String STATE =
      """
      module
      declare 0 "f" SIGNATURE type 0
      declare 1 "g" () -> () type 1 referenced
      memory 0 min 1 max 3
      memory 1 min 1 max 1
      table 0 funcref min 4 max 6
      table 1 funcref min 3 max 3
      global 0 i64 mutable = 7
      global 1 funcref mutable = function 1
      data 0 "0102038485868788"
      elements 0 funcref [function 1, 0, function 1]
      memory_image 0 at 16 "a1a2a3a4a5a6a7a8"
      memory_image 0 at 65534 "fffe"
      memory_image 1 at 0 "77"
      table_image 0 at 1 [function 1]
      function 0 "f" SIGNATURE {
      BODY
      }
      function 1 "g" () -> () { b0(): return () }
      """;

  private static final TrapKind MEMORY = TrapKind.OUT_OF_BOUNDS_MEMORY;
  private static final TrapKind TABLE = TrapKind.OUT_OF_BOUNDS_TABLE;
  private static final long G = 1L << 32 | 2;

  /** An instance whose function 0 has one instruction, its parameters as operands. */
  private static IrInstance one(
      final String instruction, final int operands, final String type, final String result) {
    final String params = "(" + String.join(", ", Collections.nCopies(operands, type)) + ")";
    return typed(instruction, operands == 0 ? List.of() : types(params), result);
  }

  private static List<String> types(final String params) {
    return List.of(params.substring(1, params.length() - 1).split(", "));
  }

  private static IrInstance typed(
      final String instruction, final List<String> types, final String result) {
    final String signature = "(" + String.join(", ", types) + ") -> (" + result + ")";
    final List<String> params = new ArrayList<>();
    final List<String> args = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      params.add("v" + i + ": " + types.get(i));
      args.add("v" + i);
    }
    final String body =
        "b0("
            + String.join(", ", params)
            + "):\n"
            + (result.isEmpty() ? "" : "v9 = ")
            + instruction
            + " "
            + String.join(", ", args)
            + " @0x42\n"
            + (result.isEmpty() ? "return ()" : "return (v9)");
    final ModuleIr module =
        IrParser.parseModule(STATE.replace("SIGNATURE", signature).replace("BODY", body));
    return Modules.instance(module, IrHost.NONE);
  }

  private static long[] call(final IrInstance instance, final long... args) {
    return Modules.returned(instance.invoke(0, args));
  }

  private static void assertTraps(
      final IrInstance instance, final TrapKind kind, final long... args) {
    assertThat(instance.invoke(0, args)).isEqualTo(new IrResult.Trapped(kind, 0x42, 0));
  }

  private static void assertBug(final IrInstance instance, final long... args) {
    assertThatThrownBy(() -> instance.invoke(0, args)).isInstanceOf(CompilerBug.class);
  }

  @Test
  void imagesAndInitialValuesAreThereFromTheStart() {
    final IrInstance instance = one("memory_size 0", 0, "", "i32");
    assertThat(instance.memory(0).read(15, 10))
        .containsExactly(0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0);
    assertThat(instance.memory(0).read(PAGE - 3, 3)).containsExactly(0, 0xFF, 0xFE);
    assertThat(instance.memory(1).read(0, 2)).containsExactly(0x77, 0);
    assertThat(instance.table(0).get(0)).isZero();
    assertThat(instance.table(0).get(1)).isEqualTo(G);
    assertThat(instance.global(0)).isEqualTo(7);
    assertThat(instance.global(1)).isEqualTo(G);
  }

  @Test
  void loadsExtendAsTheAccessSays() {
    final String[] texts = {
      "load.i32 memory 0 offset 1 width 1 signed checked", "load.i32 memory 0 offset 1 width 1",
      "load.i32 memory 0 offset 1 width 2 signed checked", "load.i32 memory 0 offset 1 width 2",
      "load.i32 memory 0 offset 1 width 4 checked", "load.i64 memory 0 offset 1 width 1 signed",
      "load.i64 memory 0 offset 1 width 1", "load.i64 memory 0 offset 1 width 2 signed",
      "load.i64 memory 0 offset 1 width 2", "load.i64 memory 0 offset 1 width 4 signed",
      "load.i64 memory 0 offset 1 width 4", "load.i64 memory 0 offset 0 width 8",
      "load.f32 memory 0 offset 1 width 4", "load.f64 memory 0 offset 0 width 8"
    };
    final long[] wanted = {
      (byte) 0xA2,
      0xA2,
      (short) 0xA3A2,
      0xA3A2,
      0xA5A4_A3A2,
      (byte) 0xA2,
      0xA2,
      (short) 0xA3A2,
      0xA3A2,
      0xA5A4_A3A2,
      0xA5A4_A3A2L,
      0xA8A7_A6A5_A4A3_A2A1L,
      0xA5A4_A3A2,
      0xA8A7_A6A5_A4A3_A2A1L
    };
    for (int i = 0; i < texts.length; i++) {
      final String result = texts[i].substring(5, 8);
      assertThat(call(one(texts[i], 1, "i32", result), 16)).as(texts[i]).containsExactly(wanted[i]);
    }
  }

  @Test
  void dataSegmentsAreReadLikeMemories() {
    assertThat(call(one("data_load.i32 memory 0 offset 1 width 4", 1, "i32", "i32"), 2))
        .containsExactly(0x8786_8584);
    assertThat(call(one("data_load.i64 memory 0 offset 1 width 4", 1, "i32", "i64"), 2))
        .containsExactly(0x8786_8584L);
    assertThat(call(one("data_load.i64 memory 0 offset 0 width 8", 1, "i32", "i64"), 0))
        .containsExactly(0x8887_8685_8403_0201L);
    assertThat(call(one("data_load.i32 memory 0 offset 0 width 1 signed", 1, "i32", "i32"), 7))
        .containsExactly((byte) 0x88);
    assertBug(one("data_load.i32 memory 0 offset 1 width 4", 1, "i32", "i32"), 4);
  }

  @Test
  void storesWriteTheLowBytes() {
    final long value = 0x1122_3344_5566_7788L;
    final byte[] all = {(byte) 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11};
    for (final int width : new int[] {1, 2, 4, 8}) {
      final String text = "store.i64 memory 0 offset 3 width " + width + " checked";
      final IrInstance instance = typed(text, List.of("i32", "i64"), "");
      call(instance, 100, value);
      final byte[] wanted = new byte[10];
      System.arraycopy(all, 0, wanted, 1, width);
      assertThat(instance.memory(0).read(102, 10)).containsExactly(wanted);
    }
  }

  @Test
  void checkedAccessesTrapExactlyPastTheEnd() {
    for (final int width : new int[] {1, 2, 4, 8}) {
      for (final long offset : new long[] {0, 5, PAGE - 8, PAGE, 0xFFFF_FFFFL}) {
        final String access = "memory 0 offset " + offset + " width " + width + " checked";
        final IrInstance load = one("load.i64 " + access, 1, "i32", "i64");
        final IrInstance store = typed("store.i64 " + access, List.of("i32", "i64"), "");
        for (final long index : new long[] {0, 1, 8, PAGE - 9, PAGE - 1, PAGE, -1, 1L << 31}) {
          if ((index & 0xFFFF_FFFFL) + offset + width <= PAGE) {
            call(load, index);
            call(store, index, 0);
          } else {
            assertTraps(load, MEMORY, index);
            assertTraps(store, MEMORY, index, 0);
          }
        }
        // At the very end, and one byte after.
        final long last = PAGE - offset - width;
        if (last >= 0) {
          call(load, last);
          call(store, last, 1);
          assertTraps(load, MEMORY, last + 1);
          assertTraps(store, MEMORY, last + 1, 1);
        }
      }
    }
  }

  @Test
  void uncheckedAccessPastTheEndIsABug() {
    assertBug(one("load.i32 memory 0 offset 0 width 4", 1, "i32", "i32"), PAGE - 3);
    assertBug(typed("store.i32 memory 0 offset 0 width 4", List.of("i32", "i32"), ""), -1, 0);
    call(one("load.i32 memory 0 offset 0 width 4", 1, "i32", "i32"), PAGE - 4);
  }

  @Test
  void aTrappingStoreWritesNothing() {
    final IrInstance instance =
        typed("store.i64 memory 0 offset 0 width 8 checked", List.of("i32", "i64"), "");
    assertTraps(instance, MEMORY, PAGE - 4, -1);
    assertThat(instance.memory(0).read(PAGE - 4, 4)).containsExactly(0, 0, 0xFF, 0xFE);
  }

  @Test
  void memoryGrowsToItsMaximumAndKeepsItsBytes() {
    final IrInstance instance = one("memory_grow 0", 1, "i32", "i32");
    assertThat(call(instance, 0)).containsExactly(1);
    assertThat(call(instance, 3)).containsExactly(-1);
    assertThat(call(instance, -1)).containsExactly(-1);
    assertThat(call(instance, 2)).containsExactly(1);
    assertThat(call(instance, 1)).containsExactly(-1);
    assertThat(instance.memory(0).pages()).isEqualTo(3);
    assertThat(instance.memory(0).size()).isEqualTo(3 * PAGE);
    assertThat(instance.memory(0).read(PAGE - 2, 4)).containsExactly(0xFF, 0xFE, 0, 0);
    instance.memory(0).write(3 * PAGE - 1, new byte[] {9});
    assertThat(instance.memory(0).read(3 * PAGE - 2, 2)).containsExactly(0, 9);
  }

  @Test
  void mappingAndRecordingASizeAreTwoSteps() {
    final IrInstance map = one("memory_map 0", 1, "i32", "");
    call(map, 2);
    assertThat(map.memory(0).size()).isEqualTo(3 * PAGE);
    assertThat(map.memory(0).pages()).isEqualTo(1);
    assertBug(map, 1);
    final IrInstance set = one("memory_size_set 0", 1, "i32", "");
    call(set, 3);
    assertThat(set.memory(0).size()).isEqualTo(PAGE);
    assertThat(set.memory(0).pages()).isEqualTo(3);
    assertBug(set, 4);
    assertThat(call(one("memory_size 0", 0, "", "i32"))).containsExactly(1);
  }

  @Test
  void memoryFillChecksBoundsFirst() {
    final IrInstance instance = one("memory_fill 0", 3, "i32", "");
    call(instance, 30, 0x1FE, 2);
    assertThat(instance.memory(0).read(29, 4)).containsExactly(0, 0xFE, 0xFE, 0);
    call(instance, PAGE, 1, 0);
    assertTraps(instance, MEMORY, PAGE + 1, 1, 0);
    assertTraps(instance, MEMORY, 0, 1, PAGE + 1);
    assertTraps(instance, MEMORY, -1, 1, -1);
    assertThat(instance.memory(0).read(0, 1)).containsExactly(0);
  }

  @Test
  void memoryCopyMayOverlapAndChecksBoundsFirst() {
    final IrInstance instance = one("memory_copy 0 0", 3, "i32", "");
    call(instance, 18, 16, 6);
    assertThat(instance.memory(0).read(16, 8))
        .containsExactly(0xA1, 0xA2, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6);
    call(instance, 16, 18, 6);
    assertThat(instance.memory(0).read(16, 8))
        .containsExactly(0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA5, 0xA6);
    call(instance, PAGE, PAGE, 0);
    assertTraps(instance, MEMORY, PAGE - 1, 0, 2);
    assertTraps(instance, MEMORY, 0, PAGE - 1, 2);
    assertTraps(instance, MEMORY, PAGE + 1, 0, 0);
    assertTraps(instance, MEMORY, 0, PAGE + 1, 0);
    assertThat(instance.memory(0).read(PAGE - 1, 1)).containsExactly(0xFE);
    final IrInstance across = one("memory_copy 1 0", 3, "i32", "");
    call(across, 1, 16, 2);
    assertThat(across.memory(1).read(0, 4)).containsExactly(0x77, 0xA1, 0xA2, 0);
    assertThat(across.memory(0).read(0, 4)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void memoryInitReadsTheSegmentUntilItIsDropped() {
    final IrInstance instance = one("memory_init 0 0", 3, "i32", "");
    call(instance, 40, 2, 3);
    assertThat(instance.memory(0).read(39, 5)).containsExactly(0, 3, 0x84, 0x85, 0);
    assertTraps(instance, MEMORY, 40, 6, 3);
    assertTraps(instance, MEMORY, PAGE - 2, 0, 3);
    assertTraps(instance, MEMORY, 0, 9, 0);
    assertTraps(instance, MEMORY, 0, -1, -1);
    call(instance, PAGE, 8, 0);
    assertThat(instance.isDataDropped(0)).isFalse();
    instance.dropData(0);
    assertThat(instance.isDataDropped(0)).isTrue();
    assertTraps(instance, MEMORY, 0, 0, 1);
    call(instance, 0, 0, 0);
  }

  @Test
  void droppedSegmentsAreEmpty() {
    final IrInstance data = one("data_drop 0", 0, "", "");
    assertThat(call(one("data_length 0", 0, "", "i32"))).containsExactly(8);
    call(data);
    call(data);
    assertThat(data.isDataDropped(0)).isTrue();
    final IrInstance elements = one("elem_drop 0", 0, "", "");
    assertThat(call(one("elem_length 0", 0, "", "i32"))).containsExactly(3);
    call(elements);
    assertThat(elements.isElementsDropped(0)).isTrue();
    assertThat(elements.isDataDropped(0)).isFalse();
    final IrInstance length = one("elem_length 0", 0, "", "i32");
    length.dropElements(0);
    assertThat(call(length)).containsExactly(0);
  }

  @Test
  void tableAccessesAreChecked() {
    final IrInstance get = one("table_get.funcref 0", 1, "i32", "funcref");
    assertThat(call(get, 1)).containsExactly(G);
    assertThat(call(get, 3)).containsExactly(0);
    assertTraps(get, TABLE, 4);
    assertTraps(get, TABLE, -1);
    final IrInstance set = typed("table_set.funcref 0", List.of("i32", "funcref"), "");
    call(set, 3, G);
    assertThat(set.table(0).get(3)).isEqualTo(G);
    assertTraps(set, TABLE, 4, G);
    assertTraps(set, TABLE, -1, G);
  }

  @Test
  void tableGrowsToItsMaximum() {
    final IrInstance instance = typed("table_grow.funcref 0", List.of("funcref", "i32"), "i32");
    assertThat(call(instance, G, 3)).containsExactly(-1);
    assertThat(call(instance, G, -1)).containsExactly(-1);
    assertThat(call(instance, G, 2)).containsExactly(4);
    assertThat(instance.table(0).size()).isEqualTo(6);
    assertThat(instance.table(0).get(3)).isZero();
    assertThat(instance.table(0).get(5)).isEqualTo(G);
    assertThat(call(instance, G, 0)).containsExactly(6);
    assertThat(call(instance, G, 1)).containsExactly(-1);
  }

  @Test
  void tableFillCopyAndInitCheckBoundsFirst() {
    final IrInstance fill = typed("table_fill.funcref 0", List.of("i32", "funcref", "i32"), "");
    assertTraps(fill, TABLE, 3, G, 2);
    assertThat(fill.table(0).get(3)).isZero();
    call(fill, 2, G, 2);
    call(fill, 4, G, 0);
    assertTraps(fill, TABLE, 5, G, 0);
    assertThat(fill.table(0).get(3)).isEqualTo(G);

    final IrInstance copy = one("table_copy 0 0", 3, "i32", "");
    call(copy, 2, 1, 2);
    assertThat(copy.table(0).get(2)).isEqualTo(G);
    assertThat(copy.table(0).get(3)).isZero();
    assertTraps(copy, TABLE, 3, 0, 2);
    assertTraps(copy, TABLE, 0, 3, 2);
    assertTraps(one("table_copy 1 0", 3, "i32", ""), TABLE, 0, 0, 4);

    final IrInstance init = one("table_init 0 0", 3, "i32", "");
    call(init, 1, 0, 3);
    assertThat(init.table(0).get(1)).isEqualTo(G);
    assertThat(init.table(0).get(2)).isZero();
    assertThat(init.table(0).get(3)).isEqualTo(G);
    assertTraps(init, TABLE, 2, 0, 3);
    assertTraps(init, TABLE, 0, 2, 2);
    init.dropElements(0);
    assertTraps(init, TABLE, 0, 0, 1);
    call(init, 4, 0, 0);
  }

  @Test
  void slotsTrustTheProgramsChecks() {
    final IrInstance load = one("slot_load.funcref 0", 1, "i32", "funcref");
    assertThat(call(load, 1)).containsExactly(G);
    assertBug(load, 4);
    assertBug(load, -1);
    final IrInstance store = typed("slot_store.funcref 0", List.of("i32", "funcref"), "");
    call(store, 5, G);
    assertThat(store.table(0).size()).isEqualTo(4);
    assertBug(store, 6, G);
    final IrInstance size = one("table_size_set 0", 1, "i32", "");
    call(size, 6);
    assertThat(size.table(0).size()).isEqualTo(6);
    assertBug(size, 7);
    assertThat(call(one("table_size 0", 0, "", "i32"))).containsExactly(4);
    final IrInstance element = one("elem_load.funcref 0", 1, "i32", "funcref");
    assertThat(call(element, 2)).containsExactly(G);
    assertThat(call(element, 1)).containsExactly(0);
    assertBug(element, 3);
  }

  @Test
  void globalsKeepTheirValueFromCallToCall() {
    final IrInstance instance = one("global_set.i64 0", 1, "i64", "");
    call(instance, Long.MIN_VALUE);
    assertThat(instance.global(0)).isEqualTo(Long.MIN_VALUE);
    assertThat(call(one("global_get.i64 0", 0, "", "i64"))).containsExactly(7);
  }

  @Test
  void largeMemoriesTakeSpaceOnlyWhereTouched() {
    final ModuleIr module =
        IrParser.parseModule(
            """
            module
            declare 0 "f" (i32) -> (i32) type 0
            memory 0 min 32000 max 32767
            function 0 "f" (i32) -> (i32) {
            b0(v0: i32):
              v1 = memory_grow 0 v0
              return (v1)
            }
            """);
    final IrInstance instance = Modules.instance(module, IrHost.NONE);
    assertThat(call(instance, 767)).containsExactly(32_000);
    assertThat(instance.memory(0).read(32_767L * PAGE - 3, 3)).containsExactly(0, 0, 0);
    assertThat(instance.memory(0).bytes.length).isZero();
    assertThatThrownBy(() -> instance.memory(0).read(32_767L * PAGE - 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
