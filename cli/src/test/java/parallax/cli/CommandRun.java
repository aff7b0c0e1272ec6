package parallax.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** A command line that was run within this JVM, and everything it left behind. */
record CommandRun(int code, String out, String err) {
  static CommandRun of(final Object... args) {
    return reading(new byte[0], args);
  }

  /** The same with standard input. */
  static CommandRun reading(final byte[] input, final Object... args) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = String.valueOf(args[i]);
    }
    final int code =
        Main.run(
            texts,
            new ByteArrayInputStream(input),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Ansi.OFF);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output as one JSON document and nothing else. */
  JsonNode json() throws JsonProcessingException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .readTree(out);
  }

  /** A file of the tests' modules. */
  static Path module(final String name) {
    return Path.of(
        System.getProperty("parallax.root"), "cli/src/test/resources/parallax/cli/modules", name);
  }
}
