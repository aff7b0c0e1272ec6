/**
 * What is checked of an input, with results as data. {@link parallax.fuzz.check.DifferentialCheck}
 * makes a module from bytes and compares what all engines do with it; {@link
 * parallax.fuzz.check.DecoderCheck} gives bytes to the compiler that need not be a module at all;
 * {@code ModuleMutation} makes bytes that nearly are one.
 *
 * <p>Knows no fuzzer: a Jazzer target, a test and the command line call the same methods. Begin
 * with {@code DifferentialCheck}.
 */
package parallax.fuzz.check;
