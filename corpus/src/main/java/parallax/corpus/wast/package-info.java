/**
 * Scripts of the official test suite (.wast): text in, a list of commands out, each with its module
 * still in the form it was written in.
 *
 * <p>A script is a sequence of S-expressions. {@link parallax.corpus.wast.SExpressionReader} reads
 * those, {@link parallax.corpus.wast.WastReader} makes commands of them, and {@link
 * parallax.corpus.wast.ScriptModule} gives the bytes of a module. What the operands of a command
 * mean is left to whoever runs it. Nothing here runs or validates a module. Begin with {@code
 * WastReader}.
 */
package parallax.corpus.wast;
