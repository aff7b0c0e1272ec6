/**
 * The fuzzer: random modules on every engine.
 *
 * <p>{@link parallax.fuzz.FuzzRun} is what the command line uses. Below it, from bytes to numbers:
 * {@code entropy} (bytes to choices), {@code generate} (choices to modules), {@code check} (modules
 * to verdicts), {@code stats} (verdicts to reports). Jazzer's targets are tests of this module and
 * call the same checks.
 */
package parallax.fuzz;
