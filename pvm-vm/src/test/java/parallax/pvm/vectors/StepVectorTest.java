package parallax.pvm.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlobReader;

/**
 * The multi-step cases of polkavm's spectool in 0.7 numbering with flat gas: every fact they
 * assert.
 */
final class StepVectorTest {

  private static final List<Path> FILES = VectorFiles.in("gp07-steps");

  @Test
  void thereAre253Cases() {
    if (!FILES.isEmpty()) {
      assertThat(FILES).hasSize(253);
    }
  }

  @TestFactory
  Stream<DynamicTest> machineAgrees() {
    return FILES.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> check(VectorFiles.parse(file))));
  }

  private static void check(JsonNode vector) throws Exception {
    PagedMemory memory = new PagedMemory();
    InitialState state = InitialState.raw(memory, new long[Register.COUNT]);
    Machine machine =
        Interpreter.of(
            Profile.GP_0_7_2, BlobReader.readBlob(VectorFiles.bytes(vector.get("program"))), state);
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
