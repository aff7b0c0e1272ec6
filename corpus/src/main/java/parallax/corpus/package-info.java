/**
 * Where modules and programs of calls come from: files, the project's own examples and regressions,
 * and the shared test data.
 *
 * <p>Output is bytes of modules and {@link parallax.corpus.program.Program}s. Nothing here knows
 * the compiler or a machine, and nothing runs a program: the oracle does. Begin with {@link
 * parallax.corpus.SharedData}.
 */
package parallax.corpus;
