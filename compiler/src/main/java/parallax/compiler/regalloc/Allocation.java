package parallax.compiler.regalloc;

import java.util.List;
import java.util.Set;
import parallax.pvm.isa.Register;

/**
 * The result of register allocation. Instructions are numbered through the function, block after
 * block, in the order of {@code MachineFunction.blocks()}.
 *
 * @param operands per instruction, per operand: its location, always a register, since instructions
 *     work on registers; only the definition of a constant may be at {@link Location#constant} of
 *     itself: then it is not executed, and moves make the constant where it is used
 * @param movesBefore per instruction: moves to execute, in order, just before it
 * @param slots number of spill slots
 * @param calleeSaved callee-saved registers that the function writes and therefore has to keep
 */
public record Allocation(
    List<List<Location>> operands,
    List<List<Move>> movesBefore,
    int slots,
    Set<Register> calleeSaved) {}
