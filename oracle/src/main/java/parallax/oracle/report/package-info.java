/**
 * Writes down what was found, so that it can be looked at and run again.
 *
 * <p>Input: a module, the steps that were carried out, and facts about the run; output: a folder
 * that the corpus reads as a regression. Begin with {@link
 * parallax.oracle.report.ReproducerBundle}.
 */
package parallax.oracle.report;
