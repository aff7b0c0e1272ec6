package parallax.compiler.sourcemap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.CompiledProgram.Instance;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.MemoryLayout.MemoryPlace;
import parallax.compiler.abi.MemoryLayout.SegmentPlace;
import parallax.compiler.abi.MemoryLayout.TablePlace;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.sourcemap.CodeMap.FunctionRange;
import parallax.compiler.sourcemap.CodeMap.Line;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.StandardProgram;

/**
 * Reads what {@link MapWriter} writes, and only that: any text that is accepted is the one that
 * would be written.
 */
public final class MapReader {
  private final LineReader in;
  private int functionEnd;
  private int trapPc = -1;
  private int linePc = -1;

  private MapReader(final LineReader in) {
    this.in = in;
  }

  /**
   * Reads a map.
   *
   * @param text the whole file
   * @param program the program it must belong to
   */
  public static CompiledProgram read(final String text, final StandardProgram program)
      throws MapFormatException {
    final CompiledProgram found = new MapReader(new LineReader(text)).read(program);
    final String canonical = MapWriter.write(found);
    if (!canonical.equals(text)) {
      throw new MapFormatException(
          firstDifference(canonical, text), "not the form that is written");
    }
    return found;
  }

  private static int firstDifference(final String canonical, final String text) {
    int line = 1;
    for (int i = 0; i < Math.min(canonical.length(), text.length()); i++) {
      if (canonical.charAt(i) != text.charAt(i)) {
        break;
      }
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  private CompiledProgram read(final StandardProgram program) throws MapFormatException {
    in.begin(MapWriter.HEADER);
    in.end();
    in.begin("program");
    final String label = in.word();
    final Profile profile =
        Profile.byLabel(label).orElseThrow(() -> in.error("no profile: " + label));
    if (!in.word().equals(MapWriter.checksum(program))) {
      throw in.error("this is the map of another program");
    }
    in.end();
    in.begin("init");
    final int initPc = in.integer();
    in.end();
    final List<Instance> instances = lines("instance", this::instance);
    final MemoryLayout layout = layout();
    final HostCallManifest hostCalls = new HostCallManifest(lines("host", this::host));
    final List<Export> exports = lines("export", this::export);
    final CodeMap codeMap =
        new CodeMap(
            lines("function", this::function),
            lines("trap", this::trap),
            lines("line", this::line));
    in.begin("end");
    in.end();
    in.endOfText();
    return new CompiledProgram(
        profile, program, codeMap, layout, hostCalls, initPc, exports, instances);
  }

  private MemoryLayout layout() throws MapFormatException {
    in.begin("stack");
    final long stackLow = in.address();
    final long stackTop = in.address();
    in.end();
    in.begin("ro");
    final long roLength = in.number();
    in.end();
    in.begin("rw");
    final long rwBase = in.address();
    in.end();
    in.begin("buffer");
    final long callBuffer = in.address();
    final int callBufferSlots = in.integer();
    in.end();
    return new MemoryLayout(
        roLength,
        rwBase,
        lines("global", in::address),
        callBuffer,
        callBufferSlots,
        lines("table", () -> new TablePlace(in.address(), in.address(), in.number())),
        lines(
            "memory", () -> new MemoryPlace(in.address(), in.address(), in.number(), in.number())),
        lines("data", this::segment),
        lines("element", this::segment),
        stackTop,
        stackLow);
  }

  /** Reads the fields of one line. */
  private interface Fields<T> {
    T read() throws MapFormatException;
  }

  /** All lines with this keyword that follow. */
  private <T> List<T> lines(final String keyword, final Fields<T> fields)
      throws MapFormatException {
    final List<T> found = new ArrayList<>();
    while (in.nextIs(keyword)) {
      in.begin(keyword);
      found.add(fields.read());
      in.end();
    }
    return found;
  }

  private Instance instance() throws MapFormatException {
    final String name = in.text();
    final int initPc = in.integer();
    return new Instance(initPc, new LinkedInstance(name, runs(), runs(), runs(), runs()));
  }

  private List<Integer> runs() throws MapFormatException {
    final String word = in.word();
    final List<Integer> found = IndexRuns.read(word);
    if (found == null) {
      throw in.error("not a list of numbers: " + word);
    }
    return found;
  }

  private SegmentPlace segment() throws MapFormatException {
    return new SegmentPlace(in.address(), in.address(), in.number());
  }

  private HostCall host() throws MapFormatException {
    return new HostCall(in.integer(), in.text(), in.text(), in.list(), in.list());
  }

  private Export export() throws MapFormatException {
    final int instance = in.integer();
    final ExportKind kind = exportKind(in.word());
    final String name = in.text();
    final int index = in.integer();
    final String mutability = in.word();
    if (!mutability.equals("var") && !mutability.equals("const")) {
      throw in.error("neither var nor const: " + mutability);
    }
    final int thunkPc = in.integer();
    final Signature signature = new Signature(types(), types());
    return new Export(instance, name, kind, index, signature, mutability.equals("var"), thunkPc);
  }

  private ExportKind exportKind(final String word) throws MapFormatException {
    for (final ExportKind kind : ExportKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw in.error("no kind of export: " + word);
  }

  private List<Type> types() throws MapFormatException {
    final List<Type> types = new ArrayList<>();
    for (final String name : in.list()) {
      types.add(type(name));
    }
    return types;
  }

  private Type type(final String name) throws MapFormatException {
    for (final Type type : Type.values()) {
      if (type.mnemonic().equals(name)) {
        return type;
      }
    }
    throw in.error("no type: " + name);
  }

  private FunctionRange function() throws MapFormatException {
    final int start = in.integer();
    final int end = in.integer();
    if (start < functionEnd || end < start) {
      throw in.error("functions overlap or are not in order");
    }
    functionEnd = end;
    return new FunctionRange(start, end, in.integer(), in.text());
  }

  private TrapEntry trap() throws MapFormatException {
    final int pc = in.integer();
    if (pc <= trapPc) {
      throw in.error("traps are not in order");
    }
    trapPc = pc;
    final String kind = in.word();
    final TrapKind trapKind =
        TrapKind.byMnemonic(kind).orElseThrow(() -> in.error("no kind of trap: " + kind));
    return new TrapEntry(pc, trapKind, in.integer(), in.integers());
  }

  private Line line() throws MapFormatException {
    final int pc = in.integer();
    if (pc <= linePc) {
      throw in.error("lines are not in order");
    }
    linePc = pc;
    return new Line(pc, in.integer());
  }
}
