package parallax.fuzz.generate;

/**
 * Kinds of things that code can do next, and how often they do it when all kinds are equally in
 * favour.
 */
enum Step {
  NUMERIC(40),
  CONSTANT(6),
  LOCAL_GET(6),
  LOCAL_SET(10),
  GLOBAL(5),
  LOAD(9),
  STORE(8),
  MEMORY_SIZE(2),
  BULK_MEMORY(2),
  BLOCK(6),
  BRANCH(4),
  CALL(3),
  CALL_INDIRECT(3),
  TABLE(3),
  REFERENCE(2),
  SELECT(4),
  PARAMETRIC(2),
  /** In modules that have floats. */
  FLOAT(36);

  private final int weight;

  Step(final int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }
}
