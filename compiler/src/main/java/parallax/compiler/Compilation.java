package parallax.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.frontend.ModuleTranslator;
import parallax.compiler.ir.IrVerifier;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Signature;
import parallax.compiler.legalize.Legalizer;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineVerifier;
import parallax.compiler.mir.lower.InstructionSelector;
import parallax.compiler.mir.lower.ThunkLowering;
import parallax.compiler.mir.lower.ThunkLowering.Initialization;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.AllocationChecker;
import parallax.compiler.regalloc.RegisterAllocator;
import parallax.compiler.regalloc.StackSlotAllocator;
import parallax.compiler.serialize.DataImage;
import parallax.compiler.serialize.EmittedFunction;
import parallax.compiler.serialize.FunctionEmitter;
import parallax.compiler.serialize.LinkedProgram;
import parallax.compiler.serialize.Linker;
import parallax.compiler.serialize.PadSharing;
import parallax.pvm.program.StandardLayout;

/**
 * One run of the pipeline, stage after stage; every stage's output is verified before the next
 * begins.
 */
final class Compilation {
  private final WasmModule module;
  private final CompilerOptions options;

  private Compilation(final WasmModule module, final CompilerOptions options) {
    this.module = module;
    this.options = options;
  }

  /** Reads and validates. */
  static Compilation of(final List<InstanceSpec> instances, final CompilerOptions options)
      throws CompileException {
    if (instances.size() != 1) {
      throw CompileException.unsupported("frontend", -1, -1, "linking of several instances");
    }
    if (!options.profile().hasSbrk()) {
      throw CompileException.unsupported(
          "frontend", -1, -1, "profile " + options.profile().label());
    }
    final WasmModule module = ModuleReader.read(instances.get(0).wasm());
    ModuleValidator.validate(module);
    return new Compilation(module, options);
  }

  ModuleIr frontend() throws CompileException {
    return translate().ir();
  }

  ModuleIr legalized() throws CompileException {
    return legalize(frontend());
  }

  CompiledProgram program() throws CompileException {
    final ModuleTranslator.Result translated = translate();
    final ModuleIr ir = legalize(translated.ir());
    final List<FunctionDeclaration> exported = exportedFunctions(ir);
    final int buffer = exported.stream().mapToInt(ThunkLowering::bufferSlots).max().orElse(0);
    final DataImage data = DataImage.plan(ir, Math.max(1, buffer), options.stackSize());
    final MemoryLayout layout = data.layout();

    // Each function is emitted before the next is selected: machine functions are large.
    final List<EmittedFunction> emitted = emitFunctions(ir, layout);
    final ThunkLowering thunks = new ThunkLowering(ir, layout, initialization(data));
    final int initPlace = emitted.size();
    int nextIndex = ir.functions().size();
    emitted.add(emit(thunks.init(nextIndex++), layout));
    final Map<Integer, Integer> thunkPlaces = new LinkedHashMap<>();
    for (final FunctionDeclaration function : exported) {
      thunkPlaces.put(function.index(), emitted.size());
      emitted.add(emit(thunks.export(nextIndex++, function), layout));
    }
    int entryPlace = initPlace;
    if (options.entry().isPresent()) {
      entryPlace = emitted.size();
      emitted.add(emit(thunks.entry(nextIndex, entryFunction(ir, options.entry().get())), layout));
    }
    final LinkedProgram linked = Linker.link(options.profile(), emitted, data, entryPlace);
    return new CompiledProgram(
        linked.program(),
        linked.codeMap(),
        layout,
        translated.hostCalls(),
        linked.starts().get(initPlace),
        exports(translated.ir(), thunkPlaces, linked));
  }

  private ModuleTranslator.Result translate() throws CompileException {
    final ModuleTranslator.Result translated = ModuleTranslator.translate(module);
    if (options.verify()) {
      IrVerifier.verify(translated.ir());
    }
    return translated;
  }

  private ModuleIr legalize(final ModuleIr ir) {
    final ModuleIr legal = Legalizer.legalize(ir);
    if (options.verify()) {
      IrVerifier.verify(legal, IrVerifier.Form.LEGAL);
    }
    return legal;
  }

  /** Bodies, and stubs for the imports that references may refer to. */
  private List<EmittedFunction> emitFunctions(final ModuleIr ir, final MemoryLayout layout)
      throws CompileException {
    final InstructionSelector selector = new InstructionSelector(ir, layout);
    final List<EmittedFunction> emitted = new ArrayList<>();
    for (final FunctionDeclaration declaration : ir.functions()) {
      if (!declaration.isImport()) {
        emitted.add(emit(selector.select(declaration.body().get()), layout));
      } else if (declaration.referenced()) {
        emitted.add(emit(selector.importStub(declaration), layout));
      }
    }
    return emitted;
  }

  private EmittedFunction emit(final MachineFunction function, final MemoryLayout layout)
      throws CompileException {
    final RegisterAllocator allocator = new StackSlotAllocator();
    if (options.verify()) {
      MachineVerifier.verify(function);
    }
    final Allocation allocation = allocator.allocate(function);
    if (options.verify()) {
      AllocationChecker.check(function, allocation);
    }
    return FunctionEmitter.emit(function, allocation, layout, PadSharing.PER_CHECK);
  }

  private static Initialization initialization(final DataImage data) {
    return new Initialization(
        data.initCopies().stream()
            .map(copy -> new Initialization.Copy(copy.roAddress(), copy.rwAddress(), copy.length()))
            .toList(),
        data.extraPages() * StandardLayout.PAGE_SIZE);
  }

  /** Each exported function once, in the order of the exports. */
  private List<FunctionDeclaration> exportedFunctions(final ModuleIr ir) {
    return module.exports().stream()
        .filter(export -> export.kind() == WasmModule.ExternalKind.FUNCTION)
        .map(WasmModule.Export::index)
        .distinct()
        .map(index -> ir.functions().get(index))
        .toList();
  }

  private FunctionDeclaration entryFunction(final ModuleIr ir, final String name)
      throws CompileException {
    for (final WasmModule.Export export : module.exports()) {
      if (export.kind() == WasmModule.ExternalKind.FUNCTION && export.name().equals(name)) {
        return ir.functions().get(export.index());
      }
    }
    throw new CompileException("frontend", -1, -1, "no exported function is called " + name);
  }

  private List<Export> exports(
      final ModuleIr ir, final Map<Integer, Integer> thunkPlaces, final LinkedProgram linked) {
    final List<Export> exports = new ArrayList<>();
    for (final WasmModule.Export export : module.exports()) {
      final int index = export.index();
      exports.add(
          switch (export.kind()) {
            case FUNCTION ->
                new Export(
                    0,
                    export.name(),
                    ExportKind.FUNCTION,
                    index,
                    ir.functions().get(index).signature(),
                    false,
                    linked.starts().get(thunkPlaces.get(index)));
            case GLOBAL ->
                new Export(
                    0,
                    export.name(),
                    ExportKind.GLOBAL,
                    index,
                    new Signature(List.of(), List.of(ir.globals().get(index).type())),
                    ir.globals().get(index).mutable(),
                    -1);
            case TABLE -> data(export, ExportKind.TABLE);
            case MEMORY -> data(export, ExportKind.MEMORY);
            case TAG -> throw new CompilerBug("the frontend has let a tag pass");
          });
    }
    return exports;
  }

  private static Export data(final WasmModule.Export export, final ExportKind kind) {
    return new Export(
        0, export.name(), kind, export.index(), new Signature(List.of(), List.of()), false, -1);
  }
}
