/**
 * From legal IR to machine functions: instruction selection, calls, traps, thunks.
 *
 * <p>Input: a legal {@link parallax.compiler.ir.ModuleIr} and the {@link
 * parallax.compiler.abi.MemoryLayout} of its state. Output: one {@link
 * parallax.compiler.mir.MachineFunction} per body, per import that is referred to, and per thunk.
 * It knows IR, PVM opcodes and addresses of data; it knows no registers but those of the calling
 * convention, no code addresses and no frame.
 *
 * <p>Relies on the invariant that an i32 is sign-extended in its 64-bit register, and keeps it.
 *
 * <p>Begin with {@link parallax.compiler.mir.lower.InstructionSelector}.
 */
package parallax.compiler.mir.lower;
