package parallax.pvm.isa;

/** How executing instructions is priced. */
public enum GasModel {
  /** One unit for every instruction, taken before it executes (Gray Paper 0.6.7 to 0.7.2). */
  FLAT,
  /**
   * The cost of a whole basic block from a pipeline simulation, taken on entry (Gray Paper 0.8.0
   * A.9).
   */
  BLOCK_PIPELINE;

  /** The price of every instruction in the flat model. */
  public static final int FLAT_COST = 1;
}
