/**
 * Modules from bytes. {@link parallax.fuzz.generate.ModuleGenerator} makes a valid module, and
 * calls of its exports, from every byte string; the same bytes give the same module.
 *
 * <p>Generated code ends ({@code ExecutionBounds}), seldom traps unless the module's own choice
 * says so ({@code Swarm}), and shows what it computed in results, memory and exported globals. Only
 * the compiler's reader and writer of modules are used; nothing here runs or compiles anything.
 *
 * <p>Begin with {@code ModuleGenerator}, then {@code FunctionGenerator}.
 */
package parallax.fuzz.generate;
