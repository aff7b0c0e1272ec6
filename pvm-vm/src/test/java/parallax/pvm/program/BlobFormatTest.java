package parallax.pvm.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.isa.Opcode;
import parallax.pvm.vectors.VectorFiles;

/** The one canonical form of blobs and standard programs, and that every other form is refused. */
final class BlobFormatTest {

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static void refused(String bytes, String message, int offset) {
    refused(() -> BlobReader.readBlob(hex(bytes)), message, offset);
  }

  private static void refused(ThrowableAssert.ThrowingCallable read, String message, int offset) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(BlobException.class, e -> assertThat(e.offset()).isEqualTo(offset))
        .hasMessageContaining(message);
  }

  @Test
  void smallBlobHasThisForm() throws BlobException {
    ProgramBlob blob =
        Code.withTable(
            new int[] {0, 1},
            Instruction.none(Opcode.TRAP),
            Instruction.regReg(Opcode.MOVE_REG, 1, 2));
    byte[] bytes = hex("02 01 03 00 01 00 64 21 03");
    assertThat(BlobWriter.writeBlob(blob)).isEqualTo(bytes);
    assertThat(BlobReader.readBlob(bytes)).isEqualTo(blob).hasSameHashCodeAs(blob);
  }

  @Test
  void everyVectorIsWrittenBackAsRead() throws BlobException {
    int checked = 0;
    for (String folder : new String[] {"w3f-gp05", "gp07-steps", "gp08-steps"}) {
      for (Path file : VectorFiles.in(folder)) {
        byte[] bytes = VectorFiles.bytes(VectorFiles.parse(file).get("program"));
        assertThat(BlobWriter.writeBlob(BlobReader.readBlob(bytes)))
            .as(file.toString())
            .isEqualTo(bytes);
        checked++;
      }
    }
    assertThat(checked).isIn(0, 307 + 253 + 257);
  }

  @Test
  void emptyBlobIsValid() throws BlobException {
    assertThat(BlobReader.readBlob(hex("00 00 00")).code()).isEmpty();
  }

  @Test
  void inputThatEndsEarlyIsRefused() throws BlobException {
    byte[] bytes = hex("02 01 03 00 01 00 64 21 03");
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> BlobReader.readBlob(part)).isInstanceOf(BlobException.class);
    }
  }

  @Test
  void bytesLeftOverAreRefused() {
    refused("00 00 01 00 01 00", "1 bytes follow", 5);
  }

  @Test
  void paddingBitsOfTheMaskMustBeZero() {
    refused("00 00 01 00 03", "padding", 4);
  }

  @Test
  void numbersMustBeInShortestForm() {
    refused("80 00 00 00", "shortest", 0);
    refused("00 00 80 01 00 01", "shortest", 2);
    refused("c0 ff 3f 00 00", "shortest", 0);
    refused("ff ff ff ff ff ff ff ff 00 00 00", "shortest", 0);
  }

  @Test
  void hugeCountsAreRefusedWithoutAllocating() {
    refused("ff ff ff ff ff ff ff ff ff 01 00", "exceeds the input", 0);
    refused("00 00 ff ff ff ff ff ff ff ff ff", "exceeds the input", 2);
    refused("fe ff ff ff ff ff ff ff ff 00", "exceeds the input", 0);
    refused("ff ff ff ff ff ff ff ff 7f 00 00", "exceeds the input", 0);
  }

  @Test
  void jumpTableEntriesOfNoBytesAreRefusedUnlessThereAreNone() throws BlobException {
    refused("01 00 00", "no bytes", 0);
    assertThat(BlobReader.readBlob(hex("00 00 01 00 01")).entrySize()).isZero();
    assertThat(BlobReader.readBlob(hex("00 05 01 00 01")).entrySize()).isEqualTo(5);
  }

  @Test
  void wideJumpTableEntriesAreReadAndThoseOutOfRangeLeadNowhere() throws BlobException {
    ProgramBlob blob = BlobReader.readBlob(hex("02 05 01 0100000000 0000000001 00 01"));
    assertThat(blob.jumpTable()).containsExactly(1, Integer.MAX_VALUE);
  }

  @Test
  void naturalsHaveTheFormOfTheGrayPaper() throws BlobException {
    natural(0, "00");
    natural(127, "7f");
    natural(128, "8080");
    natural(16383, "bfff");
    natural(16384, "c00040");
    natural(1L << 21, "e0000020");
    natural((1L << 56) - 1, "feffffffffffffff");
    natural(1L << 56, "ff0000000000000001");
    natural(-1, "ffffffffffffffffff");
  }

  private static void natural(long value, String bytes) throws BlobException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BlobWriter.natural(out, value);
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(bytes);
    assertThat(new ByteCursor(hex(bytes)).natural("number")).isEqualTo(value);
  }

  private static StandardProgram sample(Optional<byte[]> metadata) {
    return new StandardProgram(
        metadata,
        new byte[] {1, 2},
        new byte[] {3},
        0x0405,
        0x060708,
        Code.of(Instruction.none(Opcode.TRAP)));
  }

  @Test
  void standardProgramHasThisForm() throws BlobException {
    byte[] bytes = hex("020000 010000 0504 080706 0102 03 05000000 0000010001");
    assertThat(BlobWriter.writeStandard(sample(Optional.empty()))).isEqualTo(bytes);
    assertThat(BlobReader.readStandard(bytes)).isEqualTo(sample(Optional.empty()));
  }

  @Test
  void metadataPrecedesTheProgramWithItsLength() throws BlobException {
    byte[] bytes = hex("03 aabbcc 020000 010000 0504 080706 0102 03 05000000 0000010001");
    StandardProgram program = sample(Optional.of(hex("aabbcc")));
    assertThat(BlobWriter.writeStandard(program)).isEqualTo(bytes);
    assertThat(BlobReader.readStandardWithMetadata(bytes)).isEqualTo(program);
    assertThat(BlobReader.readStandardWithMetadata(bytes)).isNotEqualTo(sample(Optional.empty()));
  }

  @Test
  void codeLengthOfAStandardProgramMustReachTheEndExactly() {
    refused(
        () -> BlobReader.readStandard(hex("000000 000000 0000 000000 05000000 0000010001 00")),
        "code length",
        11);
    refused(
        () -> BlobReader.readStandard(hex("000000 000000 0000 000000 06000000 0000010001")),
        "code length",
        11);
    refused(() -> BlobReader.readStandard(hex("010000 000000 0000 000000")), "read-only data", 11);
  }

  @Test
  void sectionsThatAreTooLargeAreRefused() {
    byte[] none = new byte[0];
    ProgramBlob blob = Code.of(Instruction.none(Opcode.TRAP));
    assertThatThrownBy(() -> new StandardProgram(Optional.empty(), none, none, 65536, 0, blob))
        .hasMessageContaining("heap pages");
    assertThatThrownBy(() -> new StandardProgram(Optional.empty(), none, none, 0, 1 << 24, blob))
        .hasMessageContaining("stack size");
    assertThatThrownBy(
            () -> new StandardProgram(Optional.empty(), new byte[1 << 24], none, 0, 0, blob))
        .hasMessageContaining("read-only data");
  }

  @Test
  void sizeConditionOfTheStandardLayoutIsThePapers() {
    // What the header can express always fits; the condition is still checked as written.
    assertThat(StandardLayout.fits((1 << 24) - 1, (1 << 24) - 1, 65535, (1 << 24) - 1)).isTrue();
    assertThat(StandardLayout.fits(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0)).isFalse();
    // 5 Z_Z + Z_I leave 2^32 - 5*2^16 - 2^24 bytes for the sections.
    assertThat(StandardLayout.fits(Integer.MAX_VALUE - 65535, 0x7EFB0000 - 0x10000, 16, 0x10000))
        .isTrue();
    assertThat(StandardLayout.fits(Integer.MAX_VALUE - 65535, 0x7EFB0000 - 0x10000, 16, 0x10001))
        .isFalse();
  }

  @Test
  void layoutIsThatOfTheGrayPaper() {
    assertThat(StandardLayout.HALT_ADDRESS).isEqualTo(0xFFFF0000L);
    assertThat(StandardLayout.STACK_TOP).isEqualTo(0xFEFE0000L);
    assertThat(StandardLayout.ARGUMENTS_BASE).isEqualTo(0xFEFF0000L);
    assertThat(StandardLayout.rwBase(0)).isEqualTo(0x20000);
    assertThat(StandardLayout.rwBase(1)).isEqualTo(0x30000);
    assertThat(StandardLayout.rwBase(0x10000)).isEqualTo(0x30000);
    assertThat(StandardLayout.rwBase(0x10001)).isEqualTo(0x40000);
    assertThat(StandardLayout.heapEnd(0, 1, 2)).isEqualTo(0x20000 + 3 * 4096);
    assertThat(StandardLayout.stackBase(1)).isEqualTo(0xFEFDF000L);
    assertThat(StandardLayout.jumpAddress(0)).isEqualTo(2);
    assertThat(StandardLayout.jumpAddress(9)).isEqualTo(20);
  }
}
