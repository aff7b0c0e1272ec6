/**
 * From validated WebAssembly to IR: SSA construction, explicit traps, program-wide indices.
 *
 * <p>Input: {@link parallax.compiler.binary.WasmModule}s that the validator accepted. Output: a
 * {@link parallax.compiler.ir.ModuleIr}. Whatever is valid but not supported yet is refused here,
 * by the name of the feature, with a {@code CompileException}. It knows no addresses and no PVM.
 *
 * <p>One pass over each body. {@link parallax.compiler.frontend.OpMapping} says for every
 * instruction what becomes of it: regular ones are rows, irregular ones are methods of {@code
 * ControlOps}, {@code CallOps}, {@code MemoryOps} and {@code TableOps}. Code that cannot be reached
 * is skipped. Begin with {@link parallax.compiler.frontend.FunctionTranslator}.
 */
package parallax.compiler.frontend;
