package parallax.fuzz.stats;

/** What is counted, by names of its own. */
public enum Group {
  /** {@code run}, and how each ended: {@code complete}, {@code discarded}, {@code different}. */
  MODULES("modules"),
  /** Modules by what they have of floats, and how their NaNs are compared. */
  FLOATS("floats"),
  /** Inputs of the decoder, by how they ended. */
  INPUTS("inputs"),
  /** Calls and instantiations by verdict. */
  CALLS("calls"),
  /** Traps on which all engines agreed, by kind. */
  TRAPS("traps"),
  /** Modules that were not compared to the end, by reason. */
  DISCARDS("discards"),
  /** Modules on which an engine differed, by rule. */
  DIFFERENCES("differences"),
  /** Executed wasm instructions, by instruction. */
  OPCODES("opcodes"),
  /** Modules by executed wasm instructions: see {@link Histogram}. */
  EXECUTED("executed"),
  /** Generated PVM programs, by profile. */
  PROGRAMS("programs"),
  /** Runs of them, by profile and exit. */
  RUNS("runs"),
  /** Programs by what they came to. */
  REACHED("reached"),
  /** Programs by executed PVM instructions. */
  INSTRUCTIONS("instructions"),
  /** Programs and runs that the peer made too, and why it left others. */
  PEER("peer"),
  /** Inputs of the readers of PVM programs, by how they ended. */
  BLOBS("blobs");

  private final String label;

  Group(final String label) {
    this.label = label;
  }

  /** The name in JSON. */
  public String label() {
    return label;
  }
}
