package parallax.pvm.trace;

import java.util.Optional;
import java.util.OptionalInt;
import parallax.pvm.codec.Instruction;
import parallax.pvm.machine.ExitReason;

/**
 * An instruction that was tried, and what came of it.
 *
 * @param pc its position
 * @param instruction what the machine executes there; a trap where nothing valid stands
 * @param gas what was taken: for the instruction, or for its whole block where blocks are charged
 *     and this instruction entered one
 * @param changedRegister the register that has another value than before; no instruction changes
 *     two
 * @param value the value of that register afterwards, otherwise 0
 * @param write the store that was done
 * @param end why execution ended with this instruction; empty if it went on. After a page fault the
 *     instruction has done nothing
 */
public record Step(
    int pc,
    Instruction instruction,
    long gas,
    OptionalInt changedRegister,
    long value,
    Optional<Write> write,
    Optional<ExitReason> end) {

  /**
   * Bytes stored, little-endian.
   *
   * @param address of the first byte, below 2^32; the others follow, modulo 2^32
   * @param bytes how many: 1, 2, 4 or 8
   * @param value their value, zero-extended
   */
  public record Write(long address, int bytes, long value) {}
}
