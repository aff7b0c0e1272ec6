package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Defined types of one module, or of all modules of a program, up to equality. Types are equal when
 * their groups are, position by position, with references inside a group counted from its start
 * (iso-recursive types, core 3.0 sections 3.1 and 3.2). Equal types get the same id, so that
 * comparing types is comparing numbers; ids count from 0 in the order in which types come.
 *
 * <p>A group is looked up by all that is written in it, with ids in place of indices: time is that
 * of sorting the sections, memory is linear in them.
 */
public final class TypeRegistry {
  private static final int NO_TYPE = -1;

  /** What a group is, as numbers; a reference into the group itself is below -1. */
  private record Key(int[] words) implements Comparable<Key> {
    @Override
    public int compareTo(final Key other) {
      return Arrays.compare(words, other.words);
    }

    @Override
    public boolean equals(final Object other) {
      return other instanceof Key key && Arrays.equals(words, key.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  private final SortedMap<Key, Integer> groups = new TreeMap<>();
  private final List<Integer> supertypes = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();

  /**
   * Enters one group of a module.
   *
   * @param types the module's, which refer only to types of this group and of groups before
   * @param ids by type index; filled for the groups before, and here for this one
   */
  void add(final List<SubType> types, final RecGroup group, final int[] ids) {
    final Key key = new Writer(group, ids).key(types);
    final Integer known = groups.putIfAbsent(key, supertypes.size());
    if (known == null) {
      for (int i = group.start(); i < group.end(); i++) {
        ids[i] = supertypes.size();
        final List<Integer> declared = types.get(i).supertypes();
        final int parent = declared.isEmpty() ? NO_TYPE : ids[declared.get(0)];
        supertypes.add(parent);
        depths.add(parent == NO_TYPE ? 0 : depths.get(parent) + 1);
      }
    } else {
      for (int i = group.start(); i < group.end(); i++) {
        ids[i] = known + i - group.start();
      }
    }
  }

  /**
   * Enters all types of a validated module.
   *
   * @return the id of each
   */
  public int[] add(final WasmModule module) {
    final int[] ids = new int[module.types().size()];
    for (final RecGroup group : module.recGroups()) {
      add(module.types(), group, ids);
    }
    return ids;
  }

  /** How many types a type has above it. */
  int depth(final int id) {
    return depths.get(id);
  }

  /** Whether the first is the second or has been declared below it, directly or not. */
  boolean isSubtype(final int lower, final int upper) {
    int id = lower;
    while (id > upper) {
      id = supertypes.get(id);
    }
    return id == upper;
  }

  /** Spells out a group. */
  private static final class Writer {
    private final RecGroup group;
    private final int[] ids;
    private int[] words = new int[16];
    private int size;

    Writer(final RecGroup group, final int[] ids) {
      this.group = group;
      this.ids = ids;
    }

    Key key(final List<SubType> types) {
      for (int i = group.start(); i < group.end(); i++) {
        final SubType type = types.get(i);
        word(type.isFinal() ? 1 : 0);
        word(type.supertypes().size());
        type.supertypes().forEach(this::index);
        composite(type.composite());
      }
      return new Key(Arrays.copyOf(words, size));
    }

    private void composite(final CompositeType type) {
      if (type instanceof FuncType function) {
        word(0);
        word(function.params().size());
        function.params().forEach(this::storage);
        word(function.results().size());
        function.results().forEach(this::storage);
      } else if (type instanceof StructType struct) {
        word(1);
        word(struct.fields().size());
        struct.fields().forEach(this::field);
      } else {
        word(2);
        field(((ArrayType) type).element());
      }
    }

    private void field(final FieldType field) {
      word(field.mutable() ? 1 : 0);
      storage(field.storage());
    }

    private void storage(final StorageType storage) {
      if (storage instanceof PackedType packed) {
        word(packed.code());
      } else if (storage instanceof NumType number) {
        word(number.code());
      } else {
        final RefType reference = (RefType) storage;
        final HeapType heap = reference.heap();
        word(2 * heap.kind().ordinal() + (reference.nullable() ? 1 : 0));
        if (heap.isDefined()) {
          index(heap.typeIndex());
        }
      }
    }

    private void index(final int index) {
      word(index >= group.start() ? -2 - (index - group.start()) : ids[index]);
    }

    private void word(final int word) {
      if (size == words.length) {
        words = Arrays.copyOf(words, 2 * size);
      }
      words[size++] = word;
    }
  }
}
