package parallax.pvm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.ProgramBlob;

/**
 * Reads the text that {@link Disassembler} prints, and gives exactly the program it was printed
 * from. For people there is more freedom:
 *
 * <pre>
 * ; a comment, to the end of the line
 * table @loop @12              the jump table, once, anywhere
 * &#64;loop:                       a label, here of letters, digits, underscores and dots
 *   add_imm_64 a0, a0, -1      the position in front may be left out
 *   branch_ne_imm a0, 0x0, @loop
 *   trap {00 01 02}            exactly these bytes, which must decode to the instruction
 * </pre>
 *
 * <p>{@code @} and a number is a position in the code, which need not be labelled. A position in
 * front of an instruction, or a label that is a number, must be true. Offsets take the fewest bytes
 * that hold them; those to labels are found by lengthening until all fit.
 */
public final class Assembler {

  /** A place in the code: an instruction, or bytes that are none. */
  private static final class Item {
    final LineScanner at;
    final int column;
    final long claimed;
    Optional<Instruction> instruction = Optional.empty();
    Optional<LineScanner.Target> target = Optional.empty();
    Optional<byte[]> bytes = Optional.empty();
    boolean start;
    int position;
    int offsetBytes;

    Item(LineScanner at, int column, long claimed) {
      this.at = at;
      this.column = column;
      this.claimed = claimed;
    }

    int length() {
      return bytes.isPresent()
          ? bytes.get().length
          : InstructionWriter.length(instruction.orElseThrow().withOffset(0), offsetBytes);
    }

    AssemblyException error(String message) {
      return at.errorAt(message, column);
    }
  }

  /** A label and what follows it. */
  private record Label(LineScanner at, int column, int item) {}

  private static final long NO_CLAIM = -1;

  private final Profile profile;
  private final InstructionParser instructions;
  private final List<Item> items = new ArrayList<>();
  private final Map<String, Label> labels = new HashMap<>();
  private final List<LineScanner.Target> table = new ArrayList<>();
  private LineScanner tableLine;
  private int entrySize;
  private int length;

  private Assembler(Profile profile) {
    this.profile = profile;
    this.instructions = new InstructionParser(profile);
  }

  /**
   * Assembles a program.
   *
   * @throws AssemblyException for the first thing that is wrong, with its line and column
   */
  public static ProgramBlob assemble(String text, Profile profile) throws AssemblyException {
    Assembler assembler = new Assembler(profile);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      assembler.line(new LineScanner(line, number));
    }
    assembler.layOut();
    return assembler.emit();
  }

  // ---- reading

  private void line(LineScanner in) throws AssemblyException {
    if (in.atEnd()) {
      return;
    }
    int column = in.column();
    if (in.takes('@')) {
      String name = in.word("a label");
      in.expect(':');
      in.expectEnd();
      if (labels.putIfAbsent(name, new Label(in, column, items.size())) != null) {
        throw in.errorAt("label @" + name + " exists already", column);
      }
      return;
    }
    long claimed = in.atDigit() ? in.number() : NO_CLAIM;
    Item item = new Item(in, in.column(), claimed);
    if (in.takes('.')) {
      raw(in, item);
    } else if (claimed == NO_CLAIM && in.takesWord("table")) {
      jumpTable(in, column);
      return;
    } else {
      InstructionParser.Parsed parsed = instructions.parse(in);
      item.instruction = Optional.of(parsed.instruction());
      item.target = parsed.target();
      item.start = true;
      if (in.takes('{')) {
        item.bytes = Optional.of(in.bytes());
        in.expect('}');
      }
    }
    in.expectEnd();
    items.add(item);
  }

  private static void raw(LineScanner in, Item item) throws AssemblyException {
    String kind = in.word("data or invalid");
    if (!kind.equals("data") && !kind.equals("invalid")) {
      throw item.error("'." + kind + "' is not .data or .invalid");
    }
    item.start = kind.equals("invalid");
    item.bytes = Optional.of(in.bytes());
  }

  private void jumpTable(LineScanner in, int column) throws AssemblyException {
    if (tableLine != null) {
      throw in.errorAt("there is a jump table already", column);
    }
    tableLine = in;
    if (in.takes('/')) {
      int sizeColumn = in.column();
      long size = in.number();
      if (size < 0 || size > 255) {
        throw in.errorAt("entries cannot have " + size + " bytes", sizeColumn);
      }
      entrySize = (int) size;
    }
    while (!in.atEnd()) {
      table.add(in.target());
    }
  }

  // ---- layout

  /** Gives every item its position, lengthening offsets until all fit. */
  private void layOut() throws AssemblyException {
    boolean changed = true;
    while (changed) {
      changed = false;
      length = 0;
      for (Item item : items) {
        item.position = length;
        length += item.length();
      }
      for (Item item : items) {
        if (item.target.isPresent() && item.bytes.isEmpty()) {
          int needed = InstructionWriter.immediateBytes(offset(item));
          changed |= needed > item.offsetBytes;
          item.offsetBytes = Math.max(item.offsetBytes, needed);
        }
      }
    }
    for (Item item : items) {
      if (item.claimed != NO_CLAIM && item.claimed != item.position) {
        throw item.error("this is position " + item.position + ", not " + item.claimed);
      }
    }
    for (Map.Entry<String, Label> entry : labels.entrySet()) {
      checkNumericLabel(entry.getKey(), entry.getValue());
    }
  }

  private void checkNumericLabel(String name, Label label) throws AssemblyException {
    if (name.charAt(0) >= '0' && name.charAt(0) <= '9') {
      String position = Integer.toString(positionOf(label));
      if (!position.equals(name)) {
        throw label.at.errorAt("this is position " + position + ", not " + name, label.column);
      }
    }
  }

  private int positionOf(Label label) {
    return label.item < items.size() ? items.get(label.item).position : length;
  }

  /** Relative to where the text says that the instruction lies, which is so in the end. */
  private long offset(Item item) throws AssemblyException {
    LineScanner.Target target = item.target.orElseThrow();
    long from = item.claimed != NO_CLAIM ? item.claimed : item.position;
    long offset = resolve(target, item.at) - from;
    if (offset != (int) offset) {
      throw item.at.errorAt("the offset " + offset + " does not fit 32 bits", target.column());
    }
    return offset;
  }

  private long resolve(LineScanner.Target target, LineScanner at) throws AssemblyException {
    if (target.label().isEmpty()) {
      return target.position();
    }
    Label label = labels.get(target.label().get());
    if (label == null) {
      throw at.errorAt("there is no label @" + target.label().get(), target.column());
    }
    return positionOf(label);
  }

  // ---- writing

  private ProgramBlob emit() throws AssemblyException {
    InstructionWriter writer = new InstructionWriter(profile);
    for (Item item : items) {
      if (item.target.isPresent()) {
        item.instruction =
            Optional.of(item.instruction.orElseThrow().withOffset((int) offset(item)));
      }
      if (item.bytes.isPresent()) {
        writer.writeBytes(item.bytes.get(), item.start);
      } else {
        writer.write(item.instruction.orElseThrow(), item.offsetBytes);
      }
    }
    int[] entries = new int[table.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(table.get(i));
    }
    int least = ProgramBlob.leastEntrySize(entries);
    if (entrySize != 0 && entrySize < least) {
      throw tableLine.errorAt("the entries do not fit " + entrySize + " bytes", 1);
    }
    ProgramBlob blob =
        new ProgramBlob(entries, Math.max(entrySize, least), writer.code(), writer.bitmask());
    verify(blob);
    return blob;
  }

  private int entry(LineScanner.Target target) throws AssemblyException {
    long position = resolve(target, tableLine);
    if (position < 0 || position > Integer.MAX_VALUE) {
      throw tableLine.errorAt("position " + position + " is out of range", target.column());
    }
    return (int) position;
  }

  /** Bytes that were given, and bytes behind them, must not say anything but the text. */
  private void verify(ProgramBlob blob) throws AssemblyException {
    InstructionReader reader = blob.reader(profile);
    for (Item item : items) {
      Optional<Instruction> found =
          Optional.ofNullable(reader.opcodeAt(item.position)).map(o -> reader.read(item.position));
      if (!found.equals(item.instruction)) {
        throw item.error(
            "the bytes "
                + Arrays.toString(
                    Arrays.copyOfRange(
                        blob.code(),
                        item.position,
                        Math.min(reader.next(item.position), blob.code().length)))
                + " decode to "
                + found.map(o -> Disassembler.print(o, item.position)).orElse("no instruction"));
      }
    }
  }
}
