/**
 * From validated WebAssembly to IR: linking, SSA construction, explicit traps, program-wide
 * numbers.
 *
 * <p>Input: instances of {@link parallax.compiler.binary.WasmModule}s that the validator accepted.
 * Output: a {@link parallax.compiler.ir.ModuleIr}, and what every index of every module is in it.
 * {@link parallax.compiler.frontend.Linkage} finds what each import stands for and matches the
 * types; {@link parallax.compiler.frontend.ProgramNumbering} numbers what is left, so that shared
 * objects are one; from then on an {@link parallax.compiler.frontend.InstanceScope} translates
 * indices and nothing else knows that there are several instances. Errors between instances have
 * the stage {@code link}. Whatever is valid but not supported yet is refused here, by the name of
 * the feature, with a {@code CompileException}. It knows no addresses and no PVM.
 *
 * <p>One pass over each body. {@link parallax.compiler.frontend.OpMapping} says for every
 * instruction what becomes of it: regular ones are rows, irregular ones are methods of {@code
 * ControlOps}, {@code CallOps}, {@code MemoryOps} and {@code TableOps}. Code that cannot be reached
 * is skipped. Begin with {@link parallax.compiler.frontend.FunctionTranslator}.
 */
package parallax.compiler.frontend;
