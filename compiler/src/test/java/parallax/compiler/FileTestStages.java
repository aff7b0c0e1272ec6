package parallax.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import parallax.compiler.ir.IrPrinter;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachinePrinter;
import parallax.compiler.mir.lower.InstructionSelector;
import parallax.compiler.mir.lower.ThunkLowering;
import parallax.compiler.mir.lower.ThunkLowering.Initialization;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.AllocationChecker;
import parallax.compiler.regalloc.AllocationPrinter;
import parallax.compiler.regalloc.LinearScanAllocator;
import parallax.compiler.regalloc.StackSlotAllocator;
import parallax.compiler.serialize.DataImage;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.text.Disassembler;

/** What each stage makes of a module, as text. */
final class FileTestStages {
  private FileTestStages() {}

  /**
   * The text of a stage of a program.
   *
   * @param stage name of the folder, perhaps with {@code thunks}, {@code service}, or {@code
   *     linear} for linear scan, behind it
   */
  static String print(final String stage, final List<InstanceSpec> instances)
      throws CompileException {
    return switch (stage) {
      case "frontend" -> IrPrinter.print(WasmCompiler.frontend(instances, CompilerOptions.DEFAULT));
      case "legalize" ->
          IrPrinter.print(WasmCompiler.legalized(instances, CompilerOptions.DEFAULT));
      case "mir" -> each(machine(instances, false), MachinePrinter::print);
      case "mir thunks" -> each(machine(instances, true), MachinePrinter::print);
      case "regalloc" ->
          each(
              machine(instances, false),
              f -> AllocationPrinter.print(f, new StackSlotAllocator().allocate(f)));
      case "blob service" ->
          blob(
              WasmCompiler.compile(
                  instances,
                  CompilerOptions.DEFAULT.withEntry(
                      new EntryPoints.Service(
                          Optional.of("refine"), Optional.empty(), Optional.empty()))));
      case "regalloc linear" -> each(machine(instances, false), FileTestStages::linear);
      case "blob linear" ->
          blob(
              WasmCompiler.compile(
                  instances, CompilerOptions.DEFAULT.withAllocator(AllocatorKind.LINEAR_SCAN)));
      case "blob" -> blob(WasmCompiler.compile(instances, CompilerOptions.DEFAULT));
      default -> throw new IllegalArgumentException("no stage is called " + stage);
    };
  }

  private static String linear(final MachineFunction function) {
    final LinearScanAllocator allocator = new LinearScanAllocator();
    final MachineFunction prepared = allocator.prepare(function);
    final Allocation allocation = allocator.allocate(prepared);
    AllocationChecker.check(prepared, allocation);
    return AllocationPrinter.print(prepared, allocation);
  }

  private static String each(
      final List<MachineFunction> functions, final Function<MachineFunction, String> print) {
    return functions.stream().map(print).collect(Collectors.joining("\n"));
  }

  /** Machine functions: of the module's functions, or the thunks of its exports and init. */
  static List<MachineFunction> machine(final List<InstanceSpec> instances, final boolean thunks)
      throws CompileException {
    final ModuleIr ir = WasmCompiler.legalized(instances, CompilerOptions.DEFAULT);
    final int slots = ir.functions().stream().mapToInt(ThunkLowering::bufferSlots).max().orElse(0);
    final DataImage data =
        DataImage.plan(ir, Math.max(1, slots), CompilerOptions.DEFAULT_STACK_SIZE);
    final List<MachineFunction> machine = new ArrayList<>();
    if (thunks) {
      final List<Initialization.Copy> copies =
          data.initCopies().stream()
              .map(c -> new Initialization.Copy(c.roAddress(), c.rwAddress(), c.length()))
              .toList();
      final ThunkLowering lowering =
          new ThunkLowering(
              ir,
              data.layout(),
              new Initialization(
                  copies, data.extraPages() * StandardLayout.PAGE_SIZE, data.heapEnd()),
              CompilerOptions.DEFAULT.profile());
      int index = ir.functions().size();
      machine.add(lowering.init(index++));
      for (final FunctionDeclaration function : ir.functions()) {
        if (function.referenced()) {
          machine.add(lowering.export(index++, function));
        }
      }
      return machine;
    }
    final InstructionSelector selector =
        new InstructionSelector(ir, data.layout(), CompilerOptions.DEFAULT.profile());
    for (final FunctionDeclaration function : ir.functions()) {
      if (!function.isImport()) {
        machine.add(selector.select(function.body().orElseThrow()));
      } else if (function.referenced()) {
        machine.add(selector.importStub(function));
      }
    }
    return machine;
  }

  /** Code with traps and source offsets, jump table, data. */
  private static String blob(final CompiledProgram compiled) {
    final StandardProgram program = compiled.program();
    final StringBuilder out = new StringBuilder();
    final InstructionReader reader = program.blob().reader(Profile.GP_0_7_2);
    for (final CodeMap.FunctionRange function : compiled.codeMap().functions()) {
      out.append(function.name()).append(":\n");
      for (int pc = function.start(); pc < function.end(); pc = reader.next(pc)) {
        out.append(String.format(Locale.ROOT, "%6d  ", pc));
        out.append(Disassembler.print(reader.read(pc), pc));
        compiled
            .codeMap()
            .trapAt(pc)
            .ifPresent(trap -> out.append("  ; traps: ").append(trap.kind().text()));
        out.append('\n');
      }
    }
    out.append("jump table: ").append(Arrays.toString(program.blob().jumpTable())).append('\n');
    out.append("read-only: ").append(hex(program.roData())).append('\n');
    out.append("read-write: ").append(hex(program.rwData())).append('\n');
    out.append("heap pages: ").append(program.heapPages()).append('\n');
    out.append("stack: ").append(program.stackSize()).append('\n');
    return out.toString();
  }

  /** Words of 8 bytes, runs of equal ones shortened. */
  private static String hex(final byte[] bytes) {
    final StringBuilder out = new StringBuilder().append(bytes.length).append(" bytes");
    String last = "";
    int times = 0;
    for (int i = 0; i <= bytes.length; i += 8) {
      final String word =
          i >= bytes.length
              ? ""
              : HexFormat.of().formatHex(bytes, i, Math.min(bytes.length, i + 8));
      if (word.equals(last)) {
        times++;
        continue;
      }
      out.append(times > 1 ? " (" + times + " times)" : "");
      out.append(word.isEmpty() ? "" : "\n  " + word);
      last = word;
      times = 1;
    }
    return out.toString();
  }
}
