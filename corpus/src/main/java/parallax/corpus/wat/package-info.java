/**
 * WebAssembly text: {@link parallax.corpus.wat.WatParser} makes a module of it, {@link
 * parallax.corpus.wat.WatPrinter} makes it of a module, and {@link parallax.corpus.wat.WatCache}
 * remembers what was made.
 *
 * <p>The work is done by the parser of wasm-tools, itself a WebAssembly module that the build
 * translated to classes of the JVM ({@code WasmToolsCore...}); {@code WasmTools} runs one instance
 * of it. Nothing here validates modules or looks into them. Begin with {@code WasmTools}.
 */
package parallax.corpus.wat;
