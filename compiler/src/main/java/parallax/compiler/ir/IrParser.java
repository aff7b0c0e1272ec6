package parallax.compiler.ir;

import parallax.compiler.ir.IrLexer.Kind;

/**
 * Reads the texts that {@link IrPrinter} writes. Names of values and blocks are their ids; they may
 * be used before they are defined and defined in any order. What is read is well formed as text
 * only: the {@link IrVerifier} says whether it means something.
 */
public final class IrParser {
  private IrParser() {}

  /**
   * Reads one function.
   *
   * @throws IrParseException if that is not what the text is
   */
  public static Function parseFunction(final String text) {
    final IrTokens tokens = new IrTokens(text);
    final Function function = new FunctionParser(tokens).parse();
    end(tokens);
    return function;
  }

  /**
   * Reads a program.
   *
   * @throws IrParseException if that is not what the text is
   */
  public static ModuleIr parseModule(final String text) {
    final IrTokens tokens = new IrTokens(text);
    final ModuleIr module = new ModuleParser(tokens).parse();
    end(tokens);
    return module;
  }

  private static void end(final IrTokens tokens) {
    if (!tokens.at(Kind.END)) {
      throw tokens.unexpected("end of text");
    }
  }
}
