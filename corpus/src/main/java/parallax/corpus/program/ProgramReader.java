package parallax.corpus.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads programs from JSON: an array of objects, or one object, with {@code module} (optional),
 * {@code name}, {@code ref} (optional) and {@code steps}; {@link Step} has the shapes of steps.
 * Whatever is not of that shape is an error: a field or a kind of step that is not known, a number
 * of more than 64 bits, a variable that nothing stored.
 */
public final class ProgramReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ProgramReader() {}

  /** The programs of a file in UTF-8. */
  public static List<Program> read(final Path file) throws IOException {
    final String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ProgramFormatException(file.toString(), -1, -1, "not UTF-8");
    }
    return read(text, file.toString());
  }

  /**
   * The programs of a text.
   *
   * @param source what errors call it
   */
  public static List<Program> read(final String text, final String source)
      throws ProgramFormatException {
    final JsonNode root = parse(text, source);
    if (root.isObject()) {
      return List.of(program(new Place(source, 0, -1), root));
    }
    if (!root.isArray()) {
      throw new Place(source, -1, -1).error("neither an array of programs nor a program");
    }
    final List<Program> programs = new ArrayList<>();
    for (int i = 0; i < root.size(); i++) {
      programs.add(program(new Place(source, i, -1), root.get(i)));
    }
    return List.copyOf(programs);
  }

  private static JsonNode parse(final String text, final String source)
      throws ProgramFormatException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      final String position =
          e.getLocation() == null
              ? ""
              : "line %d, column %d: "
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new Place(source, -1, -1).error("not JSON: " + position + e.getOriginalMessage());
    }
  }

  private static Program program(final Place place, final JsonNode node)
      throws ProgramFormatException {
    if (!node.isObject()) {
      throw place.error("a program is an object, not " + Place.shorten(node));
    }
    for (final Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      final String name = names.next();
      switch (name) {
        case "module", "name", "ref", "steps" -> {}
        default -> throw place.error("unknown field \"" + Place.shorten(name) + "\"");
      }
    }
    final Optional<String> module = field(place, node, "module");
    final Optional<String> reference = field(place, node, "ref");
    final Optional<String> name = field(place, node, "name");
    final JsonNode steps = node.get("steps");
    if (name.isEmpty()) {
      throw place.error("a program needs a name");
    }
    if (steps == null || !steps.isArray()) {
      throw place.error("a program needs an array of steps");
    }
    final StepReader reader = new StepReader();
    final List<Step> read = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      read.add(reader.read(new Place(place.source(), place.program(), i), steps.get(i)));
    }
    return new Program(module, name.orElseThrow(), reference, read);
  }

  private static Optional<String> field(final Place place, final JsonNode node, final String name)
      throws ProgramFormatException {
    final JsonNode value = node.get(name);
    return value == null
        ? Optional.empty()
        : Optional.of(OperandReader.text(place, "\"" + name + "\"", value));
  }
}
