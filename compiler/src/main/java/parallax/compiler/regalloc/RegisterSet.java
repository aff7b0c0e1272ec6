package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.mir.MachineFunction;
import parallax.pvm.isa.Register;

/**
 * The registers that a function's values may be in, in the order in which they are tried.
 *
 * @param free numbers of those that cost nothing: the caller-saved ones, and {@code ra} where the
 *     function saves it
 * @param saved numbers of the callee-saved ones
 */
record RegisterSet(List<Integer> free, List<Integer> saved) {
  RegisterSet {
    free = List.copyOf(free);
    saved = List.copyOf(saved);
  }

  /**
   * The registers for a function.
   *
   * @param allowed which to use at all
   */
  static RegisterSet of(final MachineFunction function, final Set<Register> allowed) {
    final List<Integer> free = new ArrayList<>();
    RegisterConvention.SCRATCH.stream().filter(allowed::contains).forEach(r -> free.add(r.index()));
    // The last arguments are the least often in use.
    for (int i = RegisterConvention.ARGUMENTS.size() - 1; i >= 0; i--) {
      if (allowed.contains(RegisterConvention.ARGUMENTS.get(i))) {
        free.add(RegisterConvention.ARGUMENTS.get(i).index());
      }
    }
    if (allowed.contains(Register.RA) && !function.isLeaf()) {
      free.add(Register.RA.index());
    }
    return new RegisterSet(
        free,
        RegisterConvention.CALLEE_SAVED.stream()
            .filter(allowed::contains)
            .map(Register::index)
            .toList());
  }
}
