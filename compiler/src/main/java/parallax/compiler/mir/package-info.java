/**
 * Machine functions: PVM opcodes over virtual registers, in SSA form with block parameters; calls,
 * traps and frame slots explicit.
 *
 * <p>Input of register allocation and, together with an {@code Allocation}, of serialization. It
 * knows PVM opcodes and the contracts of {@code abi}; it knows neither IR nor WebAssembly nor
 * addresses of code. {@code mir.lower} makes it from legal IR.
 *
 * <p>Begin with {@link parallax.compiler.mir.MachineOp} and {@link
 * parallax.compiler.mir.MachineInst}.
 */
package parallax.compiler.mir;
