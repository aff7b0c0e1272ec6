/**
 * Runs a module on the reference and on other engines and compares everything that can be seen.
 *
 * <p>Input: module, engines, host functions, calls; output: verdicts. Knows engines only by their
 * interface, and no program format. Begin with {@link parallax.oracle.compare.Differential}; the
 * rules are in {@code Comparator}.
 */
package parallax.oracle.compare;
