package parallax.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import parallax.compiler.AllocatorKind;
import parallax.compiler.CompilerOptions;
import parallax.compiler.Floats;
import parallax.compiler.OptLevel;
import parallax.compiler.abi.ImportBindings;
import parallax.compiler.abi.ImportsFormatException;
import parallax.compiler.abi.ImportsReader;
import parallax.pvm.isa.Profile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How to compile: the options that every command which compiles shares. */
final class CompilerFlags {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      order = 50,
      converter = ProfileConverter.class,
      description = "The PVM to compile for (default: gp-0.7.2).")
  private Profile profile;

  @Option(
      names = "-O",
      paramLabel = "LEVEL",
      order = 51,
      converter = LevelConverter.class,
      description = "Optimisation level, as in -O0 (default: 0).")
  private OptLevel level = CompilerOptions.DEFAULT.level();

  @Option(
      names = "--allocator",
      paramLabel = "NAME",
      order = 52,
      converter = AllocatorConverter.class,
      description =
          "Register allocation: stack, every value in a stack slot, or linear, linear scan"
              + " (default: that of the level; -O0: stack).")
  private AllocatorKind allocator;

  @Option(
      names = "--stack-size",
      paramLabel = "BYTES",
      order = 53,
      description = "Bytes of stack, rounded up to whole pages (default: 1048576).")
  private int stackSize = CompilerOptions.DEFAULT_STACK_SIZE;

  @Option(
      names = "--floats",
      paramLabel = "HOW",
      order = 54,
      converter = FloatsConverter.class,
      description =
          "Floating point: soft, by routines on integers, or reject modules that use it"
              + " (default: soft).")
  private Floats floats = CompilerOptions.DEFAULT.floats();

  @Option(
      names = "--imports",
      paramLabel = "FILE",
      order = 55,
      description = {
        "What imported functions are, one a line: MODULE.NAME = trap | nop | const N | ecalli N | "
            + "wasi; * for a name, or for all."
      })
  private Path imports;

  /** The profile, if one was named. */
  Optional<Profile> profile() {
    return Optional.ofNullable(profile);
  }

  /** The options, without an entry point; imports that are not bound are host calls. */
  CompilerOptions options() throws BadInput {
    return base().withImports(bindings());
  }

  private ImportBindings bindings() throws BadInput {
    if (imports == null) {
      return ImportBindings.HOST_CALLS;
    }
    try {
      return ImportsReader.read(new String(ModuleInput.bytes(imports), StandardCharsets.UTF_8));
    } catch (ImportsFormatException e) {
      throw BadInput.at(imports, "imports", -1, e.getMessage());
    }
  }

  private CompilerOptions base() {
    try {
      return new CompilerOptions(
              level,
              profile().orElse(CompilerOptions.DEFAULT.profile()),
              stackSize,
              Optional.empty(),
              true)
          .withAllocator(allocator == null ? level.allocator() : allocator)
          .withFloats(floats);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Reads {@code gp-0.7.2}. */
  static final class ProfileConverter implements ITypeConverter<Profile> {
    @Override
    public Profile convert(final String text) {
      return Profile.byLabel(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "no profile is called "
                          + text
                          + "; there are "
                          + Arrays.stream(Profile.values())
                              .map(Profile::label)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** Reads the digit behind {@code -O}. */
  static final class LevelConverter implements ITypeConverter<OptLevel> {
    @Override
    public OptLevel convert(final String text) {
      for (final OptLevel level : OptLevel.values()) {
        if (level.name().equals("O" + text)) {
          return level;
        }
      }
      throw new TypeConversionException(
          "there is no level -O"
              + text
              + "; there are "
              + Arrays.stream(OptLevel.values())
                  .map(level -> "-" + level.name())
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Reads {@code stack} and {@code linear}. */
  static final class AllocatorConverter implements ITypeConverter<AllocatorKind> {
    @Override
    public AllocatorKind convert(final String text) {
      for (final AllocatorKind allocator : AllocatorKind.values()) {
        if (allocator.label().equals(text)) {
          return allocator;
        }
      }
      throw new TypeConversionException(
          "no allocator is called "
              + text
              + "; there are "
              + Arrays.stream(AllocatorKind.values())
                  .map(AllocatorKind::label)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Reads {@code soft} and {@code reject}. */
  static final class FloatsConverter implements ITypeConverter<Floats> {
    @Override
    public Floats convert(final String text) {
      for (final Floats floats : Floats.values()) {
        if (floats.name().toLowerCase(Locale.ROOT).equals(text)) {
          return floats;
        }
      }
      throw new TypeConversionException(text + " is neither soft nor reject");
    }
  }
}
