package parallax.compiler.binary;

import java.util.List;
import parallax.compiler.CompileException;

/**
 * Validates the type section (core 3.0 section 3.2), group by group: indices name types up to the
 * end of the group, supertypes come before, are open and are matched.
 */
final class TypeValidator {
  private final WasmModule module;
  private final List<SubType> types;
  private final TypeRegistry registry = new TypeRegistry();
  private final int[] ids;
  private final TypeRules rules;

  private TypeValidator(final WasmModule module) {
    this.module = module;
    this.types = module.types();
    this.ids = new int[types.size()];
    this.rules = new TypeRules(types, registry, ids);
  }

  /** Accepts the types and says when they match. */
  static TypeRules validate(final WasmModule module) throws CompileException {
    final TypeValidator validator = new TypeValidator(module);
    for (final RecGroup group : module.recGroups()) {
      for (int i = group.start(); i < group.end(); i++) {
        validator.indices(i, group.end());
      }
      validator.registry.add(validator.types, group, validator.ids);
      for (int i = group.start(); i < group.end(); i++) {
        validator.supertype(i);
      }
    }
    return validator.rules;
  }

  private void indices(final int index, final int bound) throws InvalidException {
    final SubType type = types.get(index);
    if (type.supertypes().size() > 1) {
      throw error("sub type with more than one supertype", index);
    }
    for (final int supertype : type.supertypes()) {
      index(supertype, index, index);
    }
    final CompositeType composite = type.composite();
    if (composite instanceof FuncType function) {
      values(function.params(), index, bound);
      values(function.results(), index, bound);
    } else if (composite instanceof StructType struct) {
      for (final FieldType field : struct.fields()) {
        storage(field.storage(), index, bound);
      }
    } else {
      storage(((ArrayType) composite).element().storage(), index, bound);
    }
  }

  private void values(final List<ValType> values, final int index, final int bound)
      throws InvalidException {
    for (final ValType value : values) {
      storage(value, index, bound);
    }
  }

  private void storage(final StorageType storage, final int index, final int bound)
      throws InvalidException {
    if (storage instanceof RefType reference && reference.heap().isDefined()) {
      index(reference.heap().typeIndex(), index, bound);
    }
  }

  private void index(final int used, final int index, final int bound) throws InvalidException {
    if (Integer.compareUnsigned(used, bound) >= 0) {
      throw error("unknown type " + Integer.toUnsignedString(used), index);
    }
  }

  private void supertype(final int index) throws CompileException {
    final SubType type = types.get(index);
    if (type.supertypes().isEmpty()) {
      return;
    }
    final int parent = type.supertypes().get(0);
    if (types.get(parent).isFinal()) {
      throw error("sub type of the final type " + parent, index);
    }
    if (!rules.matches(type.composite(), types.get(parent).composite())) {
      throw error("sub type does not match type " + parent, index);
    }
    if (registry.depth(ids[index]) > ImplementationLimits.SUBTYPE_DEPTH) {
      throw CompileException.unsupported(
          "validate",
          -1,
          module.offsets().type(index),
          "more than " + ImplementationLimits.SUBTYPE_DEPTH + " levels of subtypes");
    }
  }

  private InvalidException error(final String text, final int index) {
    return new InvalidException(-1, module.offsets().type(index), text);
  }
}
