package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;

/** The verdicts of one comparison, call by call, and what they come to. */
final class DiffReport {
  private static final int CALL_COLUMN = 48;

  /**
   * One line of the report.
   *
   * @param program name of the program of calls, empty when there is none
   * @param call what was called, or the step that was checked
   * @param verdict what came of it
   * @param outcomes how it ended on each engine, the reference first
   */
  record Row(String program, String call, Verdict verdict, List<EngineOutcome> outcomes) {
    Row {
      outcomes = List.copyOf(outcomes);
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  void add(final Row row) {
    rows.add(row);
  }

  /** Something that the numbers do not say, such as what was left out. */
  void remark(final String text) {
    remarks.add(text);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  int exitCode() {
    return count(Verdict.Difference.class) == 0 ? ExitCodes.OK : ExitCodes.DIFFERENCE;
  }

  private long count(final Class<? extends Verdict> kind) {
    return rows.stream().filter(row -> kind.isInstance(row.verdict())).count();
  }

  /**
   * For people.
   *
   * @param quiet print only differences and the sum
   */
  void print(final PrintWriter out, final boolean quiet) {
    String program = "";
    for (final Row row : rows) {
      if (quiet && row.verdict().isFine()) {
        continue;
      }
      if (!row.program().equals(program)) {
        program = row.program();
        out.println(program + ":");
      }
      print(out, row);
    }
    remarks.forEach(out::println);
    out.printf(
        "%d compared: %d agree, %d agree on a trap, %d inconclusive, %d different%n",
        rows.size(),
        count(Verdict.Agree.class),
        count(Verdict.AgreeTrap.class),
        count(Verdict.Inconclusive.class),
        count(Verdict.Difference.class));
    out.flush();
  }

  private static void print(final PrintWriter out, final Row row) {
    final String call = row.call();
    out.println(
        pad(word(row.verdict()), 14)
            + pad(call, CALL_COLUMN)
            + (row.outcomes().isEmpty() ? "" : row.outcomes().get(0).outcome()));
    if (row.verdict() instanceof Verdict.Inconclusive inconclusive) {
      out.println(" ".repeat(14) + inconclusive.reason().label() + ": " + inconclusive.detail());
    }
    if (row.verdict() instanceof Verdict.Difference difference) {
      out.println(" ".repeat(14) + difference.rule() + ": " + difference.detail());
      for (final EngineOutcome outcome : row.outcomes()) {
        out.println(" ".repeat(14) + pad(outcome.engine(), 14) + outcome.outcome());
      }
    }
  }

  private static String pad(final String text, final int width) {
    return text + " ".repeat(Math.max(2, width - text.length()));
  }

  private static String word(final Verdict verdict) {
    if (verdict instanceof Verdict.Agree) {
      return "agree";
    }
    if (verdict instanceof Verdict.AgreeTrap) {
      return "agree-trap";
    }
    return verdict instanceof Verdict.Inconclusive ? "inconclusive" : "DIFFERENT";
  }

  /** As data. */
  void json(final ObjectNode result) {
    final ObjectNode summary = result.putObject("summary");
    summary.put("compared", rows.size());
    summary.put("agree", count(Verdict.Agree.class));
    summary.put("agreeTrap", count(Verdict.AgreeTrap.class));
    summary.put("inconclusive", count(Verdict.Inconclusive.class));
    summary.put("different", count(Verdict.Difference.class));
    remarks.forEach(result.putArray("remarks")::add);
    final ArrayNode calls = result.putArray("calls");
    rows.forEach(row -> json(calls.addObject(), row));
  }

  private static void json(final ObjectNode node, final Row row) {
    if (!row.program().isEmpty()) {
      node.put("program", row.program());
    }
    node.put("call", row.call());
    json(node, row.verdict(), row.outcomes());
  }

  /** A verdict, and how each engine came to it. */
  static void json(final ObjectNode node, final Verdict verdict, final List<EngineOutcome> all) {
    if (verdict instanceof Verdict.Agree) {
      node.put("verdict", "agree");
    } else if (verdict instanceof Verdict.AgreeTrap trap) {
      node.put("verdict", "agreeTrap");
      node.put("kind", trap.kind().mnemonic());
    } else if (verdict instanceof Verdict.Inconclusive inconclusive) {
      node.put("verdict", "inconclusive");
      node.put("reason", inconclusive.reason().label());
      node.put("detail", inconclusive.detail());
    } else if (verdict instanceof Verdict.Difference difference) {
      node.put("verdict", "different");
      node.put("rule", difference.rule());
      node.put("engine", difference.engine());
      node.put("detail", difference.detail());
    }
    final ArrayNode outcomes = node.putArray("outcomes");
    for (final EngineOutcome outcome : all) {
      final ObjectNode each = outcomes.addObject();
      each.put("engine", outcome.engine());
      OutcomeText.json(each, outcome.outcome());
      each.put("cost", outcome.cost());
    }
  }
}
