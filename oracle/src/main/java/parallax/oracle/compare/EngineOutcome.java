package parallax.oracle.compare;

import parallax.oracle.outcome.Outcome;

/**
 * How one engine ended the last call, or the instantiation.
 *
 * @param engine its name
 * @param cost in the engine's unit: executed instructions, or gas
 */
public record EngineOutcome(String engine, Outcome outcome, long cost) {}
