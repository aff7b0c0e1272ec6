package parallax.pvm.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;

/** Reads one instruction in the form that {@link Disassembler#print(Instruction, int)} gives it. */
final class InstructionParser {

  /**
   * An instruction.
   *
   * @param instruction with offset 0
   * @param target where its offset leads, if it has one
   */
  record Parsed(Instruction instruction, Optional<LineScanner.Target> target) {}

  private final Profile profile;
  private final Map<String, Opcode> opcodes = new HashMap<>();

  InstructionParser(Profile profile) {
    this.profile = profile;
    for (Opcode opcode : Opcode.values()) {
      opcodes.put(opcode.mnemonic(), opcode);
    }
  }

  Parsed parse(LineScanner in) throws AssemblyException {
    int column = in.column();
    String mnemonic = in.word("an instruction");
    Opcode opcode = opcodes.get(mnemonic);
    if (opcode == null) {
      throw in.errorAt("no instruction is called '" + mnemonic + "'", column);
    }
    if (!opcode.existsIn(profile)) {
      throw in.errorAt(mnemonic + " does not exist in " + profile.label(), column);
    }
    if (opcode.format().hasOffset()) {
      return withOffset(opcode, in);
    }
    return new Parsed(withoutOffset(opcode, in), Optional.empty());
  }

  private static Parsed withOffset(Opcode opcode, LineScanner in) throws AssemblyException {
    Instruction instruction =
        switch (opcode.format()) {
          case OFFSET -> Instruction.offset(opcode, 0);
          case REG_IMM_OFFSET -> {
            int a = in.register();
            yield Instruction.regImmOffset(opcode, a, immediate(in), comma(in));
          }
          case REG_REG_OFFSET -> {
            int a = in.register();
            yield Instruction.regRegOffset(opcode, a, register(in), comma(in));
          }
          default -> throw new IllegalArgumentException(opcode + " has no offset");
        };
    return new Parsed(instruction, Optional.of(in.target()));
  }

  private static Instruction withoutOffset(Opcode opcode, LineScanner in) throws AssemblyException {
    boolean memory = opcode.access() != null;
    return switch (opcode.format()) {
      case NONE -> Instruction.none(opcode);
      case IMM -> Instruction.imm(opcode, in.immediate());
      case REG_IMM64 -> {
        int a = in.register();
        in.expect(',');
        yield Instruction.regImm64(opcode, a, in.number());
      }
      case IMM_IMM -> {
        long address = in.address();
        yield Instruction.immImm(opcode, address, immediate(in));
      }
      case REG_IMM -> {
        int a = in.register();
        in.expect(',');
        yield Instruction.regImm(opcode, a, memory ? in.address() : in.immediate());
      }
      case REG_IMM_IMM -> {
        in.expect('[');
        int base = in.register();
        long displacement = in.displacement();
        yield Instruction.regImmImm(opcode, base, displacement, immediate(in));
      }
      case REG_REG -> {
        int d = in.register();
        yield Instruction.regReg(opcode, d, register(in));
      }
      case REG_REG_IMM -> {
        int a = in.register();
        in.expect(',');
        if (memory) {
          in.expect('[');
          int base = in.register();
          yield Instruction.regRegImm(opcode, a, base, in.displacement());
        }
        int b = in.register();
        yield Instruction.regRegImm(opcode, a, b, immediate(in));
      }
      case REG_REG_IMM_IMM -> {
        int a = in.register();
        int b = register(in);
        long value = immediate(in);
        yield Instruction.regRegImmImm(opcode, a, b, value, immediate(in));
      }
      case REG_REG_REG -> {
        int d = in.register();
        int a = register(in);
        yield Instruction.regRegReg(opcode, d, a, register(in));
      }
      case OFFSET, REG_IMM_OFFSET, REG_REG_OFFSET ->
          throw new IllegalArgumentException(opcode + " has an offset");
    };
  }

  private static int register(LineScanner in) throws AssemblyException {
    in.expect(',');
    return in.register();
  }

  private static long immediate(LineScanner in) throws AssemblyException {
    in.expect(',');
    return in.immediate();
  }

  /** Takes the comma before a target; the offset is not known yet. */
  private static int comma(LineScanner in) throws AssemblyException {
    in.expect(',');
    return 0;
  }
}
