/**
 * Ways to run a module, behind one interface: {@link parallax.oracle.engine.ChicoryEngine} (the
 * reference), {@link parallax.oracle.engine.IrEngine} (our IR, before or after legalization) and
 * {@link parallax.oracle.engine.PvmEngine} (the compiled program on our machine).
 *
 * <p>Several instances that import from each other are opened together: {@link
 * parallax.oracle.engine.ProgramInstance} of the compiler's engines, which make one program of
 * them, and {@link parallax.oracle.engine.ReferenceStore}, where Chicory links them.
 *
 * <p>Input: module bytes, host functions, budgets; output: outcomes and state in terms of
 * WebAssembly. Engines know nothing of each other and compare nothing. Only {@code ChicoryTraps}
 * and {@code ChicoryFault} know Chicory's texts and mistakes.
 *
 * <p>Begin with {@link parallax.oracle.engine.EngineInstance}.
 */
package parallax.oracle.engine;
