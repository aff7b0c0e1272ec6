package parallax.compiler.binary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import parallax.compiler.CompileException;
import parallax.corpus.wast.RefusalReasons;
import parallax.corpus.wast.ScriptModule;
import parallax.corpus.wast.WastCommand;
import parallax.corpus.wast.WastException;
import parallax.corpus.wast.WastReader;
import parallax.corpus.wat.WatCache;
import parallax.corpus.wat.WatException;

/**
 * Goes through all modules of the official test suite: those that have to be accepted are also
 * written and read again, those that have to be refused must be refused for the reason that the
 * script gives.
 */
final class SuiteWalk {
  /** What a script says of a module. */
  enum Claim {
    VALID,
    INVALID,
    MALFORMED_BINARY,
    /** The business of a text parser. */
    MALFORMED_TEXT,
    /** Wrong in a custom section only, which decoders and validators have to pass over. */
    CUSTOM_SECTION
  }

  private static final RefusalReasons REASONS = RefusalReasons.load();

  private final WatCache parser;
  private final Map<Claim, Integer> counts = new EnumMap<>(Claim.class);
  private final Map<Claim, Integer> confirmed = new EnumMap<>(Claim.class);
  private final SortedMap<String, String> failures = new TreeMap<>();

  SuiteWalk(final Path cache) {
    parser = new WatCache(cache);
  }

  /** The scripts of a suite that belong to WebAssembly 3.0. */
  static List<Path> scripts(final Path suite) throws IOException {
    final List<Path> scripts = new ArrayList<>();
    for (final Path folder : List.of(suite, suite.resolve("custom"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".wast")).sorted().forEach(scripts::add);
      }
    }
    return scripts;
  }

  /** How many modules of a kind there were. */
  int count(final Claim claim) {
    return counts.getOrDefault(claim, 0);
  }

  /** How many of them are what the script says. */
  int confirmed(final Claim claim) {
    return confirmed.getOrDefault(claim, 0);
  }

  /** What is wrong with each module that is not, by script and line. */
  SortedMap<String, String> failures() {
    return failures;
  }

  void script(final Path file) throws IOException, WastException {
    for (final WastCommand command : WastReader.read(Files.readString(file))) {
      if (command.module().isPresent()) {
        module(file.getFileName() + ":" + command.line(), command, command.module().get());
      }
    }
  }

  private void module(final String place, final WastCommand command, final ScriptModule module)
      throws IOException {
    final Claim claim =
        switch (command.keyword()) {
          case "assert_invalid" -> Claim.INVALID;
          case "assert_malformed_custom", "assert_invalid_custom" -> Claim.CUSTOM_SECTION;
          case "assert_malformed" ->
              module.form() == ScriptModule.Form.BINARY
                  ? Claim.MALFORMED_BINARY
                  : Claim.MALFORMED_TEXT;
          default -> Claim.VALID;
        };
    counts.merge(claim, 1, Integer::sum);
    final String failure =
        claim == Claim.MALFORMED_TEXT || claim == Claim.CUSTOM_SECTION
            ? null
            : check(claim, command, module);
    if (failure == null) {
      confirmed.merge(claim, 1, Integer::sum);
    } else {
      failures.put(place, failure);
    }
  }

  /** What is wrong, or null. */
  private String check(final Claim claim, final WastCommand command, final ScriptModule module)
      throws IOException {
    final byte[] wasm;
    try {
      wasm =
          module.form() == ScriptModule.Form.BINARY ? module.wasm() : parser.parse(module.text());
    } catch (final WatException e) {
      return "text: " + e.getMessage();
    }
    try {
      final WasmModule read = ModuleReader.read(wasm);
      ModuleValidator.validate(read);
      return claim == Claim.VALID ? roundTrip(read) : "accepted, but " + command.expectedText();
    } catch (final CompileException e) {
      return refusal(claim, command, e);
    }
  }

  private static String refusal(
      final Claim claim, final WastCommand command, final CompileException e) {
    final boolean kind =
        switch (claim) {
          case INVALID -> e instanceof InvalidException;
          case MALFORMED_BINARY -> e instanceof MalformedException;
          default -> false;
        };
    final String asserted =
        new String(
            command.expectedText().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return kind && REASONS.agree(asserted, e.text()) ? null : "expected " + asserted + ", got " + e;
  }

  /** What was written must read as the same module, and be written in the same way again. */
  private static String roundTrip(final WasmModule module) {
    try {
      final byte[] written = ModuleWriter.write(module);
      final WasmModule again = ModuleReader.read(written);
      ModuleValidator.validate(again);
      if (!Arrays.equals(written, ModuleWriter.write(again))) {
        return "written differently the second time";
      }
      if (!outline(module).equals(outline(again))) {
        return "not the same module when written and read again";
      }
      return instructions(module).equals(instructions(again)) ? null : "not the same instructions";
    } catch (final CompileException e) {
      return "not read again: " + e;
    }
  }

  /** All of a module that does not depend on how and where it is written in the bytes. */
  private static List<Object> outline(final WasmModule m) {
    return List.of(
        m.types(),
        m.recGroups(),
        m.imports().stream().map(i -> List.of(i.module(), i.name(), i.kind(), i.index())).toList(),
        m.functions(),
        m.tables(),
        m.tableInits().stream().map(Optional::isPresent).toList(),
        m.memories(),
        m.tags(),
        m.globals(),
        m.exports().stream().map(e -> List.of(e.name(), e.kind(), e.index())).toList(),
        m.start(),
        m.elements().stream()
            .map(s -> List.of(s.mode(), s.table(), s.type(), s.usesExpressions(), s.functions()))
            .toList(),
        m.dataCount(),
        m.data().stream().map(s -> List.of(s.mode(), s.memory(), s.length())).toList(),
        m.bodies().stream().map(WasmModule.Body::groups).toList(),
        m.names());
  }

  /** Every instruction of every body, decoded and encoded one by one. */
  private static List<List<Byte>> instructions(final WasmModule m) throws CompileException {
    final List<List<Byte>> bodies = new ArrayList<>();
    for (final WasmModule.Body body : m.bodies()) {
      final InstructionReader reader = InstructionReader.of(m, body);
      final InstructionWriter writer = new InstructionWriter();
      while (!reader.atEnd()) {
        writer.copy(reader.next(), reader);
      }
      final List<Byte> bytes = new ArrayList<>();
      for (final byte each : writer.toBytes()) {
        bytes.add(each);
      }
      bodies.add(bytes);
    }
    return bodies;
  }
}
