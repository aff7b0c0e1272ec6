package parallax.pvm.isa;

/**
 * The columns of the pipeline gas model (Gray Paper 0.8.0 A.9): latency, decode slots and execution
 * units.
 *
 * @param cycles latency; for loads with the L2 figure of 25; for branches 20, see {@link
 *     #cheapBranchCycles}
 * @param cheapBranchCycles latency of a branch one of whose successors starts with trap or
 *     unlikely; for everything else the same as cycles
 * @param overlap which equality of registers makes decoding cheaper
 * @param decodeOverlapping decode slots when the equality holds
 * @param decode decode slots otherwise
 * @param units execution units taken while executing
 */
public record PipelineCost(
    int cycles,
    int cheapBranchCycles,
    Overlap overlap,
    int decodeOverlapping,
    int decode,
    Units units) {

  /**
   * Which equality of destination and source registers gives {@link
   * PipelineCost#decodeOverlapping}.
   */
  public enum Overlap {
    /** Decode cost is fixed. */
    NEVER,
    /** The destination is one of the sources; P(a, b) in the paper. */
    ANY_SOURCE,
    /** The destination is the first source, register A. */
    FIRST_SOURCE
  }

  /**
   * Execution units that an instruction occupies; a machine has 4 ALU, 4 load, 4 store, 1 multiply,
   * 1 divide.
   */
  public record Units(int alu, int load, int store, int multiply, int divide) {
    static final Units NONE = new Units(0, 0, 0, 0, 0);
    static final Units ALU = new Units(1, 0, 0, 0, 0);
    static final Units TWO_ALU = new Units(2, 0, 0, 0, 0);
    static final Units LOAD = new Units(1, 1, 0, 0, 0);
    static final Units STORE = new Units(1, 0, 1, 0, 0);
    static final Units MULTIPLY = new Units(1, 0, 0, 1, 0);
    static final Units DIVIDE = new Units(1, 0, 0, 0, 1);
  }

  record Decode(Overlap overlap, int overlapping, int otherwise) {}

  static final PipelineCost BRANCH = new PipelineCost(20, 1, Overlap.NEVER, 1, 1, Units.ALU);
  static final PipelineCost MEMORY_LOAD = cost(25, fixed(1), Units.LOAD);
  static final PipelineCost MEMORY_STORE = cost(25, fixed(1), Units.STORE);

  /** For an instruction that does not exist under the pipeline model. */
  static final PipelineCost UNPRICED = cost(0, fixed(0), Units.NONE);

  static PipelineCost cost(int cycles, Decode decode, Units units) {
    return new PipelineCost(
        cycles, cycles, decode.overlap(), decode.overlapping(), decode.otherwise(), units);
  }

  static Decode fixed(int slots) {
    return new Decode(Overlap.NEVER, slots, slots);
  }

  static Decode overlapAny(int overlapping, int otherwise) {
    return new Decode(Overlap.ANY_SOURCE, overlapping, otherwise);
  }

  static Decode overlapFirst(int overlapping, int otherwise) {
    return new Decode(Overlap.FIRST_SOURCE, overlapping, otherwise);
  }
}
