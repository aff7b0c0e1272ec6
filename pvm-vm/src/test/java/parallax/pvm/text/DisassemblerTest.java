package parallax.pvm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.fixture.Code;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.vectors.VectorFiles;

final class DisassemblerTest {

  private static String print(ProgramBlob blob) {
    return new Disassembler(blob, Profile.GP_0_7_2).print();
  }

  @Test
  void everyOperandLayoutHasItsText() {
    String text =
        print(
            Code.withTable(
                new int[] {0, 45},
                Instruction.imm(Opcode.ECALLI, -1),
                Instruction.regImm64(Opcode.LOAD_IMM_64, 2, Long.MIN_VALUE),
                Instruction.immImm(Opcode.STORE_IMM_U8, -65536, 7),
                Instruction.regImm(Opcode.LOAD_IMM, 1, -5),
                Instruction.regImm(Opcode.LOAD_U16, 7, 0x20000),
                Instruction.regImmImm(Opcode.STORE_IMM_IND_U32, 12, 8, 9),
                Instruction.regReg(Opcode.MOVE_REG, 3, 4),
                Instruction.regRegImm(Opcode.STORE_IND_U8, 5, 1, -4),
                Instruction.regRegImm(Opcode.ADD_IMM_64, 5, 1, -4),
                Instruction.regRegReg(Opcode.ADD_64, 2, 3, 4),
                Instruction.regImmOffset(Opcode.BRANCH_EQ_IMM, 7, 3, 4),
                Instruction.regRegOffset(Opcode.BRANCH_LT_U, 7, 8, -46),
                Instruction.regRegImmImm(Opcode.LOAD_IMM_JUMP_IND, 0, 7, 2, 4),
                Instruction.offset(Opcode.JUMP, 0),
                Instruction.none(Opcode.TRAP)));
    assertThat(text)
        .isEqualTo(
            """
            table @0 @45
            @0:
                 0  ecalli -1
                 2  load_imm_64 t0, -9223372036854775808
                12  store_imm_u8 [0xffff0000], 7
                18  load_imm sp, -5
                21  load_u16 a0, [0x20000]
                26  store_imm_ind_u32 [a5+8], 9
                30  move_reg t1, t2
                32  store_ind_u8 s0, [sp-4]
                35  add_imm_64 s0, sp, -4
                38  add_64 t0, t1, t2
                41  branch_eq_imm a0, 3, @45
            @45:
                45  branch_lt_u a0, a1, @-1
            @48:
                48  load_imm_jump_ind ra, a0, 2, 4
            @53:
                53  jump @53
            @54:
                54  trap
            """);
  }

  @Test
  void bytesThatAreNoInstructionAreShown() {
    int[] code = new int[28];
    code[0] = 255;
    code[1] = 10;
    code[26] = 0xAB;
    assertThat(print(Code.raw(code, 0, 1)))
        .isEqualTo(
            """
                 0  .invalid ff
                 1  ecalli 0 {0a 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00}
                26  .data ab 00
            """);
  }

  @Test
  void everyInstructionOfEveryVectorHasOneLine() throws BlobException {
    for (String folder : new String[] {"w3f-gp05", "gp07-steps"}) {
      for (Path file : VectorFiles.in(folder)) {
        ProgramBlob blob =
            BlobReader.readBlob(VectorFiles.bytes(VectorFiles.parse(file).get("program")));
        List<Integer> expected = new ArrayList<>();
        InstructionReader reader = blob.reader(Profile.GP_0_7_2);
        for (int pc = 0; pc < blob.code().length; pc++) {
          if (blob.bitmask().get(pc)) {
            expected.add(pc);
          }
        }
        List<Integer> printed = new ArrayList<>();
        for (String line : print(blob).split("\n", -1)) {
          if (!line.isEmpty() && line.charAt(0) == ' ') {
            String[] parts = line.trim().split(" +", 3);
            int pc = Integer.parseInt(parts[0]);
            if (blob.bitmask().get(pc)) {
              printed.add(pc);
              Opcode opcode = reader.opcodeAt(pc);
              assertThat(parts[1])
                  .as(file + " " + line)
                  .isEqualTo(opcode == null ? ".invalid" : opcode.mnemonic());
            }
          }
        }
        assertThat(printed).as(file.toString()).isEqualTo(expected);
      }
    }
  }
}
