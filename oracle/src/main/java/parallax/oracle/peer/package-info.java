/**
 * A second opinion on the PVM: anan-as, a machine of other hands, as an engine. In: programs of
 * profile gp-0.7.2 and the state they run from, or modules. Out: what {@link
 * parallax.pvm.machine.Machine} and {@link parallax.oracle.engine.Engine} promise.
 *
 * <p>The peer is WebAssembly and runs in this process; where it departs from the Gray Paper is
 * {@link parallax.oracle.peer.KnownDifference}, and nothing else is excused. Knows no generator and
 * no fuzzer. Begin with {@link parallax.oracle.peer.Peer}, then {@code PeerMachine}.
 */
package parallax.oracle.peer;
