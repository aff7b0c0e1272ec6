package parallax.oracle.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page that shows a call tree as a flame graph. It needs nothing but itself: no script or style
 * from elsewhere. The tree is data in it, an array {@code [name, gas, [children]]} for each frame;
 * the page draws what is in view. A listing, if there is one, is an array {@code [gas, text]} for
 * each line.
 */
final class FlameGraph {
  private static final String TITLE = "PAGE_TITLE";
  private static final String DATA = "PAGE_DATA";
  private static final String LISTING = "PAGE_LISTING";

  /** A line of text and its gas. */
  record Row(long gas, String text) {}

  private FlameGraph() {}

  static String page(final String title, final CallFrame root, final List<Row> listing) {
    try (InputStream in = FlameGraph.class.getResourceAsStream("flamegraph.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace(TITLE, script(TextNode.valueOf(title).toString()))
          .replace(DATA, script(data(root).toString()))
          .replace(LISTING, script(listing(listing).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArrayNode listing(final List<Row> rows) {
    final ArrayNode node = JsonNodeFactory.instance.arrayNode();
    rows.forEach(row -> node.addArray().add(row.gas()).add(row.text()));
    return node;
  }

  /** JSON that cannot end the script it stands in. */
  private static String script(final String json) {
    return json.replace("<", "\\u003c");
  }

  private static ArrayNode data(final CallFrame frame) {
    final ArrayNode node = JsonNodeFactory.instance.arrayNode();
    node.add(frame.name()).add(frame.total());
    final ArrayNode children = node.addArray();
    frame.children().forEach(child -> children.add(data(child)));
    return node;
  }
}
