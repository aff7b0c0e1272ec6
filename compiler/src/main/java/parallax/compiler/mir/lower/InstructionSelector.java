package parallax.compiler.mir.lower;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Profile;

/**
 * The door of this package: legal IR in, machine functions out. Functions are independent of each
 * other and may be lowered in parallel.
 */
public final class InstructionSelector {
  private final ModuleIr module;
  private final MemoryLayout layout;
  private final HeapGrowth heap;

  public InstructionSelector(
      final ModuleIr module, final MemoryLayout layout, final Profile profile) {
    this.module = module;
    this.layout = layout;
    this.heap = new HeapGrowth(profile);
  }

  /** Lowers one body. */
  public MachineFunction select(final Function function) {
    return new FunctionLowering(module, function, layout, heap).run();
  }

  /**
   * A function that passes its arguments to an imported one: what references to the import refer
   * to.
   */
  public MachineFunction importStub(final FunctionDeclaration declaration) {
    final MachineEmitter emit =
        new MachineEmitter(new MachineFunction(declaration.index(), declaration.name()));
    final CallLowering calls = new CallLowering(emit);
    emit.position(emit.function().newBlock());
    final List<VReg> params = fresh(emit, declaration.signature().params().size());
    final List<VReg> results = fresh(emit, declaration.signature().results().size());
    calls.enter(params);
    calls.call(declaration, params, results);
    calls.leave(results);
    return emit.function();
  }

  static List<VReg> fresh(final MachineEmitter emit, final int count) {
    final List<VReg> made = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      made.add(emit.fresh());
    }
    return made;
  }
}
