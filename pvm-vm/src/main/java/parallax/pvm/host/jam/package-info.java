/**
 * A JAM host to try services with: the host functions of the Gray Paper's appendix B over accounts
 * in memory. Input: a call's number, the calling machine, a {@link
 * parallax.pvm.host.jam.ServiceStore} and what the program was entered for ({@link
 * parallax.pvm.host.jam.Invocation}). Output: changed registers, memory and accounts, lines of the
 * log, {@link parallax.pvm.host.jam.Implications}. This package must not know which engine runs the
 * service; machines that a service makes come from a factory.
 *
 * <p>Begin reading at {@link parallax.pvm.host.jam.JamHost}, which has the table of all functions.
 */
package parallax.pvm.host.jam;
