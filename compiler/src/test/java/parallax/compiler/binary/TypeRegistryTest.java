package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;

/** Equality of defined types (core 3.0 sections 3.1 and 3.2). */
final class TypeRegistryTest {
  private static final CompositeType EMPTY = new StructType(List.of());

  private static WasmModule read(final ModuleBuilder builder) throws CompileException {
    final WasmModule module = ModuleReader.read(builder.build());
    ModuleValidator.validate(module);
    return module;
  }

  private static int[] ids(final ModuleBuilder builder) throws CompileException {
    return new TypeRegistry().add(read(builder));
  }

  private static SubType open(final CompositeType type, final Integer... supertypes) {
    return new SubType(false, List.of(supertypes), type);
  }

  /** A structure with a reference to that type. */
  private static CompositeType to(final int index) {
    return new StructType(List.of(new FieldType(RefType.defined(true, index), false)));
  }

  @Test
  void types_of_groups_of_their_own_are_equal_when_they_are_written_alike()
      throws CompileException {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.types(SubType.of(EMPTY));
    builder.types(SubType.of(EMPTY));
    builder.types(open(EMPTY));
    builder.types(SubType.of(new ArrayType(new FieldType(PackedType.I8, true))));
    builder.types(SubType.of(new ArrayType(new FieldType(PackedType.I16, true))));
    builder.types(SubType.of(new ArrayType(new FieldType(PackedType.I8, false))));
    builder.types(SubType.of(new ArrayType(new FieldType(PackedType.I8, true))));
    assertThat(ids(builder)).containsExactly(0, 0, 1, 2, 3, 4, 2);
  }

  @Test
  void references_inside_a_group_are_counted_from_its_start() throws CompileException {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.types(SubType.of(to(1)), SubType.of(to(0)));
    builder.types(SubType.of(to(3)), SubType.of(to(2)));
    builder.types(SubType.of(to(4)), SubType.of(to(5)));
    assertThat(ids(builder)).containsExactly(0, 1, 0, 1, 2, 3);
  }

  @Test
  void a_reference_to_itself_is_not_one_to_an_equal_type_outside() throws CompileException {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.types(SubType.of(to(0)));
    builder.types(SubType.of(to(1)));
    builder.types(SubType.of(to(0)));
    builder.types(SubType.of(to(1)));
    assertThat(ids(builder)).containsExactly(0, 0, 1, 1);
  }

  @Test
  void the_place_in_a_group_and_the_group_s_size_matter() throws CompileException {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.types(SubType.of(EMPTY));
    builder.types(SubType.of(EMPTY), SubType.of(EMPTY));
    builder.types();
    builder.types(SubType.of(EMPTY), SubType.of(EMPTY));
    assertThat(ids(builder)).containsExactly(0, 1, 2, 1, 2);
  }

  @Test
  void supertypes_are_part_of_a_type_and_order_the_numbers() throws CompileException {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.types(open(EMPTY));
    builder.types(open(EMPTY, 0));
    builder.types(open(EMPTY));
    builder.types(open(EMPTY, 2));
    builder.types(open(EMPTY, 3));
    final WasmModule module = read(builder);
    final TypeRegistry registry = new TypeRegistry();
    assertThat(registry.add(module)).containsExactly(0, 1, 0, 1, 2);
    assertThat(registry.isSubtype(2, 0)).isTrue();
    assertThat(registry.isSubtype(1, 1)).isTrue();
    assertThat(registry.isSubtype(0, 1)).isFalse();
    assertThat(registry.depth(2)).isEqualTo(2);
  }

  @Test
  void modules_of_one_program_share_the_numbers() throws CompileException {
    final ModuleBuilder first = new ModuleBuilder();
    first.types(SubType.of(new FuncType(List.of(ValType.I32), List.of())));
    first.types(SubType.of(new FuncType(List.of(), List.of(RefType.defined(true, 0)))));
    final ModuleBuilder second = new ModuleBuilder();
    second.types(SubType.of(EMPTY));
    second.types(SubType.of(new FuncType(List.of(ValType.I32), List.of())));
    second.types(SubType.of(new FuncType(List.of(), List.of(RefType.defined(true, 1)))));
    second.types(SubType.of(new FuncType(List.of(), List.of(RefType.defined(false, 1)))));
    final TypeRegistry registry = new TypeRegistry();
    assertThat(registry.add(read(first))).containsExactly(0, 1);
    assertThat(registry.add(read(second))).containsExactly(2, 0, 1, 3);
  }
}
