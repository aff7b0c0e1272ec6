package parallax.corpus.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of one program, in order, and keeps the names that calls have stored. */
final class StepReader {
  private final Set<String> variables = new HashSet<>();

  Step read(final Place place, final JsonNode node) throws ProgramFormatException {
    if (!node.isArray() || node.isEmpty()) {
      throw place.error("a step is an array that begins with its kind, not " + Place.shorten(node));
    }
    final String kind = OperandReader.text(place, "the kind of a step", node.get(0));
    return switch (kind) {
      case "call" -> call(place, arity(place, node, 3, 4));
      case "write" -> write(place, arity(place, node, 3, 3));
      case "expectRet" -> expectReturn(place, node);
      case "expectTrap" -> expectTrap(place, arity(place, node, 2, 2));
      case "expectRead" -> expectMemory(place, arity(place, node, 4, 4));
      case "expectGlobal" -> expectGlobal(place, arity(place, node, 3, 3));
      default -> throw place.error("unknown kind of step \"" + Place.shorten(kind) + "\"");
    };
  }

  private static JsonNode arity(
      final Place place, final JsonNode step, final int min, final int max)
      throws ProgramFormatException {
    if (step.size() < min || step.size() > max) {
      throw place.error(
          "\"%s\" has %d elements, not %s"
              .formatted(
                  step.get(0).textValue(), step.size(), min == max ? min : min + " to " + max));
    }
    return step;
  }

  private Step call(final Place place, final JsonNode step) throws ProgramFormatException {
    final String text = OperandReader.text(place, "the name of a function", step.get(1));
    final boolean optional = text.endsWith("?");
    final String export = optional ? text.substring(0, text.length() - 1) : text;
    if (!step.get(2).isArray()) {
      throw place.error("arguments must be an array, not " + Place.shorten(step.get(2)));
    }
    final List<Operand> args = operands(place, step.get(2), 0);
    Optional<String> variable = Optional.empty();
    if (step.size() == 4) {
      final String name = OperandReader.text(place, "the name of a variable", step.get(3));
      if (name.isEmpty()) {
        throw place.error("the name of a variable must not be empty");
      }
      variables.add(name);
      variable = Optional.of(name);
    }
    return new Step.Call(export, optional, args, variable);
  }

  private Step write(final Place place, final JsonNode step) throws ProgramFormatException {
    return new Step.WriteMemory(
        OperandReader.address(place, step.get(1), variables),
        OperandReader.bytes(place, step.get(2)));
  }

  private Step expectReturn(final Place place, final JsonNode step) throws ProgramFormatException {
    return new Step.ExpectReturn(operands(place, step, 1));
  }

  private static Step expectTrap(final Place place, final JsonNode step)
      throws ProgramFormatException {
    final String text = OperandReader.text(place, "the kind of a trap", step.get(1));
    if (text.isBlank()) {
      throw place.error("the kind of a trap must not be empty");
    }
    return new Step.ExpectTrap(text);
  }

  private Step expectMemory(final Place place, final JsonNode step) throws ProgramFormatException {
    final Operand address = OperandReader.address(place, step.get(1), variables);
    final long length = OperandReader.number(place, step.get(2));
    final byte[] bytes = OperandReader.bytes(place, step.get(3));
    if (length != bytes.length) {
      throw place.error(
          "length %s does not fit %d bytes of hex"
              .formatted(Place.shorten(step.get(2)), bytes.length));
    }
    return new Step.ExpectMemory(address, bytes);
  }

  private static Step expectGlobal(final Place place, final JsonNode step)
      throws ProgramFormatException {
    return new Step.ExpectGlobal(
        OperandReader.text(place, "the name of a global", step.get(1)),
        OperandReader.number(place, step.get(2)));
  }

  private List<Operand> operands(final Place place, final JsonNode array, final int from)
      throws ProgramFormatException {
    final List<Operand> operands = new ArrayList<>();
    for (int i = from; i < array.size(); i++) {
      operands.add(OperandReader.operand(place, array.get(i), variables));
    }
    return operands;
  }
}
