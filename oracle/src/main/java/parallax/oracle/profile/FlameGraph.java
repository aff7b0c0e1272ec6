package parallax.oracle.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A page that shows a call tree as a flame graph. It needs nothing but itself: no script or style
 * from elsewhere. The tree is data in it, an array {@code [name, gas, [children]]} for each frame;
 * the page draws what is in view.
 */
final class FlameGraph {
  private static final String TITLE = "PAGE_TITLE";
  private static final String DATA = "PAGE_DATA";

  private FlameGraph() {}

  static String page(final String title, final CallFrame root) {
    try (InputStream in = FlameGraph.class.getResourceAsStream("flamegraph.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace(TITLE, script(TextNode.valueOf(title).toString()))
          .replace(DATA, script(data(root).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
