/**
 * Random programs for the PVM itself, and what is checked of them. In: a tape. Out: results as
 * data.
 *
 * <p>{@link parallax.fuzz.pvm.MachineEqualityCheck} makes a program with its state and runs it on
 * every machine; {@link parallax.fuzz.pvm.BlobDecodingCheck} gives bytes to everything that reads
 * programs. Knows nothing of WebAssembly and of the compiler. Begin with {@code
 * MachineEqualityCheck}, then {@code MachineCaseGenerator}.
 */
package parallax.fuzz.pvm;
