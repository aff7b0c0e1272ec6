/**
 * Runs WASI programs on both sides. Input: a module, what it is given (arguments, environment,
 * input, folders as data); output: verdict, and for each engine what it wrote and what it left in
 * the folders.
 *
 * <p>The reference is Chicory with its own WASI; the engines beside it have ours, and one of them
 * is Chicory again, so that a difference of hosts is told from one of compilers. Knows engines only
 * by their interface. Begin with {@link parallax.oracle.wasi.WasiDifferential}.
 */
package parallax.oracle.wasi;
