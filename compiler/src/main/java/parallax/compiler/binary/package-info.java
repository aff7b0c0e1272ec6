/**
 * WebAssembly modules as bytes: decoding, validation, writing.
 *
 * <p>Input: untrusted bytes. Output: an immutable {@link parallax.compiler.binary.WasmModule} that
 * {@link parallax.compiler.binary.ModuleValidator} has accepted. Bodies stay bytes; {@link
 * parallax.compiler.binary.InstructionReader} walks them for whoever needs them. Covers core 2.0
 * whole (floats and SIMD too: what the compiler cannot translate yet is the frontend's to refuse);
 * later proposals are refused by name. It knows no other stage.
 *
 * <p>Time and memory are linear in the module's size: nothing is allocated for a count before its
 * items are there, and nothing recurses.
 *
 * <p>Begin with {@link parallax.compiler.binary.WasmOp}, then {@link
 * parallax.compiler.binary.ModuleReader} and {@link parallax.compiler.binary.ModuleValidator}.
 */
package parallax.compiler.binary;
