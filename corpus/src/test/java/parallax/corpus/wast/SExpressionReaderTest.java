package parallax.corpus.wast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.corpus.wast.SExpression.Atom;
import parallax.corpus.wast.SExpression.Group;
import parallax.corpus.wast.SExpression.Text;

final class SExpressionReaderTest {
  /** Atoms and strings in brackets and quotes, positions left out. */
  private static String read(final String source) throws WastException {
    return print(SExpressionReader.read(source));
  }

  private static String print(final List<SExpression> items) {
    final StringBuilder text = new StringBuilder();
    for (final SExpression item : items) {
      if (item instanceof Atom atom) {
        text.append('[').append(atom.text()).append(']');
      } else if (item instanceof Text string) {
        text.append('"').append(string.bytes()).append('"');
      } else {
        text.append('(').append(print(((Group) item).items())).append(')');
      }
    }
    return text.toString();
  }

  private static String bytes(final String literal) throws WastException {
    return ((Text) SExpressionReader.read(literal).get(0)).bytes();
  }

  @Test
  void groups_nest_and_atoms_end_at_blanks_parentheses_and_strings() throws WastException {
    assertThat(read("(a (b c)(d)\"e\"f)\ng")).isEqualTo("([a]([b][c])([d])\"e\"[f])[g]");
    assertThat(read(" \t\r\n")).isEmpty();
  }

  @Test
  void comments_are_skipped_and_block_comments_nest() throws WastException {
    assertThat(read("a;; b ( \" (;\nc")).isEqualTo("[a][c]");
    assertThat(read("a(; b (; c ;) \" ) ;; ;)d")).isEqualTo("[a][d]");
    assertThat(read("a;; to the end")).isEqualTo("[a]");
    assertThat(read("a;;b\rc")).isEqualTo("[a][c]");
  }

  @Test
  void annotations_are_skipped_with_all_they_contain() throws WastException {
    assertThat(read("((@a b (c \")\") ; , []{} (; ) ;)) module)")).isEqualTo("([module])");
    assertThat(read("(@\"name\" (@b)) (c @d)")).isEqualTo("([c][@d])");
  }

  @Test
  void escapes_stand_for_bytes() throws WastException {
    assertThat(bytes("\"\\t\\n\\r\\\"\\'\\\\\\00\\7f\\fF\""))
        .isEqualTo("\t\n\r\"'\\\u0000\u007f\u00ff");
    assertThat(bytes("\"\\u{41}\\u{e9}\\u{1_F600}\""))
        .isEqualTo("A\u00c3\u00a9\u00f0\u009f\u0098\u0080");
  }

  @Test
  void characters_are_utf_8() throws WastException {
    assertThat(bytes("\"\u00e9\ud83d\ude00\"")).isEqualTo("\u00c3\u00a9\u00f0\u009f\u0098\u0080");
  }

  @Test
  void every_item_knows_its_place() throws WastException {
    final String source = "(a\n (; \n ;) (b \"\n\") c)";
    final Group all = (Group) SExpressionReader.read(source).get(0);
    assertThat(all.start()).isZero();
    assertThat(all.end()).isEqualTo(source.length());
    final Group inner = (Group) all.items().get(1);
    assertThat(source.substring(inner.start(), inner.end())).isEqualTo("(b \"\n\")");
    assertThat(inner.line()).isEqualTo(3);
    assertThat(all.items().get(2).line()).isEqualTo(4);
  }

  @Test
  void what_is_not_closed_is_an_error_at_the_line_where_it_begins() {
    assertThatThrownBy(() -> read("\n(a (b)")).hasMessage("line 2: group that is not closed");
    assertThatThrownBy(() -> read("a)")).hasMessage("line 1: closing parenthesis without a group");
    assertThatThrownBy(() -> read("\n\"a\n")).hasMessage("line 2: string that is not closed");
    assertThatThrownBy(() -> read("(; (; \n ;)")).hasMessage("line 1: comment that is not closed");
    assertThatThrownBy(() -> read("\"\\zz\"")).hasMessage("line 1: malformed escape");
    assertThatThrownBy(() -> read("\"\\u{}\"")).hasMessage("line 1: malformed escape");
  }

  @Test
  void depth_does_not_use_the_java_stack() throws WastException {
    final int depth = 1_000_000;
    List<SExpression> items = SExpressionReader.read("(".repeat(depth) + ")".repeat(depth));
    int seen = 0;
    while (!items.isEmpty()) {
      items = ((Group) items.get(0)).items();
      seen++;
    }
    assertThat(seen).isEqualTo(depth);
  }
}
