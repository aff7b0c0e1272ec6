package parallax.corpus.wast;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A command of a script.
 *
 * @param keyword what it does: {@code module}, {@code instance} for {@code (module instance ...)},
 *     {@code register}, {@code invoke}, {@code get}, {@code assert_return} and so on
 * @param module the module that is defined or asserted about, if there is one
 * @param operands what else follows the keyword, in order
 * @param line where it begins, from 1
 */
public record WastCommand(
    String keyword, Optional<ScriptModule> module, List<SExpression> operands, int line) {
  public WastCommand {
    operands = Collections.unmodifiableList(operands);
  }

  /**
   * The string at the end of an assertion, what is expected to go wrong; empty if there is none.
   */
  public String expectedText() {
    final SExpression last = operands.isEmpty() ? null : operands.get(operands.size() - 1);
    return last instanceof SExpression.Text text ? text.bytes() : "";
  }
}
