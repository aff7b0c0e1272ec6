package parallax.pvm.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.pvm.isa.PipelineCost.Overlap;

/** The instruction table against a transcript of the Gray Paper's tables, both versions. */
final class OpcodeTableTest {

  private static final Pattern ROW =
      Pattern.compile("(-|\\d+),(-|\\d+),(\\w+),\"([^\"]*)\",(T?),([^,]*),\"([^\"]*)\",(.*)");

  private static final Map<String, OperandFormat> FORMATS =
      Map.ofEntries(
          Map.entry("-", OperandFormat.NONE),
          Map.entry("imm", OperandFormat.IMM),
          Map.entry("reg, imm64", OperandFormat.REG_IMM64),
          Map.entry("imm, imm", OperandFormat.IMM_IMM),
          Map.entry("off", OperandFormat.OFFSET),
          Map.entry("reg, imm", OperandFormat.REG_IMM),
          Map.entry("reg, imm, imm", OperandFormat.REG_IMM_IMM),
          Map.entry("reg, imm, off", OperandFormat.REG_IMM_OFFSET),
          Map.entry("D, A", OperandFormat.REG_REG),
          Map.entry("A, B, imm", OperandFormat.REG_REG_IMM),
          Map.entry("A, B, off", OperandFormat.REG_REG_OFFSET),
          Map.entry("A, B, imm, imm", OperandFormat.REG_REG_IMM_IMM),
          Map.entry("D, A, B", OperandFormat.REG_REG_REG));

  private record Row(
      int code072,
      int code080,
      String mnemonic,
      OperandFormat format,
      boolean terminator,
      String cycles,
      String decode,
      String units) {}

  private static List<Row> rows() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                OpcodeTableTest.class.getResourceAsStream("opcodes.csv"),
                StandardCharsets.UTF_8))) {
      return in.lines().skip(1).map(OpcodeTableTest::parse).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Row parse(String line) {
    Matcher m = ROW.matcher(line);
    assertThat(m.matches()).as(line).isTrue();
    return new Row(
        number(m.group(1)),
        number(m.group(2)),
        m.group(3),
        FORMATS.get(m.group(4)),
        !m.group(5).isEmpty(),
        m.group(6),
        m.group(7),
        m.group(8));
  }

  private static int number(String text) {
    return text.equals("-") ? -1 : Integer.parseInt(text);
  }

  @Test
  void bothVersionsHave139InstructionsAndTogether140() {
    assertThat(rows()).hasSize(140);
    assertThat(Opcode.values()).hasSize(140);
    for (Profile profile : Profile.values()) {
      assertThat(Stream.of(Opcode.values()).filter(opcode -> opcode.existsIn(profile)))
          .hasSize(139);
    }
  }

  @Test
  void allThirteenFormatsAreUsed() {
    Set<OperandFormat> used = EnumSet.noneOf(OperandFormat.class);
    Stream.of(Opcode.values()).forEach(opcode -> used.add(opcode.format()));
    assertThat(used).hasSize(13).containsExactlyInAnyOrder(OperandFormat.values());
  }

  @TestFactory
  Stream<DynamicTest> everyRowIsAsThePaperHasIt() {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.mnemonic(), () -> check(row)));
  }

  private static void check(Row row) {
    Opcode opcode = Opcode.valueOf(row.mnemonic().toUpperCase(java.util.Locale.ROOT));
    assertThat(opcode.mnemonic()).isEqualTo(row.mnemonic());
    assertThat(opcode.code(Profile.GP_0_7_2)).isEqualTo(row.code072());
    assertThat(opcode.code(Profile.GP_0_8_0)).isEqualTo(row.code080());
    if (row.code072() >= 0) {
      assertThat(Opcode.byCode(Profile.GP_0_7_2, row.code072())).isEqualTo(opcode);
    }
    if (row.code080() >= 0) {
      assertThat(Opcode.byCode(Profile.GP_0_8_0, row.code080())).isEqualTo(opcode);
      checkCost(opcode.pipelineCost(), row);
    }
    assertThat(opcode.format()).isEqualTo(row.format());
    assertThat(opcode.isTerminator()).isEqualTo(row.terminator());
  }

  private static void checkCost(PipelineCost cost, Row row) {
    switch (row.cycles()) {
      case "b=1/20" -> {
        assertThat(cost.cycles()).isEqualTo(20);
        assertThat(cost.cheapBranchCycles()).isEqualTo(1);
      }
      case "m=25" -> assertThat(cost.cycles()).isEqualTo(25);
      default -> {
        assertThat(cost.cycles()).isEqualTo(Integer.parseInt(row.cycles()));
        assertThat(cost.cheapBranchCycles()).isEqualTo(cost.cycles());
      }
    }
    String decode =
        switch (cost.overlap()) {
          case NEVER -> Integer.toString(cost.decode());
          case ANY_SOURCE -> "P(" + cost.decodeOverlapping() + "," + cost.decode() + ")";
          case FIRST_SOURCE -> "Ps(" + cost.decodeOverlapping() + "," + cost.decode() + ")";
        };
    assertThat(decode).isEqualTo(row.decode());
    assertThat(cost.overlap() == Overlap.NEVER).isEqualTo(!row.decode().startsWith("P"));
    assertThat(letters(cost.units())).isEqualTo(row.units());
  }

  private static String letters(PipelineCost.Units units) {
    String letters =
        Stream.of(
                part(units.alu(), "A"),
                part(units.load(), "L"),
                part(units.store(), "S"),
                part(units.multiply(), "M"),
                part(units.divide(), "D"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("+"));
    return letters.isEmpty() ? "-" : letters;
  }

  private static String part(int count, String letter) {
    return count == 0 ? "" : count == 1 ? letter : count + letter;
  }

  @Test
  void numbersThatNoInstructionHasGiveNull() {
    long valid =
        java.util.stream.IntStream.range(0, 256)
            .filter(code -> Opcode.byCode(Profile.GP_0_7_2, code) != null)
            .count();
    assertThat(valid).isEqualTo(139);
    assertThat(Opcode.byCode(Profile.GP_0_7_2, 2)).isNull();
    assertThat(Opcode.byCode(Profile.GP_0_8_0, 111)).isNull();
    assertThat(Opcode.byCode(Profile.GP_0_7_2, 255)).isNull();
  }

  @Test
  void flagsAgreeWithTheOtherColumns() {
    for (Opcode opcode : Opcode.values()) {
      boolean load = opcode.access() != null && !opcode.access().store();
      boolean store = opcode.access() != null && opcode.access().store();
      assertThat(opcode.has(Opcode.Flag.LOAD)).as(opcode.mnemonic()).isEqualTo(load);
      assertThat(opcode.has(Opcode.Flag.STORE)).as(opcode.mnemonic()).isEqualTo(store);
      if (opcode.isAlu()) {
        assertThat(opcode.has(Opcode.Flag.PURE)).as(opcode.mnemonic()).isTrue();
        assertThat(opcode.isTerminator()).as(opcode.mnemonic()).isFalse();
      }
      if (opcode.access() != null) {
        String suffix = (opcode.access().signed() ? "i" : "u") + 8 * opcode.access().bytes();
        assertThat(opcode.mnemonic()).endsWith("_" + suffix);
        assertThat(opcode.mnemonic()).startsWith(store ? "store_" : "load_");
      }
      assertThat(opcode.has(Opcode.Flag.READS_DESTINATION))
          .as(opcode.mnemonic())
          .isEqualTo(opcode.mnemonic().startsWith("cmov"));
      assertThat(opcode.isConditional()).isEqualTo(opcode.mnemonic().startsWith("branch_"));
    }
  }
}
