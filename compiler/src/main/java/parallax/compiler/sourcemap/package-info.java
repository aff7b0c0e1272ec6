/**
 * What is known about a program counter of a compiled program: its function, the byte of the module
 * it came from, and what a trap there means.
 *
 * <p>Input: positions recorded by serialization. Begin with {@link
 * parallax.compiler.sourcemap.CodeMap}.
 */
package parallax.compiler.sourcemap;
