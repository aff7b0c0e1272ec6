package parallax.pvm.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.pvm.fixture.Engine;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlobReader;

/**
 * The W3F JAM test vectors for the PVM (v0.4): status, registers, position, memory, fault address
 * and gas.
 */
final class JamVectorTest {

  /**
   * Made with gas taken per block beforehand: they say one less than gas taken per instruction
   * gives.
   */
  private static final Set<String> PRECHARGED =
      Set.of(
          "inst_store_imm_indirect_u16_with_offset_nok",
          "inst_store_imm_indirect_u32_with_offset_nok",
          "inst_store_imm_indirect_u64_with_offset_nok",
          "inst_store_imm_indirect_u8_with_offset_nok",
          "inst_store_imm_u8_trap_inaccessible",
          "inst_store_indirect_u16_with_offset_nok",
          "inst_store_indirect_u32_with_offset_nok",
          "inst_store_indirect_u64_with_offset_nok",
          "inst_store_indirect_u8_with_offset_nok");

  private static final List<Path> FILES = VectorFiles.in("w3f-gp05");

  @Test
  void thereAre307VectorsAndNineArePrecharged() {
    if (!FILES.isEmpty()) {
      assertThat(FILES).hasSize(307);
      assertThat(FILES.stream().map(JamVectorTest::name)).containsAll(PRECHARGED);
    }
    assertThat(PRECHARGED).hasSize(9);
  }

  @TestFactory
  Stream<DynamicTest> machineAgrees() {
    return FILES.stream()
        .flatMap(
            file ->
                Stream.of(Engine.values())
                    .map(
                        engine ->
                            DynamicTest.dynamicTest(
                                engine + " " + name(file),
                                () -> check(engine, VectorFiles.parse(file)))));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  private static void check(Engine engine, JsonNode vector) throws Exception {
    PagedMemory memory = new PagedMemory();
    vector.get("initial-page-map").forEach(entry -> VectorFiles.map(memory, entry));
    vector.get("initial-memory").forEach(entry -> VectorFiles.write(memory, entry));
    InitialState state =
        InitialState.raw(memory, VectorFiles.registers(vector.get("initial-regs")));
    Machine machine =
        engine.create(
            Profile.GP_0_7_2, BlobReader.readBlob(VectorFiles.bytes(vector.get("program"))), state);
    machine.setPc(vector.get("initial-pc").intValue());
    machine.gas().set(VectorFiles.u64(vector.get("initial-gas")));

    ExitReason reason = machine.run();

    String name = vector.get("name").textValue();
    long expectedGas =
        VectorFiles.u64(vector.get("expected-gas")) + (PRECHARGED.contains(name) ? 1 : 0);
    SoftAssertions facts = new SoftAssertions();
    facts
        .assertThat(status(reason))
        .as("status")
        .isEqualTo(vector.get("expected-status").textValue());
    facts
        .assertThat(machine.registers())
        .as("registers")
        .isEqualTo(VectorFiles.registers(vector.get("expected-regs")));
    facts.assertThat(reason.pc()).as("pc").isEqualTo(vector.get("expected-pc").intValue());
    facts
        .assertThat(MemoryImage.of(memory))
        .as("memory")
        .isEqualTo(MemoryImage.of(vector.get("expected-memory")));
    facts.assertThat(machine.gas().remaining()).as("gas").isEqualTo(expectedGas);
    if (reason instanceof ExitReason.PageFault fault) {
      facts
          .assertThat(fault.address())
          .as("fault address")
          .isEqualTo(VectorFiles.u64(vector.get("expected-page-fault-address")));
    } else {
      facts.assertThat(vector.has("expected-page-fault-address")).isFalse();
    }
    facts.assertAll();
  }

  static String status(ExitReason reason) {
    return switch (reason.kind()) {
      case HALT -> "halt";
      case PANIC -> "panic";
      case OUT_OF_GAS -> "out-of-gas";
      case PAGE_FAULT -> "page-fault";
      case HOST_CALL -> "ecalli";
    };
  }
}
