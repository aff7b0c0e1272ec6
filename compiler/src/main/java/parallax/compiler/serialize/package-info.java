/**
 * From allocated machine functions to a program: frames, block layout, jumps, jump table, data and
 * blob.
 *
 * <p>Input: {@code MachineFunction}s with their {@code Allocation}s, and of the module only its
 * data (memories, tables, globals, segments). Output: a {@code StandardProgram} and its {@code
 * CodeMap}. It decides every address: those of data before lowering ({@link
 * parallax.compiler.serialize.DataImage}), those of code at the very end. It knows nothing of
 * WebAssembly and never looks at IR instructions.
 *
 * <p>Code is emitted function by function without shared state ({@link
 * parallax.compiler.serialize.FunctionEmitter}, may run in parallel) into {@link
 * parallax.compiler.serialize.EmittedFunction}s that name their targets, and becomes bytes in
 * {@link parallax.compiler.serialize.Linker}. Everything written is valid under the rules of GP
 * 0.8.0 (A.2, A.3): code is instructions from the first byte to the last, every target and every
 * place behind a terminator starts a block, the last instruction is a terminator.
 *
 * <p>Registers that emission itself uses: {@code t0} in the prologue of a frame over {@code
 * MemoryLayout.LARGE_FRAME} (arguments are never in it) and in HALT; {@code ra} and {@code sp}.
 * Nothing else.
 *
 * <p>Begin with {@link parallax.compiler.serialize.FunctionEmitter} for code and {@link
 * parallax.compiler.serialize.DataImage} for data.
 */
package parallax.compiler.serialize;
