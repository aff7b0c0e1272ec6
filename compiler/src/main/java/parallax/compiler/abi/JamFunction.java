package parallax.compiler.abi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;

/**
 * A host function of the Gray Paper that a module imports by name from the module {@link #MODULE}.
 * Every argument is a number of 64 bits in a register; an address is given as an i32 of the
 * module's first memory and becomes a PVM address after a check that all its bytes are in there.
 *
 * @param name as the paper spells it
 * @param index its number in the profile
 * @param arguments in the order of the registers from r7 on
 * @param results 1 or 2: r7, r8
 */
public record JamFunction(String name, int index, List<Argument> arguments, int results) {
  /** The name of the module that services import host functions from. */
  public static final String MODULE = "jam";

  /**
   * An argument.
   *
   * @param isAddress whether it is the address of {@code scale * length} bytes
   * @param length position of the argument that is the length; -1 when {@code scale} is all of it
   */
  public record Argument(String name, boolean isAddress, long scale, int length) {}

  public JamFunction {
    arguments = List.copyOf(arguments);
  }

  /**
   * The functions that services may call, by name. Growing the heap is the program's own affair.
   */
  public static SortedMap<String, JamFunction> of(final Profile profile) {
    final SortedMap<String, JamFunction> functions = new TreeMap<>();
    for (final HostCallNumber call : HostCallNumber.values()) {
      if (call != HostCallNumber.GROW_HEAP && call.number(profile) >= 0) {
        functions.put(
            call.label(),
            new JamFunction(
                call.label(), call.number(profile), arguments(call.arguments()), call.results()));
      }
    }
    return Collections.unmodifiableSortedMap(functions);
  }

  private static List<Argument> arguments(final List<String> texts) {
    final List<String> names = texts.stream().map(text -> text.replaceAll("\\[.*", "")).toList();
    final List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      final int bracket = texts.get(i).indexOf('[');
      if (bracket < 0) {
        arguments.add(new Argument(names.get(i), false, 0, -1));
      } else {
        final String length = texts.get(i).substring(bracket + 1, texts.get(i).length() - 1);
        final int star = length.indexOf('*');
        final boolean isNumber = star < 0 && Character.isDigit(length.charAt(0));
        final String scale = isNumber ? length : star < 0 ? "1" : length.substring(0, star);
        arguments.add(
            new Argument(
                names.get(i),
                true,
                Long.parseLong(scale),
                isNumber ? -1 : names.indexOf(length.substring(star + 1))));
      }
    }
    return arguments;
  }

  /** How a module declares it: addresses are i32, numbers i32 (unsigned) or i64. */
  public String declaration() {
    final StringBuilder text = new StringBuilder("(func (param");
    for (final Argument argument : arguments) {
      text.append(argument.isAddress() ? " i32" : " i64");
    }
    text.append(") (result i64");
    return text.append(results == 2 ? " i64" : "").append("))").toString().replace(" (param)", "");
  }
}
