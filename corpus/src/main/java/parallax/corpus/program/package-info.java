/**
 * Programs of calls: what to do with a module, and what is known about the answers.
 *
 * <p>Input and output is JSON ({@link parallax.corpus.program.ProgramReader}, {@link
 * parallax.corpus.program.ProgramWriter}); in between, a {@link parallax.corpus.program.Program} is
 * a list of {@link parallax.corpus.program.Step}s whose numbers are {@link
 * parallax.corpus.program.Operand}s. Nothing here knows engines, modules or types of values: a
 * number is 64 bits, and whoever runs the program takes as many of them as the type of the
 * parameter or result has. Begin with {@code Step}.
 */
package parallax.corpus.program;
