/**
 * Rewrites IR until only what the backend has is left: types i32 and i64, single memory accesses,
 * table slots read and written after explicit checks.
 *
 * <p>Input: a {@link parallax.compiler.ir.ModuleIr} from the frontend. Output: the same with no
 * operation flagged {@code HIGH}, proved by the verifier ({@code IrVerifier.Form.LEGAL}).
 * References become i64 ({@code type id << 32 | code address}, null 0), floats integers with the
 * same bits and calls of routines, whose bodies the runtime library supplies afterwards. Bulk
 * operations become a check where they stand and a call of a routine that is added to the program.
 * It knows no PVM opcodes and no addresses.
 *
 * <p>Begin with {@link parallax.compiler.legalize.Legalizer}.
 */
package parallax.compiler.legalize;
