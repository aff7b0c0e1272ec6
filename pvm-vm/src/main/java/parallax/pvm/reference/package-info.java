/**
 * The machine in its plainest form, to compare the engines with. In: a program and an initial
 * state. Out: what {@link parallax.pvm.machine.Machine} promises.
 *
 * <p>Shares with the engines the instruction table, the decoder and memory, and must not know the
 * engines. Not for work: it decodes every instruction each time. Begin with {@link
 * parallax.pvm.reference.ReferenceMachine}.
 */
package parallax.pvm.reference;
