/**
 * What answers host calls. Input: a call's index and the calling {@link
 * parallax.pvm.machine.Machine}. Output: changed registers and memory, and how to go on. This
 * package must not know which engine runs the program.
 *
 * <p>Begin reading at {@link parallax.pvm.host.HostCalls}; {@code jam} has a host for services,
 * {@code wasi} one for WASI, {@code tape} records and plays back.
 */
package parallax.pvm.host;
