package parallax.compiler.sourcemap;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.ir.Type;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.StandardProgram;

/**
 * Writes the text of a .map file: everything of a compiled program that is not in its bytes.
 *
 * <p>Lines end with one line feed. A line is a keyword and its fields, one space between them.
 * Numbers are decimal, addresses hexadecimal with 0x. Texts are in double quotes; quote, backslash
 * and everything that is not printable ASCII is written as a code point, {@code \{22}}. Types are
 * names in parentheses. The lines come in this order; those marked + any number of times, in the
 * order of their index:
 *
 * <pre>
 *   parallax-map 1
 *   program PROFILE CRC32-OF-ITS-BYTES
 *   init PC
 * + instance "name" INIT-PC FUNCTIONS TABLES MEMORIES GLOBALS   (runs: 0-3,7; - when there is none)
 *   stack LOW TOP
 *   ro LENGTH
 *   rw BASE
 *   buffer ADDRESS SLOTS
 * + global ADDRESS
 * + table BASE SIZE-WORD CAPACITY
 * + memory BASE SIZE-WORD MIN-PAGES MAX-PAGES
 * + data BASE LENGTH-WORD LENGTH
 * + element BASE LENGTH-WORD LENGTH
 * + host INDEX "module" "name" (params) (results)
 * + export INSTANCE KIND "name" INDEX const|var THUNK-PC (params) (results)
 * + function START END INDEX "name"
 * + trap PC KIND FUNCTION OFFSET,OFFSET...   (- when there is none)
 * + line PC OFFSET
 *   end
 * </pre>
 *
 * <p>There is one text for each program: {@link MapReader} accepts nothing else.
 */
public final class MapWriter {
  static final String HEADER = "parallax-map 1";

  private final StringBuilder out = new StringBuilder();

  private MapWriter() {}

  /** The text for a program. */
  public static String write(final CompiledProgram program) {
    final MapWriter writer = new MapWriter();
    writer.out.append(HEADER).append('\n');
    writer.line("program", program.profile().label(), checksum(program.program()));
    writer.line("init", program.initPc());
    program.instances().forEach(writer::instance);
    writer.layout(program.layout());
    program.hostCalls().calls().forEach(writer::host);
    program.exports().forEach(writer::export);
    writer.codeMap(program.codeMap());
    writer.line("end");
    return writer.out.toString();
  }

  /** Tells one program from another. */
  static String checksum(final StandardProgram program) {
    final CRC32 crc = new CRC32();
    crc.update(BlobWriter.writeStandard(program));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private void layout(final MemoryLayout layout) {
    line("stack", hex(layout.stackLow()), hex(layout.stackTop()));
    line("ro", layout.roLength());
    line("rw", hex(layout.rwBase()));
    line("buffer", hex(layout.callBuffer()), layout.callBufferSlots());
    layout.globals().forEach(global -> line("global", hex(global)));
    layout.tables().forEach(t -> line("table", hex(t.base()), hex(t.sizeWord()), t.capacity()));
    layout
        .memories()
        .forEach(m -> line("memory", hex(m.base()), hex(m.sizeWord()), m.minPages(), m.maxPages()));
    layout
        .dataSegments()
        .forEach(s -> line("data", hex(s.base()), hex(s.lengthWord()), s.length()));
    layout
        .elementSegments()
        .forEach(s -> line("element", hex(s.base()), hex(s.lengthWord()), s.length()));
  }

  private void instance(final CompiledProgram.Instance instance) {
    final LinkedInstance indices = instance.indices();
    line(
        "instance",
        quoted(indices.name()),
        instance.initPc(),
        IndexRuns.write(indices.functions()),
        IndexRuns.write(indices.tables()),
        IndexRuns.write(indices.memories()),
        IndexRuns.write(indices.globals()));
  }

  private void host(final HostCall call) {
    line(
        "host",
        call.index(),
        quoted(call.module()),
        quoted(call.name()),
        list(call.params()),
        list(call.results()));
  }

  private void export(final Export export) {
    line(
        "export",
        export.instance(),
        export.kind().name().toLowerCase(Locale.ROOT),
        quoted(export.name()),
        export.index(),
        export.mutable() ? "var" : "const",
        export.thunkPc(),
        types(export.signature().params()),
        types(export.signature().results()));
  }

  private void codeMap(final CodeMap map) {
    map.functions()
        .forEach(f -> line("function", f.start(), f.end(), f.function(), quoted(f.name())));
    map.traps()
        .forEach(
            t ->
                line(
                    "trap", t.pc(), t.kind().mnemonic(), t.function(), offsets(t.sourceOffsets())));
    map.lines().forEach(l -> line("line", l.pc(), l.sourceOffset()));
  }

  private void line(final String keyword, final Object... fields) {
    out.append(keyword);
    for (final Object field : fields) {
      out.append(' ').append(field);
    }
    out.append('\n');
  }

  private static String hex(final long address) {
    return "0x" + Long.toHexString(address);
  }

  private static String types(final List<Type> types) {
    return list(types.stream().map(Type::mnemonic).toList());
  }

  private static String list(final List<String> names) {
    return "(" + String.join(",", names) + ")";
  }

  private static String offsets(final List<Integer> offsets) {
    return offsets.isEmpty()
        ? "-"
        : offsets.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String quoted(final String text) {
    final StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                quoted.append("\\{").append(Integer.toHexString(c)).append('}');
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
