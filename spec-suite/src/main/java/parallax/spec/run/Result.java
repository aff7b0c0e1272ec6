package parallax.spec.run;

import java.util.Locale;

/**
 * What came of a command on an engine.
 *
 * @param line of the command, from 1
 * @param engine name of the column
 * @param reason for UNSUPPORTED the feature, for FAIL one word that says what is wrong
 * @param expected as the script has it
 * @param got as the engine has it, with function, offset and pc where there is one
 */
public record Result(
    String file,
    int line,
    Kind kind,
    String engine,
    Status status,
    String reason,
    String expected,
    String got) {
  /** The column of what only the text parser has a say in. */
  public static final String TEXT_PARSER = "text-parser";

  /** The column of our decoder and validator. */
  public static final String VALIDATOR = "validator";

  /** What sort of command it was. */
  public enum Kind {
    MODULE(false),
    ACTION(false),
    /** Of the validator's column: a module that nothing is wrong with. */
    VALID(true),
    RETURN(true),
    TRAP(true),
    EXHAUSTION(true),
    EXCEPTION(true),
    UNINSTANTIABLE(true),
    UNLINKABLE(true),
    INVALID(true),
    MALFORMED_BINARY(true),
    MALFORMED_TEXT(true),
    CUSTOM(true);

    private final boolean assertion;

    Kind(final boolean assertion) {
      this.assertion = assertion;
    }

    /** The name in reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** True when the script asserts something. */
    public boolean isAssertion() {
      return assertion;
    }
  }

  /** How it came out. */
  public enum Status {
    PASS,
    FAIL,
    /** The engine does not do this; neither a pass nor a failure. */
    UNSUPPORTED
  }
}
