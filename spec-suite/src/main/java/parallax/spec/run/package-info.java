/**
 * Runs scripts. Input: scripts and engines; output: one {@link parallax.spec.run.Result} for every
 * command and engine.
 *
 * <p>{@link parallax.spec.run.SuiteRun} takes scripts in parallel. {@link
 * parallax.spec.run.ScriptPlan} makes the modules of one and finds which instances are joined by
 * imports; {@link parallax.spec.run.ScriptRun} takes its commands to one engine after another. An
 * engine is a {@link parallax.spec.run.ScriptEngine}, which opens a store of instances for every
 * script: {@code CompiledStore} makes one program of each component, {@code ReferenceScriptStore}
 * lets the reference link. Nothing here knows reports or what is expected to fail. Begin with
 * {@code SuiteRun}.
 */
package parallax.spec.run;
