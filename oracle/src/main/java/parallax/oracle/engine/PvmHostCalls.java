package parallax.oracle.engine;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.host.wasi.GuestMemory;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;

/**
 * Answers a program's host calls by its manifest. Checks on the way that i32 and f32 arguments come
 * sign-extended. grow_heap is the machine's own affair, as sbrk is: it is answered where the
 * profile has it, and is not on the tape.
 */
final class PvmHostCalls implements HostFunction {
  private final HostCallManifest manifest;
  private final PvmReferences references;
  private final HostTape tape;
  private final GuestMemory memory;
  private final HostFunction growHeap = new GrowHeap();

  PvmHostCalls(
      final HostCallManifest manifest,
      final PvmReferences references,
      final HostTape tape,
      final GuestMemory memory) {
    this.manifest = manifest;
    this.references = references;
    this.tape = tape;
    this.memory = memory;
  }

  @Override
  public Action call(final long index, final Machine machine) {
    if (isGrowHeap(index, machine)) {
      return growHeap.call(index, machine);
    }
    final HostCallManifest.HostCall call = manifest.byIndex(index);
    if (call == null) {
      throw new AbiException("host call " + index + " is not in the manifest");
    }
    final FuncType type = new FuncType(types(call.params()), types(call.results()));
    final List<WasmValue> args = new ArrayList<>();
    for (int i = 0; i < type.params().size(); i++) {
      final ValType param = type.params().get(i);
      final long bits =
          CallingConvention.inRegister(i)
              ? machine.register(CallingConvention.register(i).index())
              : machine.memory().loadU64(slot(machine, i));
      if (PvmInstance.isNarrow(param) && bits != (int) bits) {
        throw new AbiException(param.text() + " argument " + i + " is 0x" + Long.toHexString(bits));
      }
      args.add(references.value(param, bits));
    }
    final List<WasmValue> results = tape.call(memory, call.module(), call.name(), type, args);
    for (int i = 0; i < results.size(); i++) {
      final long bits = references.bits(results.get(i));
      if (CallingConvention.inRegister(i)) {
        machine.setRegister(CallingConvention.register(i).index(), bits);
      } else {
        machine.memory().store64(slot(machine, i), bits);
      }
    }
    return Action.CONTINUE;
  }

  private static boolean isGrowHeap(final long index, final Machine machine) {
    return HostCallNumber.of(machine.profile(), index)
        .filter(call -> call == HostCallNumber.GROW_HEAP)
        .isPresent();
  }

  /** Slot 0 is above the caller's return address. */
  private static long slot(final Machine machine, final int value) {
    return machine.register(Register.SP.index()) + 8 + 8L * CallingConvention.slot(value);
  }

  static List<ValType> types(final List<String> names) {
    final List<ValType> types = new ArrayList<>();
    for (final String name : names) {
      types.add(
          ValType.byText(name)
              .orElseThrow(() -> new AbiException("the manifest has a type " + name)));
    }
    return types;
  }
}
