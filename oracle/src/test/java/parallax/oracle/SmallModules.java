package parallax.oracle;

import java.util.List;
import java.util.function.Consumer;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;
import parallax.compiler.binary.WasmOp;

/** Modules of a few lines for tests. */
public final class SmallModules {
  public static final List<ValType> NONE = List.of();
  public static final List<ValType> I32 = List.of(ValType.I32);
  public static final List<ValType> I32_I32 = List.of(ValType.I32, ValType.I32);
  public static final List<ValType> I32_I32_I32 = List.of(ValType.I32, ValType.I32, ValType.I32);
  public static final BlockType EMPTY_BLOCK = new BlockType(-1, null);

  private SmallModules() {}

  /** Adds an exported function. */
  public static int function(
      final ModuleBuilder builder,
      final String name,
      final List<ValType> params,
      final List<ValType> results,
      final Consumer<InstructionWriter> body) {
    final var function = builder.function(new FuncType(params, results));
    body.accept(function.code());
    builder.export(name, ExternalKind.FUNCTION, function.index());
    return function.index();
  }

  public static ModuleBuilder withMemory(final int pages) {
    final ModuleBuilder builder = new ModuleBuilder();
    builder.export(
        "memory",
        ExternalKind.MEMORY,
        builder.memory(new MemoryType(new Limits(pages, pages + 2))));
    return builder;
  }

  public static int table(final ModuleBuilder builder, final int min, final long max) {
    return builder.table(new TableType(ValType.FUNCREF, new Limits(min, max)));
  }

  public static InstructionWriter code() {
    return new InstructionWriter();
  }

  /** One page of memory, an exported global, an import; "work" changes and calls all of them. */
  public static byte[] stateful() {
    final ModuleBuilder builder = new ModuleBuilder();
    final int log =
        builder.importFunction(
            "env", "log", new FuncType(List.of(ValType.I32, ValType.I64), List.of(ValType.I64)));
    builder.export("memory", ExternalKind.MEMORY, builder.memory(new MemoryType(new Limits(1, 3))));
    final int counter =
        builder.global(new GlobalType(ValType.I64, true), code().i64(0x1234_5678_9ABCL));
    builder.export("counter", ExternalKind.GLOBAL, counter);
    builder.activeData(0, code().i32(100), new byte[] {1, 2, 3, 4});
    function(
        builder,
        "work",
        I32,
        I32,
        c -> {
          c.op(WasmOp.LOCAL_GET, 0).i32(65_535).op(WasmOp.I32_AND);
          c.op(WasmOp.LOCAL_GET, 0);
          c.memory(WasmOp.I32_STORE8, new parallax.compiler.binary.MemArg(0, 0, 0));
          c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.GLOBAL_GET, counter).op(WasmOp.CALL, log);
          c.op(WasmOp.GLOBAL_SET, counter);
          c.op(WasmOp.LOCAL_GET, 0).i32(3).op(WasmOp.I32_MUL);
        });
    function(
        builder,
        "trap",
        I32,
        NONE,
        c -> {
          c.op(WasmOp.LOCAL_GET, 0).i32(77);
          c.memory(WasmOp.I32_STORE8, new parallax.compiler.binary.MemArg(0, 0, 0));
          c.op(WasmOp.UNREACHABLE);
        });
    return builder.build();
  }
}
