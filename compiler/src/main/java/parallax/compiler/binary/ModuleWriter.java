package parallax.compiler.binary;

import java.util.List;
import java.util.Map;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.ConstExpr;
import parallax.compiler.binary.WasmModule.CustomSection;
import parallax.compiler.binary.WasmModule.DataSegment;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.Export;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.LocalGroup;
import parallax.compiler.binary.WasmModule.SegmentMode;

/**
 * Encodes a module, and its entries. Reading what was written gives the same module, apart from
 * offsets; code, constant expressions and custom sections are copied byte for byte, everything else
 * is written in its shortest form.
 */
public final class ModuleWriter {
  private ModuleWriter() {}

  /** The bytes of a module. */
  public static byte[] write(final WasmModule module) {
    return ModuleBuilder.of(module).build();
  }

  /** A group of types, an entry of the type section. */
  static byte[] group(final List<SubType> types) {
    final ByteWriter out = new ByteWriter();
    if (types.size() != 1) {
      out.u8(0x4E).unsigned(types.size());
    }
    types.forEach(type -> subType(out, type));
    return out.toBytes();
  }

  private static void subType(final ByteWriter out, final SubType type) {
    if (!type.isFinal() || !type.supertypes().isEmpty()) {
      out.u8(type.isFinal() ? 0x4F : 0x50).unsigned(type.supertypes().size());
      type.supertypes().forEach(out::index);
    }
    if (type.composite() instanceof FuncType function) {
      out.u8(0x60);
      valTypes(out, function.params());
      valTypes(out, function.results());
    } else if (type.composite() instanceof StructType struct) {
      out.u8(0x5F).unsigned(struct.fields().size());
      struct.fields().forEach(field -> field(out, field));
    } else {
      field(out.u8(0x5E), ((ArrayType) type.composite()).element());
    }
  }

  private static void field(final ByteWriter out, final FieldType field) {
    if (field.storage() instanceof PackedType packed) {
      out.u8(packed.code());
    } else {
      out.valType((ValType) field.storage());
    }
    out.u8(field.mutable() ? 1 : 0);
  }

  private static void valTypes(final ByteWriter out, final List<ValType> types) {
    out.unsigned(types.size());
    types.forEach(out::valType);
  }

  static byte[] imported(final WasmModule m, final Import each) {
    final byte[] desc =
        switch (each.kind()) {
          case FUNCTION -> new ByteWriter().index(m.functions().get(each.index())).toBytes();
          case TABLE -> tableType(m.tables().get(each.index()));
          case MEMORY -> memoryType(m.memories().get(each.index()));
          case GLOBAL -> globalType(m.globals().get(each.index()));
          case TAG -> tagType(m.tags().get(each.index()));
        };
    return imported(each.module(), each.name(), each.kind(), desc);
  }

  static byte[] imported(
      final String module,
      final String name,
      final WasmModule.ExternalKind kind,
      final byte[] desc) {
    return new ByteWriter().name(module).name(name).u8(kind.ordinal()).bytes(desc).toBytes();
  }

  static byte[] tableType(final WasmModule.TableType type) {
    final ByteWriter out = new ByteWriter().valType(type.element());
    limits(out, type.limits(), type.is64());
    return out.toBytes();
  }

  /**
   * An entry of the table section.
   *
   * @param init the initial value of the slots, null for none
   */
  static byte[] table(final WasmModule.TableType type, final byte[] init) {
    if (init == null) {
      return tableType(type);
    }
    return new ByteWriter().u8(0x40).u8(0).bytes(tableType(type)).bytes(init).toBytes();
  }

  static byte[] memoryType(final WasmModule.MemoryType type) {
    final ByteWriter out = new ByteWriter();
    limits(out, type.limits(), type.is64());
    return out.toBytes();
  }

  static byte[] tagType(final int type) {
    return new ByteWriter().u8(0).index(type).toBytes();
  }

  static byte[] globalType(final WasmModule.GlobalType type) {
    return new ByteWriter().valType(type.type()).u8(type.mutable() ? 1 : 0).toBytes();
  }

  private static void limits(final ByteWriter out, final Limits limits, final boolean is64) {
    out.u8((limits.hasMax() ? 1 : 0) | (is64 ? 4 : 0)).unsigned(limits.min());
    if (limits.hasMax()) {
      out.unsigned(limits.max());
    }
  }

  static byte[] export(final Export export) {
    return new ByteWriter()
        .name(export.name())
        .u8(export.kind().ordinal())
        .index(export.index())
        .toBytes();
  }

  static byte[] constant(final WasmModule m, final ConstExpr expr) {
    final ByteWriter out = new ByteWriter();
    out.bytes(m.bytes(), expr.offset(), expr.end() - expr.offset());
    return out.toBytes();
  }

  static byte[] element(final WasmModule m, final ElementSegment segment) {
    final byte[] placement = segment.placement() == null ? null : constant(m, segment.placement());
    if (segment.usesExpressions()) {
      final List<byte[]> items =
          segment.expressions().stream().map(expr -> constant(m, expr)).toList();
      return elementExpressions(segment.mode(), segment.table(), placement, segment.type(), items);
    }
    return elementFunctions(segment.mode(), segment.table(), placement, segment.functions());
  }

  static byte[] elementFunctions(
      final SegmentMode mode,
      final int table,
      final byte[] placement,
      final List<Integer> functions) {
    final ByteWriter out = new ByteWriter();
    if (elementHead(out, mode, table, placement, true, 0)) {
      out.u8(0);
    }
    out.unsigned(functions.size());
    functions.forEach(out::index);
    return out.toBytes();
  }

  static byte[] elementExpressions(
      final SegmentMode mode,
      final int table,
      final byte[] placement,
      final ValType type,
      final List<byte[]> items) {
    final ByteWriter out = new ByteWriter();
    if (elementHead(out, mode, table, placement, type.equals(ValType.FUNCREF), 4)) {
      out.valType(type);
    }
    out.unsigned(items.size());
    items.forEach(out::bytes);
    return out.toBytes();
  }

  /**
   * Writes flags, table and placement.
   *
   * @return true when the type of the items has to follow
   */
  private static boolean elementHead(
      final ByteWriter out,
      final SegmentMode mode,
      final int table,
      final byte[] placement,
      final boolean functions,
      final int form) {
    switch (mode) {
      case ACTIVE -> {
        final boolean plain = table == 0 && functions;
        out.u8(plain ? form : form | 2);
        if (!plain) {
          out.index(table);
        }
        out.bytes(placement);
        return !plain;
      }
      case PASSIVE -> out.u8(form | 1);
      case DECLARATIVE -> out.u8(form | 3);
    }
    return true;
  }

  static byte[] data(final WasmModule m, final DataSegment segment) {
    final ByteWriter contents = new ByteWriter();
    contents.bytes(m.bytes(), segment.start(), segment.length());
    final byte[] placement = segment.placement() == null ? null : constant(m, segment.placement());
    return data(segment.memory(), placement, contents.toBytes());
  }

  /**
   * A data segment.
   *
   * @param placement null for a passive one
   */
  static byte[] data(final int memory, final byte[] placement, final byte[] contents) {
    final ByteWriter out = new ByteWriter();
    if (placement == null) {
      out.u8(1);
    } else if (memory == 0) {
      out.u8(0).bytes(placement);
    } else {
      out.u8(2).index(memory).bytes(placement);
    }
    return out.sized(contents).toBytes();
  }

  static byte[] body(final WasmModule m, final Body body) {
    final ByteWriter code = new ByteWriter();
    code.bytes(m.bytes(), body.offset(), body.end() - body.offset());
    return body(body.groups(), code.toBytes());
  }

  /**
   * An entry of the code section, its size in front.
   *
   * @param code the instructions with the closing end
   */
  static byte[] body(final List<LocalGroup> groups, final byte[] code) {
    final ByteWriter out = new ByteWriter().unsigned(groups.size());
    for (final LocalGroup group : groups) {
      out.index(group.count()).valType(group.type());
    }
    out.bytes(code);
    return new ByteWriter().sized(out.toBytes()).toBytes();
  }

  static byte[] custom(final WasmModule m, final CustomSection section) {
    final ByteWriter out = new ByteWriter();
    out.bytes(m.bytes(), section.start(), section.length());
    return custom(section.name(), out.toBytes());
  }

  static byte[] custom(final String name, final byte[] contents) {
    return new ByteWriter().name(name).bytes(contents).toBytes();
  }

  /** The contents of a name section. */
  static byte[] names(final NameSection names) {
    final ByteWriter out = new ByteWriter();
    names.module().ifPresent(n -> out.u8(0).sized(new ByteWriter().name(n).toBytes()));
    if (!names.functions().isEmpty()) {
      out.u8(1).sized(nameMap(names.functions()));
    }
    if (!names.locals().isEmpty()) {
      final ByteWriter locals = new ByteWriter().unsigned(names.locals().size());
      names.locals().forEach((f, map) -> locals.index(f).bytes(nameMap(map)));
      out.u8(2).sized(locals.toBytes());
    }
    return out.toBytes();
  }

  private static byte[] nameMap(final Map<Integer, String> names) {
    final ByteWriter out = new ByteWriter().unsigned(names.size());
    names.forEach((index, name) -> out.index(index).name(name));
    return out.toBytes();
  }
}
