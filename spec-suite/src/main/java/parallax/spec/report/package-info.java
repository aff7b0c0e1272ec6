/**
 * What came of the suite. Input: {@link parallax.spec.run.ScriptResults}; output: totals, a page, a
 * table, JSON, JUnit XML, what is new since an earlier run, and what differs from what is expected.
 *
 * <p>Nothing here runs a script. Begin with {@link parallax.spec.report.SuiteReport}.
 */
package parallax.spec.report;
