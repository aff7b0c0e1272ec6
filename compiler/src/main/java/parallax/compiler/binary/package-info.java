/**
 * WebAssembly modules as bytes: decoding, validation, writing.
 *
 * <p>Input: untrusted bytes. Output: an immutable {@link parallax.compiler.binary.WasmModule} that
 * {@link parallax.compiler.binary.ModuleValidator} has accepted. Bodies stay bytes; {@link
 * parallax.compiler.binary.InstructionReader} walks them for whoever needs them. Covers core 3.0
 * whole: what the compiler cannot translate yet is the frontend's to refuse, after validation.
 * Proposals that are in no version of the specification are unknown here, so modules that use them
 * are malformed. It knows no other stage.
 *
 * <p>Types: a {@link parallax.compiler.binary.ValType} is a {@link
 * parallax.compiler.binary.NumType} or a {@link parallax.compiler.binary.RefType}, which has a
 * nullability and a {@link parallax.compiler.binary.HeapType}. Entries of the type section are
 * named by index and have their meaning in their module only; {@link
 * parallax.compiler.binary.TypeRegistry} gives equal ones the same number, {@code TypeRules} says
 * when one type matches another.
 *
 * <p>Validation: {@code TypeValidator} for the type section, {@code FunctionValidator} for bodies,
 * {@code ConstantValidator} for constant expressions, both on a {@code CodeState} (operands,
 * frames, locals), with the rules of each family of instructions in {@code InstructionRules},
 * {@code ControlRules}, {@code ReferenceRules}, {@code AggregateRules} and {@code StateRules}.
 *
 * <p>Time and memory are linear in the module's size: nothing is allocated for a count before its
 * items are there, and nothing recurses.
 *
 * <p>Begin with {@link parallax.compiler.binary.WasmOp}, then {@link
 * parallax.compiler.binary.ModuleReader} and {@link parallax.compiler.binary.ModuleValidator}.
 */
package parallax.compiler.binary;
