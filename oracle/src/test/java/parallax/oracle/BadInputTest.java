package parallax.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.Parser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompileException;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.corpus.CorpusModule;
import parallax.corpus.Examples;
import parallax.corpus.SharedData;
import parallax.corpus.wat.WatException;

/**
 * 100,000 damaged modules: decoder and validator accept or refuse each, never anything else, and
 * Chicory's decide alike but for a list of known differences.
 */
final class BadInputTest {
  private static final int MODULES = 100_000;
  private static final long FIRST_SEED = 0x5EED_0001L;
  private static final int SMALL = 5_000;
  private static final long AT_MOST = 1_000;

  private static final String UNEXPLAINED = "unexplained: ";

  /** So many of the seeds, at least, are our own. */
  private static final int EXAMPLES = 10;

  /** Sections by their codes. */
  private static final int CUSTOM = 0;

  private static final int IMPORT = 2;
  private static final int EXPORT = 7;
  private static final int ELEMENT = 9;

  /**
   * How both sides judged.
   *
   * @param ours the refusal of decoder or validator
   * @param milliseconds of processor time that ours took
   * @param reference the refusal of Chicory
   */
  private record Judged(
      byte[] wasm,
      Optional<CompileException> ours,
      long milliseconds,
      Optional<Throwable> reference) {
    /** We refuse, with a text that begins so, at a place in this section. */
    boolean weRefuse(final String text, final int section) {
      return reference.isEmpty()
          && ours.filter(
                  refusal ->
                      refusal.text().startsWith(text)
                          && ModuleMutator.sectionAt(wasm, refusal.offset()) == section)
              .isPresent();
    }
  }

  private record KnownDifference(String rule, Predicate<Judged> holds) {}

  /** Where Chicory 1.7.5 decides otherwise than the specification. */
  private static final List<KnownDifference> KNOWN =
      List.of(
          new KnownDifference(
              "Chicory does not check that names are UTF-8",
              j -> j.reference().isEmpty() && text(j).startsWith("malformed UTF-8 encoding")),
          new KnownDifference(
              "Chicory does not check indices of exports",
              j ->
                  j.weRefuse("unknown function", EXPORT)
                      || j.weRefuse("unknown global", EXPORT)
                      || j.weRefuse("unknown memory", EXPORT)
                      || j.weRefuse("unknown table", EXPORT)
                      || j.weRefuse("unknown tag", EXPORT)),
          new KnownDifference(
              "Chicory does not check indices of functions in element segments",
              j -> j.weRefuse("unknown function", ELEMENT)),
          new KnownDifference(
              "Chicory finds exports of the same name only when it instantiates",
              j -> j.weRefuse("duplicate export name", EXPORT)),
          new KnownDifference(
              "Chicory finds unknown types of imports only when it instantiates",
              j -> j.weRefuse("unknown type", IMPORT)),
          new KnownDifference(
              "Chicory takes the low bits of an element segment's kind for all of it",
              j -> j.weRefuse("malformed elements segment kind", ELEMENT)),
          new KnownDifference(
              "Chicory does not validate the expressions of elements",
              j ->
                  j.weRefuse("constant expression required", ELEMENT)
                      || j.weRefuse("type mismatch", ELEMENT)
                      || j.weRefuse("unknown type", ELEMENT)
                      || j.weRefuse("malformed heap type", ELEMENT)),
          new KnownDifference(
              "Chicory takes codes above 255 behind 0xFC for instructions of SIMD",
              j -> j.reference().isEmpty() && text(j).startsWith("illegal opcode fc")),
          new KnownDifference(
              "Chicory knows the proposal of threads",
              j ->
                  j.reference().isEmpty()
                      && (text(j).startsWith("illegal opcode fe") || isSharedLimits(j))),
          new KnownDifference(
              "Chicory does not miss the end that closes a body",
              j ->
                  j.reference().isEmpty()
                      && text(j).startsWith("unexpected end of section or function")
                      && j.ours().orElseThrow().function() >= 0),
          new KnownDifference(
              "Chicory refuses modules for what is in custom sections",
              j ->
                  j.ours().isEmpty()
                      && judge(ModuleMutator.without(CUSTOM, j.wasm())).reference().isEmpty()),
          new KnownDifference(
              "Chicory does not take exports for declarations of function references",
              j ->
                  j.ours().isEmpty()
                      && String.valueOf(j.reference().orElseThrow().getMessage())
                          .equals("undeclared function reference")),
          new KnownDifference(
              "Chicory looks for declarations only of a function that refers to itself",
              j -> j.reference().isEmpty() && text(j).startsWith("undeclared function reference")),
          new KnownDifference(
              "Chicory does not check the index in table.size and memory.size",
              j -> j.reference().isEmpty() && isSize(j)));

  /** We refuse the flags of a memory that threads share. */
  private static boolean isSharedLimits(final Judged judged) {
    return text(judged).startsWith("malformed limits flags")
        && judged.wasm()[(int) judged.ours().orElseThrow().offset()] == 3;
  }

  /** We refuse the index of a size instruction. */
  private static boolean isSize(final Judged judged) {
    final byte[] wasm = judged.wasm();
    final int at = (int) judged.ours().orElseThrow().offset();
    return switch (wasm[at] & 0xFF) {
      case 0x3F -> text(judged).startsWith("unknown memory");
      case 0xFC -> wasm[at + 1] == 0x10 && text(judged).startsWith("unknown table");
      default -> false;
    };
  }

  private static String text(final Judged judged) {
    return judged.ours().map(CompileException::text).orElse("");
  }

  /** A module to damage, again and again; what it becomes does not depend on the others. */
  private static final class Seed {
    private final String name;
    private final byte[] wasm;
    private int used;

    Seed(final String name, final byte[] wasm) {
      this.name = name;
      this.wasm = wasm;
    }

    byte[] next() {
      return ModuleMutator.mutate(wasm, FIRST_SEED + 1_000_003L * name.hashCode() + used++);
    }
  }

  private static List<Seed> seeds() throws IOException, WatException {
    final List<Seed> seeds = new ArrayList<>();
    for (final CorpusModule module : Examples.all()) {
      seeds.add(new Seed(module.name(), module.wasm()));
    }
    for (final String folder : List.of("kernels", "real")) {
      final Optional<Path> found = SharedData.find(folder);
      if (found.isEmpty()) {
        System.err.println(SharedData.absent(folder, "damaged real modules"));
        continue;
      }
      try (var files = Files.list(found.get())) {
        for (final Path file :
            files.filter(f -> f.toString().endsWith(".wasm")).sorted().toList()) {
          seeds.add(new Seed(file.getFileName().toString(), Files.readAllBytes(file)));
        }
      }
    }
    return seeds;
  }

  private static Judged judge(final byte[] wasm) {
    Optional<CompileException> ours = Optional.empty();
    final ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    final long start = thread.getCurrentThreadCpuTime();
    try {
      ModuleValidator.validate(ModuleReader.read(wasm));
    } catch (final CompileException refusal) {
      ours = Optional.of(refusal);
    }
    final long milliseconds = (thread.getCurrentThreadCpuTime() - start) / 1_000_000;
    Optional<Throwable> reference = Optional.empty();
    try {
      Parser.parse(wasm);
    } catch (final RuntimeException
        | AssertionError
        | StackOverflowError
        | OutOfMemoryError refusal) {
      reference = Optional.of(refusal);
    }
    return new Judged(wasm, ours, milliseconds, reference);
  }

  @Test
  void damaged_modules_are_accepted_or_refused_as_by_the_reference()
      throws IOException, WatException {
    final List<Seed> seeds = seeds();
    final SortedMap<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < MODULES; i++) {
      final Judged judged = judge(seed(seeds, i).next());
      assertThat(judged.milliseconds()).as("milliseconds for module %s", i).isLessThan(AT_MOST);
      counts.merge(verdict(judged, i), 1, Integer::sum);
    }
    System.out.println(MODULES + " damaged modules: " + counts);
    assertThat(counts.keySet()).noneMatch(key -> key.startsWith(UNEXPLAINED));
    // Damage that is always noticed, or never, would test nothing.
    assertThat(counts.get("both accept")).isGreaterThan(MODULES / 100);
    assertThat(counts.get("both refuse")).isGreaterThan(MODULES / 2);
  }

  /** Large modules cost most of the time, so they come less often. */
  private static Seed seed(final List<Seed> seeds, final int i) {
    final Seed seed = seeds.get(i % seeds.size());
    final int round = i / seeds.size();
    return seed.wasm.length <= SMALL || round % 100 == 0 ? seed : seeds.get(round % EXAMPLES);
  }

  private static String verdict(final Judged judged, final int number) {
    if (judged.ours().isPresent() && judged.ours().get().isUnsupported()) {
      return "unsupported";
    }
    if (judged.ours().isEmpty() == judged.reference().isEmpty()) {
      return judged.ours().isEmpty() ? "both accept" : "both refuse";
    }
    for (final KnownDifference known : KNOWN) {
      if (known.holds().test(judged)) {
        return known.rule();
      }
    }
    return UNEXPLAINED
        + "module "
        + number
        + ": ours "
        + judged.ours().map(Throwable::getMessage).orElse("accepts")
        + "; Chicory "
        + judged.reference().map(Throwable::toString).orElse("accepts");
  }
}
