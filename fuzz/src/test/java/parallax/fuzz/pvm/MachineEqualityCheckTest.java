package parallax.fuzz.pvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import parallax.fuzz.FuzzOptions;
import parallax.fuzz.FuzzRun;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.Group;
import parallax.oracle.peer.Peer;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.program.CodeValidator;

/** Machines agree on generated programs, and a machine that is wrong is found. */
final class MachineEqualityCheckTest {
  private static final long NANOS = 1_000_000_000L;
  private static final int LEAST_CASES = 60;
  private static final int PROGRAMS = 4_000;

  private static byte[] tape(final long seed, final long run) {
    return SeededTapes.tape(seed, run, 384, 2_048);
  }

  @Test
  void a_second_of_programs_shows_no_difference() {
    final MachineEqualityCheck check = new MachineEqualityCheck(Optional.empty());
    final Counters counters = new Counters();
    final long start = System.nanoTime();
    for (int run = 0; run < LEAST_CASES || System.nanoTime() - start < NANOS; run++) {
      final MachineResult result = check.run(tape(21, run));
      PvmCounts.count(result, counters);
      assertThat(result.difference()).as("run %d", run).isEmpty();
    }
    assertThat(counters.of(Group.RUNS, "gp-0.7.2 page-fault")).isPositive();
    assertThat(counters.of(Group.RUNS, "gp-0.7.2 out-of-gas")).isPositive();
    assertThat(counters.of(Group.RUNS, "gp-0.8.0 panic")).isPositive();
  }

  @Test
  void the_peer_agrees() throws IOException {
    final MachineEqualityCheck check =
        new MachineEqualityCheck(Optional.of(PresentPeer.load("generated programs on the peer")));
    final Counters counters = new Counters();
    for (int run = 0; run < LEAST_CASES; run++) {
      final MachineResult result = check.run(tape(22, run));
      PvmCounts.count(result, counters);
      assertThat(result.difference()).as("run %d", run).isEmpty();
    }
    assertThat(counters.of(Group.PEER, "runs")).isGreaterThan(LEAST_CASES);
  }

  @Test
  void generated_programs_execute_every_instruction_and_reach_every_corner() {
    final MachineEqualityCheck check = new MachineEqualityCheck(Map.of(), Optional.empty());
    final Map<Profile, Set<Opcode>> executed = new EnumMap<>(Profile.class);
    final Map<Profile, Set<Reached>> reached = new EnumMap<>(Profile.class);
    final Map<Profile, Set<ExitReason.Kind>> ends = new EnumMap<>(Profile.class);
    for (final Profile profile : Profile.values()) {
      executed.put(profile, EnumSet.noneOf(Opcode.class));
      reached.put(profile, EnumSet.noneOf(Reached.class));
      ends.put(profile, EnumSet.noneOf(ExitReason.Kind.class));
    }
    int wellFormed = 0;
    for (int run = 0; run < PROGRAMS; run++) {
      final MachineResult result = check.run(tape(23, run));
      final Profile profile = result.machineCase().profile();
      assertThat(result.difference()).as("run %d", run).isEmpty();
      executed.get(profile).addAll(result.executed());
      reached.get(profile).addAll(result.reached());
      result.exits().forEach(exit -> ends.get(profile).add(exit.kind()));
      wellFormed +=
          CodeValidator.firstMalformation(result.machineCase().blob(), profile).isEmpty() ? 1 : 0;
    }
    for (final Profile profile : Profile.values()) {
      assertThat(executed.get(profile))
          .as(profile.label())
          .containsExactlyInAnyOrder(
              Stream.of(Opcode.values())
                  .filter(opcode -> opcode.existsIn(profile))
                  .toArray(Opcode[]::new));
      assertThat(ends.get(profile)).containsExactlyInAnyOrder(ExitReason.Kind.values());
    }
    final Set<Reached> only072 =
        EnumSet.of(Reached.SBRK_ASKED, Reached.SBRK_GREW, Reached.SBRK_REFUSED);
    final Set<Reached> only080 = EnumSet.of(Reached.MALFORMED_CODE);
    assertThat(reached.get(Profile.GP_0_7_2))
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(only080)));
    assertThat(reached.get(Profile.GP_0_8_0))
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(only072)));
    assertThat(wellFormed).isBetween(PROGRAMS / 2, PROGRAMS - PROGRAMS / 10);
  }

  @Test
  void an_empty_tape_is_a_case_that_agrees() {
    final MachineResult result = new MachineEqualityCheck(Optional.empty()).run(new byte[0]);
    assertThat(result.exits()).isNotEmpty();
    assertThat(result.difference()).isEmpty();
  }

  /** Charges one too many for what costs more than ten. */
  private static MachineEqualityCheck wrongAboutGas() {
    return new MachineEqualityCheck(
        Map.of(
            "wrong",
            (profile, blob, state) -> new WrongAboutGas(Interpreter.of(profile, blob, state))),
        Optional.empty());
  }

  @Test
  void a_wrong_machine_is_found_written_down_and_found_again(@TempDir final Path folder)
      throws IOException {
    final PvmFuzzRun.Result result =
        PvmFuzzRun.run(
            FuzzOptions.of(24, 50),
            FuzzRun.Progress.NONE,
            PvmFuzzRun.machines(wrongAboutGas(), Optional.of(folder)));
    assertThat(result.found()).hasSize(1);
    assertThat(result.counters().of(Group.DIFFERENCES, "wrong gas")).isEqualTo(1);
    final PvmFuzzRun.Found found = result.found().values().iterator().next();
    assertThat(found.what()).contains("wrong", "gas");
    final Path written = found.folder().orElseThrow();
    assertThat(written.resolve("outcomes.txt")).content().contains("seed = 24");
    assertThat(written.resolve("program.txt")).exists();
    final MachineCase again = MachineCaseJson.read(written);
    assertThat(wrongAboutGas().run(again).difference().orElseThrow().rule()).isEqualTo("gas");
    assertThat(new MachineEqualityCheck(Optional.empty()).run(again).difference()).isEmpty();
  }

  @Test
  void what_is_written_is_read_back(@TempDir final Path folder) throws IOException {
    for (int run = 0; run < 20; run++) {
      final MachineCase machineCase = MachineCaseGenerator.generate(tape(25, run));
      MachineCaseJson.write(machineCase, folder);
      assertThat(MachineCaseJson.read(folder)).isEqualTo(machineCase);
    }
  }

  @Test
  void a_run_depends_on_seed_and_number_only() throws IOException {
    final PvmFuzzRun.Target target =
        PvmFuzzRun.machines(new MachineEqualityCheck(Optional.empty()), Optional.empty());
    final PvmFuzzRun.Result whole =
        PvmFuzzRun.run(FuzzOptions.of(26, 12), FuzzRun.Progress.NONE, target);
    final Counters parts = new Counters();
    for (final long[] part : new long[][] {{0, 5}, {5, 7}}) {
      parts.addAll(
          PvmFuzzRun.run(
                  new FuzzOptions(26, part[0], part[1], Optional.empty(), false, Optional.empty()),
                  FuzzRun.Progress.NONE,
                  target)
              .counters());
    }
    assertThat(parts).isEqualTo(whole.counters());
  }

  @TestFactory
  List<DynamicTest> programs_of_the_corpus_agree() throws IOException {
    final Path corpus =
        Path.of(System.getProperty("parallax.root"), "corpus/src/main/resources/corpus/machine");
    final Optional<Peer> peer = Peer.isPresent() ? Optional.of(Peer.load()) : Optional.empty();
    if (peer.isEmpty()) {
      System.err.println(Peer.absent("programs of the corpus on the peer"));
    }
    final List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> folders = Files.list(corpus)) {
      for (final Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        final MachineCase machineCase = MachineCaseJson.read(folder);
        tests.add(
            DynamicTest.dynamicTest(
                folder.getFileName().toString(),
                () ->
                    assertThat(new MachineEqualityCheck(peer).run(machineCase).difference())
                        .isEmpty()));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  @Test
  void profiles_are_both_generated() {
    final Set<Profile> profiles = EnumSet.noneOf(Profile.class);
    for (int run = 0; run < 20; run++) {
      profiles.add(MachineCaseGenerator.generate(tape(27, run)).profile());
    }
    assertThat(profiles).containsExactlyInAnyOrder(Profile.values());
  }
}
