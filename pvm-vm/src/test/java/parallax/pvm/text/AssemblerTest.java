package parallax.pvm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Bitmask;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.speed.Kernel;
import parallax.pvm.vectors.VectorFiles;

/** Text to programs: what the disassembler prints, what people write, and what is wrong. */
final class AssemblerTest {

  private static void roundTrip(ProgramBlob blob, Profile profile, String what) throws Exception {
    String text = new Disassembler(blob, profile).print();
    byte[] again = BlobWriter.writeBlob(Assembler.assemble(text, profile));
    assertThat(again).as(what + "\n" + text).isEqualTo(BlobWriter.writeBlob(blob));
  }

  @Test
  void everyVectorComesBackByteForByte() throws Exception {
    Map<String, Profile> folders =
        Map.of(
            "w3f-gp05", Profile.GP_0_7_2,
            "gp07-steps", Profile.GP_0_7_2,
            "gp08-steps", Profile.GP_0_8_0);
    for (Map.Entry<String, Profile> folder : folders.entrySet()) {
      for (Path file : VectorFiles.in(folder.getKey())) {
        byte[] program = VectorFiles.bytes(VectorFiles.parse(file).get("program"));
        roundTrip(BlobReader.readBlob(program), folder.getValue(), file.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void compiledProgramsComeBackByteForByte(Kernel kernel) throws Exception {
    roundTrip(kernel.program(Profile.GP_0_7_2).blob(), Profile.GP_0_7_2, kernel.toString());
  }

  @ParameterizedTest
  @EnumSource
  void anyBytesComeBack(Profile profile) throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      byte[] code = new byte[random.nextInt(80)];
      random.nextBytes(code);
      byte[] mask = new byte[Bitmask.byteCount(code.length)];
      random.nextBytes(mask);
      if (random.nextInt(4) == 0) {
        Arrays.fill(mask, (byte) 0);
      }
      if (code.length % 8 != 0) {
        mask[mask.length - 1] &= (byte) ((1 << code.length % 8) - 1);
      }
      int[] table = random.ints(random.nextInt(3), 0, 300).toArray();
      int size = table.length == 0 ? random.nextInt(2) : 2 + random.nextInt(3);
      roundTrip(
          new ProgramBlob(table, size, code, new Bitmask(code.length, mask)), profile, "blob " + i);
    }
  }

  @Test
  void labelsMayBeNamedAndPositionsLeftOut() throws Exception {
    ProgramBlob blob =
        Assembler.assemble(
            """
            ; counts a0 down
            table @done @0
              load_imm a0, 0x10   ; sixteen
            @loop:
              add_imm_64 a0,a0,-1
              branch_ne_imm a0, 0, @loop
              store_u8 a0, [0xfffffffe]
              jump @done
            @done:
              jump_ind ra, 0
            @end:
            """,
            Profile.GP_0_7_2);
    ProgramBlob expected =
        Code.withTable(
            new int[] {14, 0},
            Instruction.regImm(Opcode.LOAD_IMM, 7, 16),
            Instruction.regRegImm(Opcode.ADD_IMM_64, 7, 7, -1),
            Instruction.regImmOffset(Opcode.BRANCH_NE_IMM, 7, 0, -3),
            Instruction.regImm(Opcode.STORE_U8, 7, -2),
            Instruction.offset(Opcode.JUMP, 2),
            Instruction.regImm(Opcode.JUMP_IND, 0, 0));
    // The block behind load_imm is not one for the machine; only the bytes matter here.
    assertThat(blob).isEqualTo(expected);
  }

  @Test
  void offsetsToLabelsGrowUntilTheyFit() throws Exception {
    StringBuilder text = new StringBuilder("@a:\n jump @b\n");
    text.append(" load_imm_64 a0, 1\n".repeat(12)).append(" jump @a\n");
    text.append(" load_imm_64 a0, 1\n".repeat(4000)).append("@b:\n jump @a\n");
    ProgramBlob blob = Assembler.assemble(text.toString(), Profile.GP_0_7_2);
    assertThat(blob.reader(Profile.GP_0_7_2).read(0).offset()).isEqualTo(blob.code().length - 4);
    assertThat(blob.reader(Profile.GP_0_7_2).next(0)).isEqualTo(4);
    assertThat(blob.reader(Profile.GP_0_7_2).next(124)).isEqualTo(126);
  }

  @Test
  void mnemonicsAreThoseOfTheProfile() throws Exception {
    assertThat(Assembler.assemble("unlikely\ntrap", Profile.GP_0_8_0).code()).containsExactly(2, 0);
    assertThat(Assembler.assemble("reverse_bytes a0, a0", Profile.GP_0_8_0).code()[0])
        .isEqualTo((byte) 110);
    assertThat(Assembler.assemble("reverse_bytes a0, a0", Profile.GP_0_7_2).code()[0])
        .isEqualTo((byte) 111);
    assertError("unlikely", 1, 1, "does not exist in gp-0.7.2");
    assertThat(Assembler.assemble("", Profile.GP_0_7_2).code()).isEmpty();
  }

  private static void assertError(String text, int line, int column, String message) {
    assertThatThrownBy(() -> Assembler.assemble(text, Profile.GP_0_7_2))
        .isInstanceOfSatisfying(
            AssemblyException.class,
            error -> {
              assertThat(error).hasMessageContaining(message);
              assertThat(error.line()).as(error.getMessage()).isEqualTo(line);
              assertThat(error.column()).as(error.getMessage()).isEqualTo(column);
            });
  }

  @Test
  void errorsHaveLineAndColumn() {
    assertError("trap\n  frob a0", 2, 3, "no instruction is called 'frob'");
    assertError("move_reg a0, q1", 1, 14, "no register is called 'q1'");
    assertError("move_reg a0 a1", 1, 13, "expected ','");
    assertError("move_reg a0", 1, 12, "end of the line");
    assertError("trap trap", 1, 6, "expected the end of the line");
    assertError("load_imm a0, 2147483648", 1, 14, "does not fit an immediate");
    assertError("load_imm a0, 12x", 1, 14, "not a number");
    assertError("load_imm_64 a0, 18446744073709551616", 1, 17, "not a number of 64 bits");
    assertError("load_u8 a0, [0x100000000]", 1, 14, "does not fit 32 bits");
    assertError("load_ind_u8 a0, [sp*4]", 1, 20, "expected '+' or '-'");
    assertError("\njump @nowhere", 2, 6, "no label @nowhere");
    assertError("jump @99999999999", 1, 6, "does not fit 32 bits");
    assertError("@a:\n@a:", 2, 1, "exists already");
    assertError("@1:\ntrap", 1, 1, "this is position 0, not 1");
    assertError("trap\n  7 trap", 2, 5, "this is position 1, not 7");
    assertError("table @0\ntable @0", 2, 1, "already");
    assertError("table @-1", 1, 7, "out of range");
    assertError("table/1 @256", 1, 1, "do not fit 1 bytes");
    assertError("table/256", 1, 7, "cannot have 256 bytes");
    assertError(".data 1", 1, 7, "not a byte");
    assertError(".data", 1, 6, "expected a byte");
    assertError(".text 00", 1, 1, "not .data or .invalid");
    assertError("trap {01}", 1, 1, "decode to fallthrough");
    assertError(".invalid 00", 1, 1, "decode to trap");
    assertError("@:", 1, 2, "expected a label");
    assertError("trap\ntrap {00", 2, 9, "expected '}'");
    assertError("&", 1, 1, "expected an instruction");
  }
}
