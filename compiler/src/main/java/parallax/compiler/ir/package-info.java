/**
 * The SSA form between WebAssembly and PVM: functions of blocks with parameters, one table of
 * operations.
 *
 * <p>It knows neither WebAssembly's encoding nor the PVM. A value of type {@code i32} is always
 * thought of as its sign-extended 64-bit pattern: {@link parallax.compiler.ir.Op#evaluate} takes
 * and gives it so, constants hold it so, the interpreter keeps it so and the machine keeps it so in
 * registers. Signed and unsigned order survive sign extension. A float is its bits, those of an f32
 * sign-extended likewise, so that legalization changes types and not values.
 *
 * <p>Operations never trap by themselves, with the exceptions that {@link parallax.compiler.ir.Op}
 * flags; what WebAssembly demands is written out with {@code trap_if}. Division is total (by zero
 * gives all ones, remainder the dividend), so it may be moved.
 *
 * <p>Begin with {@link parallax.compiler.ir.Op}, then {@link parallax.compiler.ir.Function} and
 * {@link parallax.compiler.ir.FunctionBuilder}.
 */
package parallax.compiler.ir;
