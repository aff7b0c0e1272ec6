/**
 * Programs as text, and back. {@link parallax.pvm.text.Disassembler} prints a {@link
 * parallax.pvm.program.ProgramBlob}, one line per instruction; {@link parallax.pvm.text.Assembler}
 * reads that to the same bytes, and more freely written text too. This package must not know how
 * code runs.
 *
 * <p>Begin reading at {@link parallax.pvm.text.Disassembler}.
 */
package parallax.pvm.text;
