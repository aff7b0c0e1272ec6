package parallax.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.sourcemap.MapFormatException;
import parallax.compiler.sourcemap.MapReader;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.StandardProgram;

/**
 * A JAM program that the command line names.
 *
 * @param path its file
 * @param program what is in it
 * @param compiled the program with its map, when that lies beside it
 */
record ProgramInput(Path path, StandardProgram program, Optional<CompiledProgram> compiled) {
  private static final String PROGRAM = ".jam";
  private static final String MAP = ".map";

  /** Whether a file is a program by its name; everything else is taken for a module. */
  static boolean isProgram(final Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(PROGRAM);
  }

  /** Where the map of a program is. */
  static Path mapOf(final Path program) {
    final String name = program.getFileName().toString();
    final String stem = isProgram(program) ? name.substring(0, name.length() - 4) : name;
    return program.resolveSibling(stem + MAP);
  }

  /** Reads a program, with or without metadata before it, and its map if there is one. */
  static ProgramInput read(final Path path) throws BadInput {
    final StandardProgram program = program(path);
    final Path map = mapOf(path);
    if (!Files.isRegularFile(map)) {
      return new ProgramInput(path, program, Optional.empty());
    }
    final String text = new String(ModuleInput.bytes(map), StandardCharsets.UTF_8);
    try {
      return new ProgramInput(path, program, Optional.of(MapReader.read(text, program)));
    } catch (MapFormatException e) {
      throw BadInput.at(map, "map", -1, e.getMessage());
    }
  }

  /**
   * The program with its map, which has to be there.
   *
   * @param named as {@link #profile} has it
   */
  CompiledProgram withMap(final Optional<Profile> named) throws BadInput {
    if (compiled.isEmpty()) {
      throw BadInput.of(path, "has no " + mapOf(path).getFileName() + " beside it to find exports");
    }
    profile(named);
    return compiled.get();
  }

  /**
   * The PVM that the program is for: what its map says, else what was named, else the default.
   *
   * @param named on the command line; it cannot be another than the map's
   */
  Profile profile(final Optional<Profile> named) throws BadInput {
    if (compiled.isEmpty()) {
      return named.orElse(CompilerOptions.DEFAULT.profile());
    }
    final Profile known = compiled.get().profile();
    if (named.isPresent() && named.get() != known) {
      throw BadInput.usage(
          "--profile: by its map, "
              + path
              + " is for "
              + known.label()
              + ", not "
              + named.get().label());
    }
    return known;
  }

  private static StandardProgram program(final Path path) throws BadInput {
    final byte[] bytes = ModuleInput.bytes(path);
    try {
      return BlobReader.readStandard(bytes);
    } catch (BlobException plain) {
      try {
        return BlobReader.readStandardWithMetadata(bytes);
      } catch (BlobException e) {
        throw BadInput.at(path, "program", plain.offset(), plain.getMessage());
      }
    }
  }
}
