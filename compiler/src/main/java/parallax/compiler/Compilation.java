package parallax.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import parallax.compiler.CompiledProgram.Instance;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostInterface;
import parallax.compiler.abi.JamFunction;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.frontend.FloatRefusal;
import parallax.compiler.frontend.InstanceModule;
import parallax.compiler.frontend.ModuleTranslator;
import parallax.compiler.ir.IrVerifier;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.legalize.Legalizer;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineVerifier;
import parallax.compiler.mir.lower.InstructionSelector;
import parallax.compiler.mir.lower.ThunkLowering;
import parallax.compiler.mir.lower.ThunkLowering.Initialization;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.AllocationChecker;
import parallax.compiler.regalloc.LinearScanAllocator;
import parallax.compiler.regalloc.RegisterAllocator;
import parallax.compiler.regalloc.StackSlotAllocator;
import parallax.compiler.runtimelib.RuntimeLibrary;
import parallax.compiler.serialize.BlockLayout;
import parallax.compiler.serialize.DataImage;
import parallax.compiler.serialize.EmittedFunction;
import parallax.compiler.serialize.FunctionEmitter;
import parallax.compiler.serialize.LinkedProgram;
import parallax.compiler.serialize.Linker;
import parallax.compiler.serialize.PadSharing;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.program.StandardProgram;

/**
 * One run of the pipeline, stage after stage; every stage's output is verified before the next
 * begins.
 */
final class Compilation {
  private final List<InstanceModule> instances;
  private final CompilerOptions options;

  private Compilation(final List<InstanceModule> instances, final CompilerOptions options) {
    this.instances = instances;
    this.options = options;
  }

  /** Reads and validates. */
  static Compilation of(final List<InstanceSpec> instances, final CompilerOptions options)
      throws CompileException {
    if (instances.isEmpty()) {
      throw new IllegalArgumentException("a program has at least one instance");
    }
    final List<InstanceModule> modules = new ArrayList<>();
    for (final InstanceSpec instance : instances) {
      final WasmModule module = ModuleReader.read(instance.wasm());
      ModuleValidator.validate(module);
      modules.add(new InstanceModule(instance, module));
    }
    return new Compilation(modules, options);
  }

  List<LinkedInstance> link() throws CompileException {
    return ModuleTranslator.link(instances);
  }

  HostCallManifest hostCalls() throws CompileException {
    return translate().hostCalls();
  }

  IrProgram frontend() throws CompileException {
    return program(translate());
  }

  IrProgram legalized() throws CompileException {
    final ModuleTranslator.Result translated = translate();
    return new IrProgram(legalize(translated.ir()), translated.hostCalls(), translated.instances());
  }

  private static IrProgram program(final ModuleTranslator.Result translated) {
    return new IrProgram(translated.ir(), translated.hostCalls(), translated.instances());
  }

  CompiledProgram program() throws CompileException {
    final ModuleTranslator.Result translated = translate();
    final ModuleIr ir = legalize(translated.ir());
    final ExportTable exports = new ExportTable(instances, translated);
    final List<FunctionDeclaration> exported =
        exports.functions().stream().map(ir.functions()::get).toList();
    final int buffer = exported.stream().mapToInt(ThunkLowering::bufferSlots).max().orElse(0);
    final DataImage data = DataImage.plan(ir, Math.max(1, buffer), options.stackSize());
    final MemoryLayout layout = data.layout();

    // Each function is emitted before the next is selected: machine functions are large.
    final List<EmittedFunction> emitted = emitFunctions(ir, layout);
    final ThunkLowering thunks =
        new ThunkLowering(ir, layout, initialization(data), options.profile());
    final int initPlace = emitted.size();
    int nextIndex = ir.functions().size();
    emitted.add(emit(thunks.init(nextIndex++), layout));
    final List<Integer> initPlaces = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      initPlaces.add(instances.size() == 1 ? initPlace : emitted.size());
      if (instances.size() > 1) {
        emitted.add(emit(thunks.initInstance(nextIndex++, i), layout));
      }
    }
    final Map<Integer, Integer> thunkPlaces = new LinkedHashMap<>();
    for (final FunctionDeclaration function : exported) {
      thunkPlaces.put(function.index(), emitted.size());
      emitted.add(emit(thunks.export(nextIndex++, function), layout));
    }
    final int[] entries = new int[] {initPlace, Linker.NONE};
    if (options.entry() instanceof EntryPoints.Values values && values.export().isPresent()) {
      final FunctionDeclaration entry =
          ir.functions().get(entryFunction(exports, values.export().get()));
      entries[0] = emitted.size();
      emitted.add(emit(thunks.entry(nextIndex, entry), layout));
    } else if (options.entry() instanceof EntryPoints.Service service) {
      final ServicePlan plan = new ServicePlan(exports, ir);
      final List<Optional<String>> names = List.of(service.start(), service.accumulate());
      for (int i = 0; i < entries.length; i++) {
        entries[i] = names.get(i).isPresent() ? emitted.size() : Linker.NONE;
        if (names.get(i).isPresent()) {
          final ThunkLowering.Service found = plan.service(names.get(i).get(), service.allocator());
          emitted.add(emit(thunks.service(nextIndex++, found), layout));
        }
      }
    }
    final LinkedProgram linked =
        Linker.link(options.profile(), emitted, data, entries[0], entries[1]);
    return new CompiledProgram(
        options.profile(),
        described(linked.program()),
        linked.codeMap(),
        layout,
        translated.hostCalls(),
        linked.starts().get(initPlace),
        exports.exports(thunkPlaces, linked),
        instances(translated.instances(), initPlaces, linked));
  }

  private StandardProgram described(final StandardProgram program) {
    return options.metadata().isEmpty()
        ? program
        : new StandardProgram(
            options.metadata().map(ProgramMetadata::toBytes),
            program.roData(),
            program.rwData(),
            program.heapPages(),
            program.stackSize(),
            program.blob());
  }

  private ModuleTranslator.Result translate() throws CompileException {
    if (options.floats() == Floats.REJECT) {
      FloatRefusal.check(instances);
    }
    final HostInterface host =
        new HostInterface(options.imports(), JamFunction.of(options.profile()));
    final ModuleTranslator.Result translated = ModuleTranslator.translate(instances, host);
    if (options.verify()) {
      IrVerifier.verify(translated.ir());
    }
    return translated;
  }

  private ModuleIr legalize(final ModuleIr ir) {
    final Legalizer.Result result = Legalizer.legalize(ir);
    final ModuleIr legal = RuntimeLibrary.link(result.ir(), result.runtime());
    if (options.verify()) {
      IrVerifier.verify(legal, IrVerifier.Form.LEGAL);
    }
    return legal;
  }

  /** Bodies, and stubs for the imports that references may refer to. */
  private List<EmittedFunction> emitFunctions(final ModuleIr ir, final MemoryLayout layout)
      throws CompileException {
    final InstructionSelector selector = new InstructionSelector(ir, layout, options.profile());
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

  private EmittedFunction emit(final MachineFunction selected, final MemoryLayout layout)
      throws CompileException {
    final RegisterAllocator allocator =
        switch (options.allocator()) {
          case STACK_SLOT -> new StackSlotAllocator();
          case LINEAR_SCAN -> new LinearScanAllocator();
        };
    if (options.verify()) {
      MachineVerifier.verify(selected);
    }
    final MachineFunction function = allocator.prepare(selected);
    if (options.verify() && function != selected) {
      MachineVerifier.verify(function);
    }
    final Allocation allocation = allocator.allocate(function);
    if (options.verify()) {
      AllocationChecker.check(function, allocation);
    }
    final BlockLayout blocks =
        options.allocator() == AllocatorKind.STACK_SLOT
            ? BlockLayout.inOrder(function)
            : BlockLayout.threaded(function, allocation);
    return FunctionEmitter.emit(function, allocation, blocks, layout, PadSharing.PER_CHECK);
  }

  private static Initialization initialization(final DataImage data) {
    return new Initialization(
        data.initCopies().stream()
            .map(copy -> new Initialization.Copy(copy.roAddress(), copy.rwAddress(), copy.length()))
            .toList(),
        data.extraPages() * StandardLayout.PAGE_SIZE,
        data.heapEnd());
  }

  private static int entryFunction(final ExportTable exports, final String name)
      throws CompileException {
    final OptionalInt found = exports.function(name);
    if (found.isEmpty()) {
      throw new CompileException("frontend", -1, -1, "no exported function is called " + name);
    }
    return found.getAsInt();
  }

  private static List<Instance> instances(
      final List<LinkedInstance> indices,
      final List<Integer> initPlaces,
      final LinkedProgram program) {
    final List<Instance> instances = new ArrayList<>();
    for (int i = 0; i < indices.size(); i++) {
      instances.add(new Instance(program.starts().get(initPlaces.get(i)), indices.get(i)));
    }
    return instances;
  }
}
