/**
 * Watching a program run, instruction by instruction. Input: any {@link
 * parallax.pvm.machine.Machine}. Output: a {@link parallax.pvm.trace.Step} for every instruction,
 * and what is gathered from them. An engine that nobody watches knows nothing of this package, so
 * it costs nothing. This package must not know engines, hosts or the compiler.
 *
 * <p>Begin reading at {@link parallax.pvm.trace.TracedMachine}.
 */
package parallax.pvm.trace;
