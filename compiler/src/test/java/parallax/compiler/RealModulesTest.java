package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.IrParser;
import parallax.compiler.ir.IrPrinter;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineParser;
import parallax.compiler.mir.MachinePrinter;
import parallax.compiler.sourcemap.MapFormatException;
import parallax.compiler.sourcemap.MapReader;
import parallax.compiler.sourcemap.MapWriter;
import parallax.corpus.CorpusModule;
import parallax.corpus.Examples;
import parallax.corpus.SharedData;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.CodeValidator;

/**
 * Every module at hand, real ones, kernels, examples and file tests, through everything that should
 * hold for all: it compiles under all verifiers, texts read back, and the bytes are always the
 * same.
 */
final class RealModulesTest {
  private static final CompilerOptions UNVERIFIED =
      new CompilerOptions(
          OptLevel.O0,
          Profile.GP_0_7_2,
          CompilerOptions.DEFAULT_STACK_SIZE,
          Optional.empty(),
          false);

  record Sample(String name, byte[] wasm) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sample> samples() throws Exception {
    final List<Sample> samples = new ArrayList<>();
    for (final String folder : new String[] {"real", "kernels"}) {
      final Optional<Path> found = SharedData.find(folder);
      if (found.isEmpty()) {
        System.err.println(SharedData.absent(folder, "compilation of its modules"));
        continue;
      }
      for (final Path file : files(found.get(), ".wasm")) {
        samples.add(new Sample(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    }
    for (final CorpusModule example : Examples.all()) {
      samples.add(new Sample("example " + example.name(), example.wasm()));
    }
    for (final Path file : files(Path.of("src", "test", "filetests"), ".wat")) {
      final String text = Files.readString(file);
      // Those of several instances are not one module.
      if (!text.contains("\n;; instance: ")) {
        samples.add(new Sample(file.getFileName().toString(), Wat.parse(text)));
      }
    }
    return samples;
  }

  private static List<Path> files(final Path folder, final String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static CompiledProgram compile(final byte[] wasm, final CompilerOptions options)
      throws CompileException {
    return WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), options);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_module_compiles_is_well_formed_and_always_the_same(final Sample sample)
      throws CompileException, MapFormatException {
    final long start = System.nanoTime();
    final CompiledProgram program = compile(sample.wasm(), CompilerOptions.DEFAULT);
    final long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.printf(
        Locale.ROOT,
        "%s: %d bytes of wasm, %d bytes of program, %d ms%n",
        sample.name(),
        sample.wasm().length,
        program.toBytes().length,
        millis);
    for (final Profile profile : Profile.values()) {
      final CompiledProgram each =
          compile(sample.wasm(), CompilerOptions.DEFAULT.withProfile(profile));
      assertThat(CodeValidator.firstProblem(each.program().blob(), profile)).isEmpty();
      assertThat(MapReader.read(MapWriter.write(each), each.program())).isEqualTo(each);
    }
    final CompiledProgram again = compile(sample.wasm(), CompilerOptions.DEFAULT);
    assertThat(again.toBytes()).isEqualTo(program.toBytes());
    final CompiledProgram unverified = compile(sample.wasm(), UNVERIFIED);
    assertThat(unverified.toBytes()).isEqualTo(program.toBytes());
    assertThat(MapWriter.write(unverified)).isEqualTo(MapWriter.write(program));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void texts_read_back(final Sample sample) throws Exception {
    final List<InstanceSpec> instances = List.of(InstanceSpec.of(sample.wasm()));
    for (final ModuleIr ir :
        List.of(
            WasmCompiler.frontend(instances, CompilerOptions.DEFAULT),
            WasmCompiler.legalized(instances, CompilerOptions.DEFAULT))) {
      final String text = IrPrinter.print(ir);
      assertThat(IrPrinter.print(IrParser.parseModule(text))).isEqualTo(text);
      for (final ModuleIr.FunctionDeclaration declaration : ir.functions()) {
        if (declaration.body().isPresent()) {
          final Function body = declaration.body().get();
          final String one = IrPrinter.print(body);
          assertThat(IrPrinter.print(IrParser.parseFunction(one))).isEqualTo(one);
        }
      }
    }
    for (final boolean thunks : new boolean[] {false, true}) {
      for (final MachineFunction function : FileTestStages.machine(instances, thunks)) {
        final String text = MachinePrinter.print(function);
        assertThat(MachinePrinter.print(MachineParser.parse(text))).isEqualTo(text);
      }
    }
    final CompiledProgram program = compile(sample.wasm(), CompilerOptions.DEFAULT);
    final String map = MapWriter.write(program);
    final CompiledProgram read = MapReader.read(map, program.program());
    assertThat(read).isEqualTo(program);
    assertThat(MapWriter.write(read)).isEqualTo(map);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_module_that_is_taken_apart_and_built_again_compiles_to_the_same_code(final Sample sample)
      throws CompileException {
    final byte[] rebuilt = ModuleBuilder.of(ModuleReader.read(sample.wasm())).build();
    final CompiledProgram program = compile(rebuilt, CompilerOptions.DEFAULT);
    assertThat(program.program())
        .isEqualTo(compile(sample.wasm(), CompilerOptions.DEFAULT).program());
  }

  /** Identity hashes differ between processes: nothing may depend on them. */
  @Test
  void another_process_makes_the_same_bytes() throws Exception {
    final List<String> here = checksums(samples());
    final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    final Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dparallax.shared=" + System.getProperty("parallax.shared", ""),
                RealModulesTest.class.getName())
            .redirectErrorStream(true)
            .start();
    final String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().filter(line -> line.startsWith("sum ")).toList()).isEqualTo(here);
  }

  /** The other process. */
  public static void main(final String[] args) throws Exception {
    checksums(samples()).forEach(System.out::println);
  }

  private static List<String> checksums(final List<Sample> samples) throws CompileException {
    final List<String> sums = new ArrayList<>();
    for (final Sample sample : samples) {
      final CompiledProgram program = compile(sample.wasm(), UNVERIFIED);
      final CRC32 crc = new CRC32();
      crc.update(program.toBytes());
      crc.update(MapWriter.write(program).getBytes(StandardCharsets.UTF_8));
      sums.add("sum " + sample.name() + " " + HexFormat.of().toHexDigits(crc.getValue()));
    }
    assertThat(sums).hasSizeGreaterThan(40);
    return sums;
  }
}
