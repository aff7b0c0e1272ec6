/**
 * What is known about a program counter of a compiled program: its function, the byte of the module
 * it came from, and what a trap there means; and the text form of all that, together with
 * everything else that is known about a program beside its bytes.
 *
 * <p>Input: positions recorded by serialization. It knows no stage. Begin with {@link
 * parallax.compiler.sourcemap.CodeMap}; the text is described at {@link
 * parallax.compiler.sourcemap.MapWriter}.
 */
package parallax.compiler.sourcemap;
