/**
 * The PVM instruction set as data: {@link parallax.pvm.isa.Opcode} is the only place in the project
 * that lists instructions. Everything else (reader, writer, disassembler, basic blocks, gas,
 * interpreter, the compiler's instruction selection) derives from its columns.
 *
 * <p>Input: none. Output: enums, and pure functions on 64-bit values ({@link
 * parallax.pvm.isa.Semantics}). This package must not know about bytes, blobs, memory or machines.
 * Source: Gray Paper 0.7.2 and 0.8.0, appendix A.5.
 *
 * <p>Begin reading at {@link parallax.pvm.isa.Opcode}, then {@link parallax.pvm.isa.OperandFormat}.
 */
package parallax.pvm.isa;
