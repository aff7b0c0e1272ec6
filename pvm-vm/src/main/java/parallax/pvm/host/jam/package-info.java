/**
 * A JAM host to try services with: those host functions of the Gray Paper's appendix B that need no
 * chain, over a store in memory. Input: a call's number, the calling machine, and a {@link
 * parallax.pvm.host.jam.ServiceStore}. Output: changed registers, memory and store, lines of the
 * log. This package must not know which engine runs the service.
 *
 * <p>Begin reading at {@link parallax.pvm.host.jam.JamHost}.
 */
package parallax.pvm.host.jam;
