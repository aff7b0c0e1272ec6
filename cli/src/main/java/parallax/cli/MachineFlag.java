package parallax.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.translator.TranslatedMachine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which of our machines runs the program: the option of the commands that run one to its end. */
final class MachineFlag {
  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      order = 49,
      converter = Converter.class,
      description =
          "The machine: interpreter, translator (everything to JVM code), or auto (default: "
              + "interpreter first, code that is used much translated).")
  private Engine engine = Engine.AUTO;

  /** Makes the machines. */
  MachineFactory machines() {
    return engine.machines;
  }

  /** Our machines. */
  private enum Engine {
    INTERPRETER(Interpreter::of),
    TRANSLATOR(TranslatedMachine::of),
    AUTO(TranslatedMachine::automatic);

    private final MachineFactory machines;

    Engine(final MachineFactory machines) {
      this.machines = machines;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads the word. */
  static final class Converter implements ITypeConverter<Engine> {
    @Override
    public Engine convert(final String text) {
      return Arrays.stream(Engine.values())
          .filter(engine -> engine.word().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "no engine is called "
                          + text
                          + "; there are "
                          + Arrays.stream(Engine.values())
                              .map(Engine::word)
                              .collect(Collectors.joining(", "))));
    }
  }
}
