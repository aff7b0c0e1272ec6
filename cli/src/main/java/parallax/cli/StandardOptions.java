package parallax.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import parallax.compiler.CompilerBug;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has beside help and version: {@code --json}, and where to write to. */
final class StandardOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--json",
      order = 90,
      description = "Print the result as JSON, and nothing else, on standard output.")
  private boolean json;

  /** True when the result is asked for as JSON. */
  boolean json() {
    return json;
  }

  /** Where results go. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where progress and remarks go. */
  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** A new object to fill. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Prints text as it is. */
  void print(final String text) {
    out().print(text);
    out().flush();
  }

  /** Prints a result. */
  void print(final ObjectNode result) {
    print(out(), result);
  }

  static void print(final PrintWriter out, final ObjectNode result) {
    try {
      out.print(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new CompilerBug("a result cannot be written as JSON", e);
    }
    out.print('\n');
    out.flush();
  }
}
