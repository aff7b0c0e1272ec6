package parallax.pvm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.ProgramBlob;

/**
 * Prints code as text, one line for each place where the machine may find an instruction, in the
 * order of the code:
 *
 * <pre>
 * table @12 @40                     jump table, only if there is one
 * &#64;0:                               a basic block starts
 *      0  load_imm a0, 7
 *      3  branch_ne_imm a0, 0, @12  the target as an absolute position
 *      7  store_ind_u8 a0, [sp+4]
 * </pre>
 *
 * <p>Operands come in the order D, A, B, X, Y, target; memory operands in brackets as base and
 * displacement. Immediates are signed decimal, absolute addresses unsigned hexadecimal. A position
 * whose mask bit is set but that holds no valid instruction prints as {@code .invalid} with its
 * byte; bytes beyond the 24 argument bytes of an instruction as {@code .data}. The text says
 * everything: where the bytes of an instruction are not the shortest ones that {@link
 * InstructionWriter} gives, they follow in braces, and entries of the jump table that are longer
 * than necessary have their size in the word, {@code table/4}. {@link Assembler} reads it back.
 */
public final class Disassembler {

  private final ProgramBlob blob;
  private final Profile profile;
  private final InstructionReader reader;
  private final BasicBlocks blocks;

  public Disassembler(ProgramBlob blob, Profile profile) {
    this.blob = blob;
    this.profile = profile;
    this.reader = blob.reader(profile);
    this.blocks = BasicBlocks.of(blob, profile);
  }

  /** The whole program; lines end in a line feed. */
  public String print() {
    StringBuilder out = new StringBuilder();
    int leastSize = ProgramBlob.leastEntrySize(blob.jumpTable());
    if (blob.jumpTableLength() > 0 || blob.entrySize() != leastSize) {
      out.append("table");
      if (blob.entrySize() != leastSize) {
        out.append('/').append(blob.entrySize());
      }
      for (int i = 0; i < blob.jumpTableLength(); i++) {
        out.append(" @").append(blob.jumpTarget(i));
      }
      out.append('\n');
    }
    int pc = 0;
    while (pc < blob.code().length) {
      if (blocks.isStart(pc)) {
        out.append('@').append(pc).append(":\n");
      }
      out.append(
          String.format(Locale.ROOT, "%6d  %s%n", pc, line(pc))
              .replace(System.lineSeparator(), "\n"));
      pc = reader.next(pc);
    }
    return out.toString();
  }

  /** The instruction at a position, without the position. */
  public String line(int pc) {
    if (!blob.bitmask().get(pc)) {
      return ".data " + bytes(pc, reader.next(pc));
    }
    if (reader.opcodeAt(pc) == null) {
      return ".invalid " + bytes(pc, reader.next(pc));
    }
    Instruction instruction = reader.read(pc);
    String text = print(instruction, pc);
    return hasShortestForm(instruction, pc) ? text : text + " {" + bytes(pc, reader.next(pc)) + "}";
  }

  private boolean hasShortestForm(Instruction instruction, int pc) {
    InstructionWriter writer = new InstructionWriter(profile);
    writer.write(instruction);
    return Arrays.equals(
        writer.code(),
        Arrays.copyOfRange(blob.code(), pc, Math.min(reader.next(pc), blob.code().length)));
  }

  private String bytes(int from, int to) {
    List<String> parts = new ArrayList<>();
    for (int i = from; i < to && i < blob.code().length; i++) {
      parts.add(String.format(Locale.ROOT, "%02x", blob.code()[i] & 0xFF));
    }
    return String.join(" ", parts);
  }

  /** One instruction, as if it stood at the position. */
  public static String print(Instruction in, int pc) {
    boolean memory = in.opcode().access() != null;
    OperandFormat format = in.opcode().format();
    List<String> operands =
        switch (format) {
          case NONE -> List.of();
          case IMM -> List.of(Long.toString(in.imm1()));
          case REG_IMM64 -> List.of(register(in.a()), Long.toString(in.imm1()));
          case IMM_IMM -> List.of(address(in.imm1()), Long.toString(in.imm2()));
          case OFFSET -> List.of(target(in, pc));
          case REG_IMM ->
              List.of(register(in.a()), memory ? address(in.imm1()) : Long.toString(in.imm1()));
          case REG_IMM_IMM -> List.of(based(in.a(), in.imm1()), Long.toString(in.imm2()));
          case REG_IMM_OFFSET ->
              List.of(register(in.a()), Long.toString(in.imm1()), target(in, pc));
          case REG_REG -> List.of(register(in.d()), register(in.a()));
          case REG_REG_IMM ->
              memory
                  ? List.of(register(in.a()), based(in.b(), in.imm1()))
                  : List.of(register(in.a()), register(in.b()), Long.toString(in.imm1()));
          case REG_REG_OFFSET -> List.of(register(in.a()), register(in.b()), target(in, pc));
          case REG_REG_IMM_IMM ->
              List.of(
                  register(in.a()),
                  register(in.b()),
                  Long.toString(in.imm1()),
                  Long.toString(in.imm2()));
          case REG_REG_REG -> List.of(register(in.d()), register(in.a()), register(in.b()));
        };
    String mnemonic = in.opcode().mnemonic();
    return operands.isEmpty() ? mnemonic : mnemonic + " " + String.join(", ", operands);
  }

  private static String register(int index) {
    return Register.of(index).assemblyName();
  }

  private static String address(long imm) {
    return String.format(Locale.ROOT, "[0x%x]", imm & 0xFFFFFFFFL);
  }

  private static String based(int base, long displacement) {
    return "[" + register(base) + (displacement < 0 ? "" : "+") + displacement + "]";
  }

  private static String target(Instruction in, int pc) {
    return "@" + ((long) pc + in.offset());
  }
}
