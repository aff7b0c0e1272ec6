/**
 * The compiler as its users see it: {@link parallax.compiler.WasmCompiler} takes instances and
 * options and gives a {@link parallax.compiler.CompiledProgram}.
 *
 * <p>Errors of the input are {@code CompileException}, with stage, function and byte offset; a
 * broken invariant of our own is {@link parallax.compiler.CompilerBug}. The stages are the packages
 * below, in pipeline order: {@code binary frontend legalize midend mir regalloc serialize
 * sourcemap}; {@code abi} and {@code ir} are what they speak in.
 */
package parallax.compiler;
