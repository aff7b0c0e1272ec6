/**
 * Programs as text. Input: a {@link parallax.pvm.program.ProgramBlob}. Output: one line per
 * instruction, stable enough to be compared and to be read back. This package must not know how
 * code runs.
 *
 * <p>Begin reading at {@link parallax.pvm.text.Disassembler}.
 */
package parallax.pvm.text;
