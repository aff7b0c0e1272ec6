/**
 * The containers of PVM code: the program blob (jump table, code, bitmask) and the standard program
 * around it (read-only and read-write data, heap pages, stack), as values and as bytes.
 *
 * <p>Input and output: bytes, strictly in the one canonical form; anything else is a checked {@link
 * parallax.pvm.program.BlobException} with its offset. This package must not know how code runs.
 * Source: Gray Paper 0.7.2 A.2 (deblob), A.7 (standard program) and appendix C (naturals).
 *
 * <p>Begin reading at {@link parallax.pvm.program.ProgramBlob}.
 */
package parallax.pvm.program;
