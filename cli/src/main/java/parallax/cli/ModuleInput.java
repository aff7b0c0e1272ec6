package parallax.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.compiler.binary.WasmModule;
import parallax.corpus.ModuleFile;
import parallax.corpus.wat.WatException;

/**
 * A module that the command line names.
 *
 * @param path its file
 * @param wasm its bytes; those of the binary form when the file is text
 */
record ModuleInput(Path path, byte[] wasm) {
  /** Reads a module in either form. */
  static ModuleInput read(final Path path) throws BadInput {
    bytes(path);
    try {
      return new ModuleInput(path, ModuleFile.load(path));
    } catch (WatException e) {
      throw BadInput.at(path, "text", -1, e.getMessage());
    } catch (IOException e) {
      throw BadInput.of(path, "cannot be read: " + e.getMessage());
    }
  }

  /** Compiles it. */
  CompiledProgram compile(final CompilerOptions options) throws BadInput {
    return compile(options, List.of());
  }

  /**
   * Compiles it with adapters.
   *
   * @param adapters files of modules whose exports satisfy imports
   */
  CompiledProgram compile(final CompilerOptions options, final List<Path> adapters)
      throws BadInput {
    final List<byte[]> modules = new ArrayList<>();
    for (final Path adapter : adapters) {
      final ModuleInput read = read(adapter);
      read.decode();
      modules.add(read.wasm());
    }
    try {
      return WasmCompiler.compile(InstanceSpec.withAdapters(wasm, modules), options);
    } catch (CompileException e) {
      throw BadInput.of(path, e);
    }
  }

  /** Decodes and validates it. */
  WasmModule decode() throws BadInput {
    try {
      final WasmModule module = ModuleReader.read(wasm);
      ModuleValidator.validate(module);
      return module;
    } catch (CompileException e) {
      throw BadInput.of(path, e);
    }
  }

  /** Its name without folder and ending. */
  String name() {
    final String file = path.getFileName().toString();
    final int dot = file.lastIndexOf('.');
    return dot <= 0 ? file : file.substring(0, dot);
  }

  /** The bytes of a file, or why there are none. */
  static byte[] bytes(final Path path) throws BadInput {
    if (Files.isDirectory(path)) {
      throw BadInput.of(path, "is a folder");
    }
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw BadInput.of(path, "no such file");
    } catch (IOException e) {
      throw BadInput.of(path, "cannot be read: " + e.getMessage());
    }
  }
}
