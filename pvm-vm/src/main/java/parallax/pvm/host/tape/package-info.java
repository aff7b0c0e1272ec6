/**
 * Host calls as data: recorded while a host answers them, and played back without it. Input: any
 * {@link parallax.pvm.machine.HostFunction}. Output: {@link parallax.pvm.host.tape.RecordedCall}s.
 * Nothing here knows what a call means.
 *
 * <p>Begin reading at {@link parallax.pvm.host.tape.RecordedCall}.
 */
package parallax.pvm.host.tape;
