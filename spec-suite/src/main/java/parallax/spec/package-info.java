/**
 * The official WebAssembly test suite on our engines: running scripts, what is expected of them,
 * and reports.
 *
 * <p>Begin with {@link parallax.spec.run.SuiteRun}; {@link parallax.spec.report.SuiteReport} shows
 * what came of it and {@link parallax.spec.report.Expectations} says what may not pass.
 */
package parallax.spec;
