package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerBug;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ErrorReportTest {
  @Command(name = "broken")
  static final class BrokenCommand implements Callable<Integer> {
    @Mixin private StandardOptions standard;

    @Override
    public Integer call() {
      standard.err().println("about to break");
      throw new CompilerBug("block 7 has no terminator");
    }
  }

  @Test
  void a_bug_of_our_own_says_how_to_report_it() {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final CommandLine line = new CommandLine(new BrokenCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setExecutionExceptionHandler(new ErrorReport());
    assertThat(line.execute("--json")).isEqualTo(3);
    assertThat(err.toString())
        .contains("bug in Parallax", "block 7 has no terminator", "Please report it", "--json")
        .contains("at parallax.cli.ErrorReportTest");
    assertThat(out.toString()).contains("\"stage\" : \"bug\"", "block 7 has no terminator");
  }
}
