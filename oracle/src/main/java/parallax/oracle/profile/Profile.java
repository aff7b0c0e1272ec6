package parallax.oracle.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.sourcemap.CodeMap;

/**
 * Where gas went.
 *
 * @param gas all of it
 * @param functions every function that took some, those with most of their own first
 * @param offsets every byte of the module that code stood for, those with most first
 * @param stacks folded call stacks, by name
 * @param root the call tree
 */
public record Profile(
    long gas, List<Function> functions, List<Offset> offsets, List<Stack> stacks, CallFrame root) {
  /**
   * A function.
   *
   * @param name in the code map
   * @param gas that it took itself
   * @param total that it took with all that it called; a recursive call counts once
   * @param calls how often it was called
   */
  public record Function(String name, long gas, long total, long calls) {}

  /**
   * A place in the module.
   *
   * @param function the function whose code it is
   * @param offset byte offset in the module; -1 for code that stands for no byte of it
   * @param gas taken there
   */
  public record Offset(String function, int offset, long gas) {}

  /**
   * A call stack.
   *
   * @param frames names from the outermost function to the innermost
   * @param gas taken by the innermost
   */
  public record Stack(List<String> frames, long gas) {
    public Stack {
      frames = List.copyOf(frames);
    }
  }

  public Profile {
    functions = List.copyOf(functions);
    offsets = List.copyOf(offsets);
    stacks = List.copyOf(stacks);
  }

  static Profile of(
      final CallFrame root, final SortedMap<Integer, Long> gasByPc, final CodeMap map) {
    final Collector collector = new Collector();
    root.children().forEach(collector::visit);
    return new Profile(
        root.total(), collector.functions(), offsets(gasByPc, map), collector.stacks, root);
  }

  private static List<Offset> offsets(final SortedMap<Integer, Long> gasByPc, final CodeMap map) {
    final TreeMap<String, TreeMap<Integer, Long>> sums = new TreeMap<>();
    gasByPc.forEach(
        (pc, gas) ->
            sums.computeIfAbsent(
                    map.functionAt(pc).map(CodeMap.FunctionRange::name).orElse("?"),
                    name -> new TreeMap<>())
                .merge(map.sourceOffsetAt(pc), gas, Long::sum));
    final List<Offset> offsets = new ArrayList<>();
    sums.forEach(
        (name, places) ->
            places.forEach((offset, gas) -> offsets.add(new Offset(name, offset, gas))));
    offsets.sort(Comparator.comparingLong(Offset::gas).reversed());
    return offsets;
  }

  /**
   * A line of a module's text.
   *
   * @param line from 1; 0 for gas that belongs to no line
   * @param gas taken there
   */
  public record Line(int line, long gas) {}

  /** Gas by lines of the module's text, those with most first. */
  public List<Line> lines(final SourceLines source) {
    final TreeMap<Integer, Long> sums = new TreeMap<>();
    for (final Offset offset : offsets) {
      sums.merge(source.at(offset.offset()).orElse(0), offset.gas(), Long::sum);
    }
    final List<Line> lines = new ArrayList<>();
    sums.forEach((line, sum) -> lines.add(new Line(line, sum)));
    lines.sort(Comparator.comparingLong(Line::gas).reversed());
    return lines;
  }

  /** The stacks as text that flame graph viewers read: {@code a;b;c GAS}, a line each. */
  public String folded() {
    final StringBuilder out = new StringBuilder();
    for (final Stack stack : stacks) {
      final List<String> names = stack.frames().stream().map(Profile::word).toList();
      out.append(String.join(";", names)).append(' ').append(stack.gas()).append('\n');
    }
    return out.toString();
  }

  /** A name without what separates names and lines. */
  private static String word(final String name) {
    return name.replace(';', ':').replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * The call tree as a page of its own, and below it the module's text with the gas of each line.
   */
  public String flameGraph(final String title, final Optional<SourceLines> source) {
    return FlameGraph.page(title, root, source.map(this::listing).orElse(List.of()));
  }

  /** All lines of the text in order, with their gas. */
  private List<FlameGraph.Row> listing(final SourceLines source) {
    final TreeMap<Integer, Long> sums = new TreeMap<>();
    lines(source).forEach(line -> sums.put(line.line(), line.gas()));
    final List<FlameGraph.Row> rows = new ArrayList<>();
    source
        .text()
        .forEach(
            text -> rows.add(new FlameGraph.Row(sums.getOrDefault(rows.size() + 1, 0L), text)));
    return rows;
  }

  /** Goes through the call tree once. */
  private static final class Collector {
    private final TreeMap<String, long[]> sums = new TreeMap<>();
    private final List<Stack> stacks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Set<String> active = new HashSet<>();

    /** Gives the gas of the frame and all below it. */
    private long visit(final CallFrame frame) {
      names.add(frame.name());
      final boolean outermost = active.add(frame.name());
      if (frame.gas() > 0) {
        stacks.add(new Stack(names, frame.gas()));
      }
      long total = frame.gas();
      for (final CallFrame child : frame.children()) {
        total += visit(child);
      }
      final long[] sum = sums.computeIfAbsent(frame.name(), name -> new long[3]);
      sum[0] += frame.gas();
      sum[1] += outermost ? total : 0;
      sum[2] += frame.calls();
      if (outermost) {
        active.remove(frame.name());
      }
      names.remove(names.size() - 1);
      return total;
    }

    private List<Function> functions() {
      final List<Function> functions = new ArrayList<>();
      sums.forEach((name, sum) -> functions.add(new Function(name, sum[0], sum[1], sum[2])));
      functions.sort(Comparator.comparingLong(Function::gas).reversed());
      return functions;
    }
  }
}
