/**
 * The {@code parallax} command: one class for each subcommand, options that several share as
 * mixins, and how results and errors are written.
 *
 * <p>Input: a command line and the files that it names. Output: text or JSON on standard output,
 * errors on standard error, an exit code. Nothing is decided here about WebAssembly, PVM or
 * agreement: the packages below do, and nothing depends on this one. Begin with {@link
 * parallax.cli.ParallaxCommand}.
 */
package parallax.cli;
