/**
 * What answers a program's imports. Input: an import's name, type and arguments, whichever engine
 * called; output: results, and the tape of all calls.
 *
 * <p>Nothing here knows an engine. Begin with {@link parallax.oracle.host.HostFunctions}.
 */
package parallax.oracle.host;
