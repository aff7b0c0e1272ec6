package parallax.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may see whom, module by module and stage by stage. The rules are the architecture: change
 * them together with the modules' RATIONALE.md.
 */
@AnalyzeClasses(
    packages = "parallax",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OurOwn.class})
final class ArchitectureTest {
  private static final String VM = "parallax.pvm..";
  private static final String CORPUS = "parallax.corpus..";
  private static final String COMPILER = "parallax.compiler..";
  private static final String ORACLE = "parallax.oracle..";
  private static final String FUZZ = "parallax.fuzz..";
  private static final String BENCH = "parallax.bench..";
  private static final String SPEC = "parallax.spec..";
  private static final String CLI = "parallax.cli..";
  private static final String CHICORY = "com.dylibso.chicory..";
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String ASM = "org.objectweb.asm..";
  private static final String JMH = "org.openjdk.jmh..";
  private static final String JAZZER = "com.code_intelligence..";

  @ArchTest
  static final ArchRule the_machine_depends_on_the_jdk_alone =
      classes()
          .that()
          .resideInAPackage(VM)
          .and()
          .resideOutsideOfPackage("parallax.pvm.translator..")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(VM, "java.."));

  @ArchTest
  static final ArchRule asm_only_in_the_translator =
      noClasses()
          .that()
          .resideInAPackage("parallax..")
          .and()
          .resideOutsideOfPackage("parallax.pvm.translator..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ASM);

  @ArchTest
  static final ArchRule the_corpus_runs_nothing_of_ours =
      classes()
          .that()
          .resideInAPackage(CORPUS)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(CORPUS, CHICORY, JACKSON, "java.."));

  @ArchTest
  static final ArchRule the_compiler_sees_only_the_instruction_set_and_the_formats =
      classes()
          .that()
          .resideInAPackage(COMPILER)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  COMPILER,
                  "parallax.pvm.isa..",
                  "parallax.pvm.codec..",
                  "parallax.pvm.program..",
                  "parallax.pvm.text..",
                  "java.."));

  @ArchTest
  static final ArchRule the_oracle_is_where_both_worlds_meet =
      classes()
          .that()
          .resideInAPackage(ORACLE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(ORACLE, COMPILER, VM, CORPUS, CHICORY, JACKSON, "java.."));

  @ArchTest
  static final ArchRule the_fuzzer_sees_what_the_oracle_sees =
      classes()
          .that()
          .resideInAPackage(FUZZ)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  FUZZ, ORACLE, COMPILER, VM, CORPUS, CHICORY, JACKSON, JAZZER, "java.."));

  @ArchTest
  static final ArchRule jazzer_only_where_entropy_comes_from =
      noClasses()
          .that()
          .resideInAPackage("parallax..")
          .and()
          .resideOutsideOfPackage("parallax.fuzz.entropy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JAZZER);

  @ArchTest
  static final ArchRule benchmarks_see_what_the_oracle_sees =
      classes()
          .that()
          .resideInAPackage(BENCH)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  BENCH, ORACLE, COMPILER, VM, CORPUS, CHICORY, JACKSON, JMH, "java.."));

  @ArchTest
  static final ArchRule jmh_only_in_benchmarks =
      noClasses()
          .that()
          .resideOutsideOfPackage(BENCH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JMH);

  @ArchTest
  static final ArchRule only_the_command_line_depends_on_benchmarks =
      noClasses()
          .that()
          .resideOutsideOfPackages(BENCH, CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BENCH);

  @ArchTest
  static final ArchRule the_suite_sees_engines_but_not_chicory =
      classes()
          .that()
          .resideInAPackage(SPEC)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(SPEC, ORACLE, COMPILER, VM, CORPUS, JACKSON, "java.."));

  @ArchTest
  static final ArchRule running_the_suite_knows_no_report =
      noClasses()
          .that()
          .resideInAPackage("parallax.spec.run..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("parallax.spec.report..", JACKSON);

  @ArchTest
  static final ArchRule nothing_below_depends_on_the_suite =
      noClasses()
          .that()
          .resideInAnyPackage(VM, CORPUS, COMPILER, ORACLE, FUZZ)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SPEC);

  @ArchTest
  static final ArchRule nothing_depends_on_the_command_line =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  @ArchTest
  static final ArchRule nothing_below_depends_on_the_fuzzer =
      noClasses()
          .that()
          .resideInAnyPackage(VM, CORPUS, COMPILER, ORACLE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FUZZ);

  // Inside the compiler: a stage may use the data of the stage before it and abi, never a later
  // stage.

  @ArchTest static final ArchRule decoding_knows_no_other_stage = stage("binary");

  @ArchTest static final ArchRule ir_knows_neither_wasm_nor_pvm = stage("ir", "graph", "abi");

  @ArchTest
  static final ArchRule the_frontend_turns_modules_into_ir =
      stage("frontend", "binary", "ir", "abi");

  @ArchTest static final ArchRule legalization_is_ir_to_ir = stage("legalize", "ir", "abi");

  @ArchTest
  static final ArchRule routines_are_modules_read_like_any_other =
      stage("runtimelib", "binary", "frontend", "ir", "abi");

  @ArchTest
  static final ArchRule selection_turns_ir_into_machine_functions =
      stage("mir", "graph", "ir", "abi");

  @ArchTest
  static final ArchRule machine_functions_know_no_ir =
      noClasses()
          .that()
          .resideInAPackage("parallax.compiler.mir")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("parallax.compiler.ir..");

  @ArchTest static final ArchRule allocation_knows_no_ir = stage("regalloc", "mir", "graph", "abi");

  @ArchTest
  static final ArchRule serialization_ends_the_pipeline =
      stage("serialize", "mir", "regalloc", "sourcemap", "ir", "abi");

  @ArchTest static final ArchRule the_contracts_know_no_stage = stage("abi");

  @ArchTest static final ArchRule graph_algorithms_know_no_stage = stage("graph");

  @ArchTest static final ArchRule maps_know_no_stage = stage("sourcemap", "abi", "ir");

  @ArchTest
  static final ArchRule selection_allocation_and_serialization_do_not_see_ahead =
      noClasses()
          .that()
          .resideInAPackage("parallax.compiler.mir..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("parallax.compiler.regalloc..", "parallax.compiler.serialize..");

  @ArchTest
  static final ArchRule ir_and_pvm_never_meet_before_selection =
      noClasses()
          .that()
          .resideInAnyPackage(
              "parallax.compiler.binary..",
              "parallax.compiler.ir..",
              "parallax.compiler.frontend..",
              "parallax.compiler.legalize..",
              "parallax.compiler.runtimelib..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(VM);

  // Inside the machine: what programs are, apart from how they run; engines apart from both.

  @ArchTest static final ArchRule the_instruction_set_stands_alone = machinePart("isa");

  @ArchTest static final ArchRule codecs_know_only_instructions = machinePart("codec", "isa");

  @ArchTest
  static final ArchRule formats_do_not_know_how_code_runs = machinePart("program", "codec", "isa");

  @ArchTest
  static final ArchRule texts_do_not_know_how_code_runs =
      machinePart("text", "program", "codec", "isa");

  @ArchTest static final ArchRule memory_stands_alone = machinePart("memory");

  @ArchTest
  static final ArchRule the_reference_machine_does_not_know_the_engines =
      machinePart("reference", "machine", "memory", "program", "codec", "isa");

  @ArchTest
  static final ArchRule the_machine_does_not_know_its_engine =
      machinePart("machine", "memory", "program", "codec", "isa");

  @ArchTest
  static final ArchRule host_calls_do_not_know_the_engine =
      machinePart("host", "machine", "memory", "program", "isa");

  @ArchTest
  static final ArchRule wasi_knows_nothing_of_the_machine =
      classes()
          .that()
          .resideInAPackage("parallax.pvm.host.wasi..")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("parallax.pvm.host.wasi..", "java.."));

  // Inside the oracle: outcomes, then engines, then comparison, then what is built on it.

  @ArchTest static final ArchRule outcomes_know_no_engine = oraclePart("outcome");

  @ArchTest static final ArchRule hosts_know_no_engine = oraclePart("host", "outcome");

  @ArchTest static final ArchRule engines_do_not_compare = oraclePart("engine", "outcome", "host");

  @ArchTest
  static final ArchRule the_peer_is_an_engine = oraclePart("peer", "engine", "outcome", "host");

  @ArchTest
  static final ArchRule comparison_knows_no_program_of_calls =
      oraclePart("compare", "engine", "outcome", "host");

  @ArchTest
  static final ArchRule programs_are_built_on_comparison =
      oraclePart("program", "compare", "engine", "outcome", "host");

  @ArchTest
  static final ArchRule wasi_programs_are_built_on_comparison =
      oraclePart("wasi", "compare", "engine", "outcome", "host");

  @ArchTest
  static final ArchRule profiles_know_neither_engine_nor_comparison = oraclePart("profile");

  @ArchTest
  static final ArchRule chicory_only_behind_its_engine =
      noClasses()
          .that()
          .resideInAPackage(ORACLE)
          .and()
          .resideOutsideOfPackages("parallax.oracle.engine..", "parallax.oracle.peer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CHICORY);

  @ArchTest
  static final ArchRule programs_of_calls_know_no_engine =
      noClasses()
          .that()
          .resideInAPackage("parallax.corpus.program..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CHICORY);

  @ArchTest
  static final ArchRule only_the_command_line_sees_its_libraries =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "me.tongfei..");

  // Everywhere.

  @ArchTest
  static final ArchRule nothing_static_changes = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule no_environment_variables =
      noClasses().should().callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule no_reflection =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect..");

  @ArchTest
  static final ArchRule only_the_command_ends_the_process =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("parallax.cli.Main")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule modules_have_no_cycles =
      slices().matching("parallax.(*)..").should().beFreeOfCycles();

  /**
   * All but the classes that the build made: of wasm-tools, 4.5 MB of code with nothing to check,
   * and by JMH, with fields that change so that nothing is optimised away.
   */
  static final class OurOwn implements ImportOption {
    @Override
    public boolean includes(final Location location) {
      return !location.contains("WasmToolsCoreMachine") && !location.contains("/jmh_generated/");
    }
  }

  /** Classes of this stage use, of the compiler's stages, only themselves and those named. */
  private static ArchRule stage(final String name, final String... mayUse) {
    return part("parallax.compiler.", name, mayUse);
  }

  /** The same for the machine's packages. */
  private static ArchRule machinePart(final String name, final String... mayUse) {
    return part("parallax.pvm.", name, mayUse);
  }

  /** The same for the oracle's packages. */
  private static ArchRule oraclePart(final String name, final String... mayUse) {
    return part("parallax.oracle.", name, mayUse);
  }

  private static ArchRule part(final String above, final String name, final String... mayUse) {
    final String[] allowed = new String[mayUse.length + 1];
    allowed[0] = above + name + "..";
    for (int i = 0; i < mayUse.length; i++) {
      allowed[i + 1] = above + mayUse[i] + "..";
    }
    final DescribedPredicate<JavaClass> another =
        resideInAPackage(above + "*..").and(DescribedPredicate.not(resideInAnyPackage(allowed)));
    return noClasses()
        .that()
        .resideInAPackage(allowed[0])
        .should()
        .dependOnClassesThat(
            another.as("reside in another package than " + String.join(", ", allowed)));
  }
}
