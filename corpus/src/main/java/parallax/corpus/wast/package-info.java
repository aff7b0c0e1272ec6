/**
 * Scripts of the official test suite (.wast): text in, a list of commands out, each with its module
 * still in the form it was written in.
 *
 * <p>A script is a sequence of S-expressions. {@link parallax.corpus.wast.SExpressionReader} reads
 * those, {@link parallax.corpus.wast.WastReader} makes commands of them, {@link
 * parallax.corpus.wast.ScriptReader} gives those their meaning as {@link
 * parallax.corpus.wast.ScriptCommand}s, and {@link parallax.corpus.wast.ScriptModule} gives the
 * bytes of a module. {@link parallax.corpus.wast.SuiteIndex} knows what the official suite has.
 * Nothing here runs or validates a module. Begin with {@code ScriptReader}.
 */
package parallax.corpus.wast;
