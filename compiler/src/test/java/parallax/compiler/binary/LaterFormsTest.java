package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/** The binary forms that came after core 2.0: what they mean, and what is none of them. */
final class LaterFormsTest {
  private static ByteWriter module(final int section, final int... contents) {
    final ByteWriter out = new ByteWriter().fixed(0x0000_0001_6D73_6100L, 8);
    out.u8(section).unsigned(contents.length);
    for (final int each : contents) {
      out.u8(each);
    }
    return out;
  }

  private static byte[] body(final Consumer<InstructionWriter> code) {
    final ModuleBuilder builder = new ModuleBuilder();
    code.accept(builder.function(List.of(), List.of()).code());
    return builder.build();
  }

  private static void malformed(final String text, final byte[] wasm) {
    assertThatThrownBy(() -> ModuleReader.read(wasm))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.text()).startsWith(text));
  }

  @Test
  void a_type_section_has_groups_of_open_and_final_types() throws CompileException {
    final WasmModule m =
        ModuleReader.read(
            module(
                    1, 4, 0x4E, 2, 0x50, 0, 0x5F, 2, 0x78, 0, 0x63, 1, 1, 0x4F, 1, 0, 0x5F, 0, 0x4E,
                    0, 0x5E, 0x77, 1, 0x60, 1, 0x64, 0x6E, 1, 0x71)
                .toBytes());
    assertThat(m.recGroups())
        .containsExactly(
            new RecGroup(0, 2), new RecGroup(2, 0), new RecGroup(2, 1), new RecGroup(3, 1));
    assertThat(m.types())
        .containsExactly(
            new SubType(
                false,
                List.of(),
                new StructType(
                    List.of(
                        new FieldType(PackedType.I8, false),
                        new FieldType(RefType.defined(true, 1), true)))),
            new SubType(true, List.of(0), new StructType(List.of())),
            SubType.of(new ArrayType(new FieldType(PackedType.I16, true))),
            SubType.of(
                new FuncType(
                    List.of(RefType.of(false, HeapType.Kind.ANY)),
                    List.of(RefType.of(true, HeapType.Kind.NONE)))));
    assertThat(m.offsets().type(1)).isEqualTo(0x16);
  }

  @Test
  void forms_that_do_not_exist_are_malformed() {
    malformed("malformed type form", module(1, 1, 0x5D, 0).toBytes());
    malformed("malformed type form", module(1, 1, 0x4F, 0, 0x50).toBytes());
    malformed("malformed mutability", module(1, 1, 0x5E, 0x7F, 2).toBytes());
    malformed("malformed value type", module(1, 1, 0x5E, 0x79, 0).toBytes());
    malformed("malformed heap type", module(1, 1, 0x5E, 0x63, 0x79, 0).toBytes());
    malformed("malformed heap type", module(1, 1, 0x5E, 0x64, 0xF0, 0x7F, 0).toBytes());
    malformed("malformed reference type", module(4, 1, 0x7F, 0, 0).toBytes());
    malformed("zero byte expected", module(4, 1, 0x40, 1, 0x70, 0, 0).toBytes());
    malformed("malformed limits flags", module(5, 1, 2, 0).toBytes());
    malformed("malformed limits flags", module(5, 1, 3, 0, 0).toBytes());
    malformed("malformed tag attribute", module(13, 1, 1, 0).toBytes());
    malformed("malformed import kind", module(2, 1, 0, 0, 5).toBytes());
    malformed("malformed cast flags", body(code -> code.raw(0xFB, 0x18, 4, 0, 0x6E, 0x6E)));
    malformed("malformed catch clause", body(code -> code.raw(0x1F, 0x40, 1, 4, 0).end()));
    malformed("malformed memop flags", body(code -> code.raw(0x28, 0x80, 0x01, 0)));
    malformed("illegal opcode fe", body(code -> code.raw(0xFE, 0x10, 2, 0)));
    malformed("illegal opcode 06", body(code -> code.raw(0x06, 0x40)));
    malformed("data count section required", body(code -> code.op(WasmOp.ARRAY_NEW_DATA, 0, 0)));
  }

  @Test
  void a_data_segment_named_in_a_constant_is_no_matter_of_the_data_count() {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.type(new ArrayType(new FieldType(PackedType.I8, true)));
    builder.global(
        new WasmModule.GlobalType(RefType.defined(false, 0), false),
        new InstructionWriter().i32(0).i32(0).op(WasmOp.ARRAY_NEW_DATA, 0, 0));
    builder.function(List.of(), List.of());
    assertThatThrownBy(() -> ModuleValidator.validate(ModuleReader.read(builder.build())))
        .isInstanceOfSatisfying(
            InvalidException.class,
            e -> assertThat(e.text()).isEqualTo("constant expression required"));
  }

  @Test
  void limits_are_unsigned_64_bits_whatever_the_addresses() throws CompileException {
    final int[] all = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01};
    final ByteWriter out = new ByteWriter().fixed(0x0000_0001_6D73_6100L, 8).u8(4).u8(14).u8(1);
    out.u8(0x70).u8(5).u8(0);
    for (final int each : all) {
      out.u8(each);
    }
    final WasmModule m = ModuleReader.read(out.toBytes());
    assertThat(m.tables())
        .containsExactly(new TableType(ValType.FUNCREF, Limits.between(0, -1), ValType.I64));
    assertThat(m.tables().get(0).limits().hasMax()).isTrue();
    ModuleValidator.validate(m);
    assertThat(ModuleWriter.write(m)).isEqualTo(out.toBytes());
  }

  @Test
  void what_the_builder_writes_is_read_again() throws CompileException {
    final ModuleBuilder builder = new ModuleBuilder();
    final int tagType = builder.type(List.of(ValType.I32), List.of());
    final int struct = builder.types(SubType.of(new StructType(List.of())));
    final int imported = builder.importTag("m", "t", tagType);
    final int tag = builder.tag(tagType);
    builder.memory(new MemoryType(Limits.atLeast(1), ValType.I64));
    final RefType nonNull = RefType.of(false, HeapType.Kind.FUNC);
    final FunctionCode function = builder.function(List.of(), List.of());
    builder.table(
        new TableType(nonNull, Limits.atLeast(1), ValType.I64),
        new InstructionWriter().op(WasmOp.REF_FUNC, function.index()));
    builder.export("t", ExternalKind.TAG, tag);
    final BlockType none = new BlockType(-1, null);
    final RefType any = RefType.of(true, HeapType.Kind.ANY);
    function
        .code()
        .block(WasmOp.BLOCK, new BlockType(-1, RefType.defined(false, struct)))
        .block(WasmOp.BLOCK, new BlockType(-1, ValType.I32))
        .tryTable(none, List.of(new Catch(Catch.Kind.CATCH, imported, 0)))
        .end()
        .refNull(any)
        .branchOnCast(WasmOp.BR_ON_CAST, 1, any, RefType.defined(false, struct))
        .reference(WasmOp.REF_TEST, RefType.defined(false, struct))
        .end()
        .op(WasmOp.THROW, tag)
        .end()
        .op(WasmOp.DROP);
    final WasmModule m = ModuleReader.read(builder.build());
    ModuleValidator.validate(m);
    assertThat(m.tags()).containsExactly(tagType, tagType);
    assertThat(m.importedTags()).isEqualTo(1);
    assertThat(m.tagType(tag).params()).containsExactly(ValType.I32);
    assertThat(m.features())
        .contains(Feature.GC, Feature.EXCEPTIONS, Feature.MEMORY64, Feature.TYPED_REFERENCES);
    assertThat(ModuleWriter.write(m)).isEqualTo(builder.build());
    assertThatThrownBy(() -> new InstructionWriter().reference(WasmOp.REF_TEST_NULL, nonNull))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_type_is_found_again_by_the_builder_only_if_it_is_a_group_of_its_own()
      throws CompileException {
    final FuncType type = new FuncType(List.of(), List.of());
    final ModuleBuilder builder = new ModuleBuilder();
    builder.types(SubType.of(type), SubType.of(type));
    assertThat(builder.type(type)).isEqualTo(2);
    assertThat(builder.type(type)).isEqualTo(2);
    final ModuleBuilder again = ModuleBuilder.of(ModuleReader.read(builder.build()));
    assertThat(again.type(type)).isEqualTo(2);
    assertThat(again.type(List.of(ValType.I32), List.of())).isEqualTo(3);
  }

  @Test
  void types_are_told_by_their_text() {
    assertThat(RefType.of(true, HeapType.Kind.NOEXN).text()).isEqualTo("nullexnref");
    assertThat(RefType.of(false, HeapType.Kind.I31).text()).isEqualTo("(ref i31)");
    assertThat(RefType.defined(true, 7).text()).isEqualTo("(ref null 7)");
    assertThat(ValType.byText("externref")).contains(ValType.EXTERNREF);
    assertThat(ValType.byText("anyref")).isEmpty();
  }
}
