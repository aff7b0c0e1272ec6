/**
 * Where choices come from: {@link parallax.fuzz.entropy.Tape} turns bytes into choices, {@link
 * parallax.fuzz.entropy.SeededTapes} makes the bytes from a seed. The bytes of a Jazzer target are
 * a tape as they are, so nothing of Jazzer is needed outside of the targets; if it ever is, this is
 * the only package that may see it.
 *
 * <p>Knows nothing of WebAssembly. Begin with {@code Tape}.
 */
package parallax.fuzz.entropy;
