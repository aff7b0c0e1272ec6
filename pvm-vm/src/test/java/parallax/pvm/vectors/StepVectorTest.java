package parallax.pvm.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.fixture.Engine;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.BlockCosts;
import parallax.pvm.program.ProgramBlob;

/**
 * The multi-step cases of polkavm's spectool: every fact they assert. In 0.7 numbering with flat
 * gas, and in 0.8 numbering with block gas, where the price of every block is among the facts.
 */
final class StepVectorTest {

  /** A folder of cases. */
  private enum Suite {
    GP07("gp07-steps", Profile.GP_0_7_2, 253),
    GP08("gp08-steps", Profile.GP_0_8_0, 257);

    final Profile profile;
    final int count;
    final List<Path> files;

    Suite(String folder, Profile profile, int count) {
      this.profile = profile;
      this.count = count;
      this.files = VectorFiles.in(folder);
    }
  }

  @ParameterizedTest
  @EnumSource
  void allCasesAreThere(Suite suite) {
    if (!suite.files.isEmpty()) {
      assertThat(suite.files).hasSize(suite.count);
    }
  }

  @TestFactory
  Stream<DynamicTest> machineAgrees() {
    return Stream.of(Suite.values())
        .flatMap(
            suite ->
                suite.files.stream()
                    .flatMap(
                        file ->
                            Stream.of(Engine.values())
                                .map(
                                    engine ->
                                        DynamicTest.dynamicTest(
                                            engine + " " + suite + " " + file.getFileName(),
                                            () -> check(suite, engine, VectorFiles.parse(file))))));
  }

  @TestFactory
  Stream<DynamicTest> blocksHaveTheirPrice() {
    return Suite.GP08.files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> checkCosts(VectorFiles.parse(file))));
  }

  private static void checkCosts(JsonNode vector) throws Exception {
    ProgramBlob blob = BlobReader.readBlob(VectorFiles.bytes(vector.get("program")));
    BlockCosts costs = new BlockCosts(blob, Profile.GP_0_8_0);
    Map<Integer, Integer> expected = new TreeMap<>();
    Map<Integer, Integer> actual = new TreeMap<>();
    for (JsonNode block : vector.get("block-gas-costs")) {
      int pc = block.get("pc").intValue();
      expected.put(pc, block.get("cost").intValue());
      actual.put(pc, costs.costOf(pc));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(expected).isNotEmpty();
  }

  private static void check(Suite suite, Engine engine, JsonNode vector) throws Exception {
    PagedMemory memory = new PagedMemory();
    InitialState state = InitialState.raw(memory, new long[Register.COUNT]);
    Machine machine =
        engine.create(
            suite.profile, BlobReader.readBlob(VectorFiles.bytes(vector.get("program"))), state);
    machine.setPc(vector.get("initial-pc").intValue());
    machine.gas().set(VectorFiles.u64(vector.get("initial-gas")));
    ExitReason reason = null;
    int asserted = 0;
    for (JsonNode step : vector.get("steps")) {
      assertThat(step.size()).isEqualTo(1);
      Map.Entry<String, JsonNode> only = step.properties().iterator().next();
      JsonNode data = only.getValue();
      switch (only.getKey()) {
        case "run" -> reason = machine.run();
        case "map" -> VectorFiles.map(memory, data);
        case "write" -> VectorFiles.write(memory, data);
        case "set-reg" ->
            machine.setRegister(data.get("reg").intValue(), VectorFiles.u64(data.get("value")));
        case "assert" -> {
          checkFacts(machine, reason, data);
          asserted++;
        }
        default -> throw new IllegalArgumentException("unknown step " + only.getKey());
      }
    }
    assertThat(asserted).isPositive();
  }

  private static void checkFacts(Machine machine, ExitReason reason, JsonNode expected) {
    SoftAssertions facts = new SoftAssertions();
    expected
        .properties()
        .forEach(
            fact -> {
              JsonNode value = fact.getValue();
              switch (fact.getKey()) {
                case "status" ->
                    facts
                        .assertThat(JamVectorTest.status(reason))
                        .as("status")
                        .isEqualTo(value.textValue());
                case "regs" ->
                    facts
                        .assertThat(machine.registers())
                        .as("registers")
                        .isEqualTo(VectorFiles.registers(value));
                case "pc" -> {
                  facts.assertThat(reason.pc()).as("pc").isEqualTo(value.intValue());
                  facts
                      .assertThat(machine.pc())
                      .as("pc of the machine")
                      .isEqualTo(value.intValue());
                }
                case "memory" ->
                    facts
                        .assertThat(MemoryImage.of(machine.memory()))
                        .as("memory")
                        .isEqualTo(MemoryImage.of(value));
                case "gas" ->
                    facts
                        .assertThat(machine.gas().remaining())
                        .as("gas")
                        .isEqualTo(VectorFiles.u64(value));
                case "page-fault-address" ->
                    facts
                        .assertThat(reason)
                        .isInstanceOfSatisfying(
                            ExitReason.PageFault.class,
                            fault -> assertThat(fault.address()).isEqualTo(VectorFiles.u64(value)));
                case "hostcall" ->
                    facts
                        .assertThat(reason)
                        .isInstanceOfSatisfying(
                            ExitReason.HostCall.class,
                            call -> assertThat(call.index()).isEqualTo(VectorFiles.u64(value)));
                default -> throw new IllegalArgumentException("unknown fact " + fact.getKey());
              }
            });
    facts.assertAll();
  }
}
