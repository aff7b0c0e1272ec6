/**
 * How runs end, and the values they have: data without behaviour.
 *
 * <p>Nothing here knows an engine. Begin with {@link parallax.oracle.outcome.Outcome}.
 */
package parallax.oracle.outcome;
