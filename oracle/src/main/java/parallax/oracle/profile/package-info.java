/**
 * Where the gas of a run goes. Input: the steps of a watched machine and the code map of the
 * program on it. Output: a {@link parallax.oracle.profile.Profile}: gas by function, by byte of the
 * module and by call stack, the latter also as folded text and as a page with a flame graph. {@link
 * parallax.oracle.profile.SourceLines} turns bytes into lines of the text that a module was made
 * of.
 *
 * <p>Begin reading at {@link parallax.oracle.profile.CallTree}. This package must not know engines,
 * comparison or the command line.
 */
package parallax.oracle.profile;
