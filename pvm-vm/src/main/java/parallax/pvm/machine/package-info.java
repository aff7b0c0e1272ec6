/**
 * What a PVM machine is to its owner: registers, memory, gas, a position, and {@code run} that ends
 * with an {@link parallax.pvm.machine.ExitReason}. Also how a standard program is loaded, and the
 * argument invocation. Which engine executes is not known here; engines come in as {@link
 * parallax.pvm.machine.MachineFactory}.
 *
 * <p>Input: programs and arguments. Output: exit reasons as values; nothing that a guest does
 * throws. Source: Gray Paper 0.7.2 A.1, A.6, A.7, A.8.
 *
 * <p>Begin reading at {@link parallax.pvm.machine.Machine}.
 */
package parallax.pvm.machine;
