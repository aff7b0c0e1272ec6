package parallax.corpus.program;

/**
 * A number of a step: known now, or known when the program runs. In JSON an integer, a string
 * {@code "0x..."}, {@code "$variable"} or {@code "@global"}.
 */
public sealed interface Operand {

  /**
   * A number.
   *
   * @param bits for an i32 only the low 32 bits are meaningful; the high ones are then zero or a
   *     copy of bit 31
   */
  record Literal(long bits) implements Operand {}

  /**
   * The first result of the latest call that stored it under this name.
   *
   * @param name without the {@code $}
   */
  record Variable(String name) implements Operand {}

  /**
   * The value that a global has when the step is carried out.
   *
   * @param name of the export, without the {@code @}
   */
  record ExportedGlobal(String name) implements Operand {}
}
