package parallax.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;

/**
 * What is run: a program that is entered at position 0 with one argument of 8 bytes, and gives one
 * result of 8 bytes. Kernels are C by way of wasm, compiled at O0 with everything in stack slots;
 * the others are assembly with everything in registers, as an allocator would leave it.
 */
public enum Workload {
  FIB("fib", true, 27, 22, 196_418L),
  SIEVE("sieve", true, 100_000, 14_000, 9_592L),
  MATMUL("matmul", true, 64, 33, 289_931_264L),
  CRC32("crc32", true, 5, 1, 886_476_328L),
  ALU_LOOP("alu", false, 5_000_000, 100_000, -5_159_398_193_848_029_813L),
  MEMORY_LOOP("memory", false, 1_000, 50, 1_336_578_259_404_465_473L),
  SIEVE_IN_REGISTERS("sieve", false, 1_000_000, 50_000, 78_498L),
  HASH_IN_REGISTERS("hash", false, 3_000_000, 50_000, 8_424_286_928_372_494_959L);

  /** What the labels of kernels have. */
  static final String KERNEL = " (C, O0)";

  /** Zero pages behind the data: room for a million flags. */
  private static final int HEAP_PAGES = 256;

  private static final int STACK_BYTES = 4_096;

  private final String file;
  private final boolean kernel;
  private final long argument;
  private final long smallArgument;
  private final long expected;

  Workload(
      final String file,
      final boolean kernel,
      final long argument,
      final long smallArgument,
      final long expected) {
    this.file = file;
    this.kernel = kernel;
    this.argument = argument;
    this.smallArgument = smallArgument;
    this.expected = expected;
  }

  /** How it is called in reports. */
  public String label() {
    return label(argument);
  }

  /** The same with another argument. */
  String label(final long ofArgument) {
    return (kernel ? file + KERNEL : name().toLowerCase(Locale.ROOT).replace('_', ' '))
        + " "
        + ofArgument;
  }

  /** Whether it is a kernel, for which the shared test data has to be there. */
  public boolean isKernel() {
    return kernel;
  }

  /** The argument that keeps the interpreter busy for 20 to 200 ms. */
  public long argument() {
    return argument;
  }

  /** The argument for slow machines and tests: about a million instructions. */
  public long smallArgument() {
    return smallArgument;
  }

  /** The result for {@link #argument}, as the algorithm gives it. */
  public long expected() {
    return expected;
  }

  /** Where its module is in the shared test data. */
  private Path module(final Path shared) {
    return shared.resolve("kernels").resolve(file + ".wasm");
  }

  /** Whether it can be run with this shared test data. */
  public boolean isAvailable(final Optional<Path> shared) {
    return !kernel || shared.filter(root -> Files.isRegularFile(module(root))).isPresent();
  }

  /**
   * The program for gp-0.7.2.
   *
   * @param shared the shared test data
   * @throws BenchException if this is a kernel and not there
   */
  public StandardProgram program(final Optional<Path> shared) {
    if (!isAvailable(shared)) {
      throw new BenchException(this + ": the kernels of the shared test data are not there");
    }
    return kernel ? compiled(module(shared.orElseThrow()), "run", Profile.GP_0_7_2) : assembled();
  }

  static StandardProgram compiled(final Path module, final String entry, final Profile profile) {
    try {
      return WasmCompiler.compile(
              List.of(InstanceSpec.of(Files.readAllBytes(module))),
              CompilerOptions.DEFAULT.withEntry(entry).withProfile(profile))
          .program();
    } catch (IOException | CompileException e) {
      throw new BenchException(module.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private StandardProgram assembled() {
    try (InputStream in = Workload.class.getResourceAsStream(file + ".pvm")) {
      return assembled(new String(in.readAllBytes(), StandardCharsets.UTF_8), Profile.GP_0_7_2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StandardProgram assembled(final String text, final Profile profile) {
    try {
      return new StandardProgram(
          Optional.empty(),
          new byte[0],
          new byte[0],
          HEAP_PAGES,
          STACK_BYTES,
          Assembler.assemble(text, profile));
    } catch (AssemblyException e) {
      throw new BenchException("a program of our own cannot be assembled", e);
    }
  }

  /** A value as argument area or result. */
  static byte[] bytes(final long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
