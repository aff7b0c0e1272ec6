package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.CompilerOptions;
import parallax.oracle.SmallModules;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;
import parallax.pvm.translator.TranslatedMachine;

/** Stretches do not show: what both machines do together is what the interpreter does alone. */
final class LockstepMachineTest {
  private static final long GAS = 100_000;

  private static final String SUM =
      """
        load_imm t0, 0
        load_imm t1, 5000
        fallthrough
      @loop:
        add_64 t0, t0, t1
        store_u64 t0, [0x20000]
        add_imm_64 t1, t1, -1
        branch_ne_imm t1, 0, @loop
        ecalli 4
        trap
      """;

  private static StandardProgram program(final String text) throws AssemblyException {
    return new StandardProgram(
        Optional.empty(),
        new byte[0],
        new byte[8],
        0,
        4_096,
        Assembler.assemble(text, Profile.GP_0_7_2));
  }

  /** A translator with another program. */
  private static Machine wrong(final String was, final String is) throws AssemblyException {
    final Machine machine =
        new LockstepMachine(
            Interpreter.of(Profile.GP_0_7_2, program(SUM), new byte[0]),
            TranslatedMachine.of(Profile.GP_0_7_2, program(SUM.replace(was, is)), new byte[0]),
            new SplittableRandom(1));
    machine.gas().set(GAS);
    return machine;
  }

  @Test
  void whatever_the_translator_does_differently_is_a_mismatch() throws AssemblyException {
    assertThatThrownBy(wrong("t1, 5000", "t1, 5001")::run)
        .isInstanceOf(LockstepMachine.Mismatch.class)
        .hasMessageStartingWith("registers at");
    assertThatThrownBy(wrong("[0x20000]", "[0x20008]")::run)
        .isInstanceOf(LockstepMachine.Mismatch.class)
        .hasMessageStartingWith("memory at 0x20000");
    assertThatThrownBy(wrong("ecalli 4", "ecalli 5")::run)
        .isInstanceOf(LockstepMachine.Mismatch.class)
        .hasMessageStartingWith("exit after");
  }

  @Test
  void a_mismatch_is_a_difference() {
    final Verdict verdict =
        BigStack.call(
            () ->
                Differential.start(
                        SmallModules.stateful(),
                        List.of(new PvmEngine(CompilerOptions.DEFAULT, (p, program) -> broken(p))),
                        HostFunctions.MIXING,
                        GAS)
                    .instantiation());
    assertThat(verdict).isInstanceOf(Verdict.Difference.class);
  }

  /** Its translator traps at once. */
  private static Machine broken(final Profile profile) {
    try {
      return new LockstepMachine(
          Interpreter.of(profile, program(SUM), new byte[0]),
          TranslatedMachine.of(profile, program("trap"), new byte[0]),
          new SplittableRandom(1));
    } catch (final AssemblyException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void a_run_in_stretches_is_one_run(final long seed) throws AssemblyException {
    final Machine machine = LockstepMachine.of(Profile.GP_0_7_2, program(SUM), seed);
    machine.gas().set(GAS);
    final ExitReason call = machine.run();
    assertThat(call.kind()).isEqualTo(ExitReason.Kind.HOST_CALL);
    assertThat(machine.gas().remaining()).isEqualTo(GAS - 3 - 4 * 5_000 - 1);
    assertThat(machine.register(Register.T0.index())).isEqualTo(5_000L * 5_001 / 2);
    machine.memory().store64(0x20000, 7);
    assertThat(machine.run().kind()).isEqualTo(ExitReason.Kind.PANIC);
    machine.setPc(0);
    machine.gas().set(12_345);
    final ExitReason end = machine.run();
    assertThat(end.kind()).isEqualTo(ExitReason.Kind.OUT_OF_GAS);
    assertThat(machine.gas().remaining()).isZero();
    // Three instructions, then four in each round.
    assertThat(machine.register(Register.T1.index())).isEqualTo(5_000 - (12_345 - 3) / 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void modules_run_on_it_as_on_the_interpreter(final long seed) {
    final PvmEngine engine =
        new PvmEngine(
            CompilerOptions.DEFAULT,
            (profile, program) -> LockstepMachine.of(profile, program, seed));
    final List<Verdict> verdicts =
        BigStack.call(
            () -> {
              final Differential run =
                  Differential.start(
                      SmallModules.stateful(), List.of(engine), HostFunctions.MIXING, 100_000);
              return List.of(
                  run.instantiation(),
                  run.call("work", List.of(WasmValue.i32(70_000)), 100_000),
                  run.call("trap", List.of(WasmValue.i32(65_536)), 100_000),
                  run.call("work", List.of(WasmValue.i32(9)), 100_000));
            });
    assertThat(verdicts.get(1)).isInstanceOf(Verdict.Agree.class);
    assertThat(verdicts.get(2)).isInstanceOf(Verdict.AgreeTrap.class);
    assertThat(verdicts.get(3)).isInstanceOf(Verdict.Agree.class);
  }
}
