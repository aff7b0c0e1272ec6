package parallax.compiler;

import java.util.List;
import java.util.Optional;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.ir.Signature;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.StandardProgram;

/**
 * The result of compilation: the program and everything a host, a debugger or the oracle has to
 * know about it.
 *
 * <p>To run it: enter {@link #initPc()} once, then export thunks, always with the registers of the
 * standard program (ra = 0xFFFF0000, sp = the stack's top). Memory is kept between entries.
 *
 * <p>To initialise instances one after the other, with calls between them: enter {@link
 * Instance#initPc()} of each, in order and the first before all else, instead of {@link #initPc()}.
 * One that traps keeps what it has written; the others may go on.
 *
 * @param profile the PVM that it is for
 * @param program the standard program (GP 0.7.2 A.7)
 * @param codeMap pc to function, source offset and trap kind
 * @param layout addresses of memories, globals, tables and the call buffer
 * @param hostCalls which ecalli index is which import
 * @param initPc the thunk that initialises the program: all its instances in order
 * @param exports exports of all instances, in order
 * @param instances the instances; empty when nothing is known of them and there is one, whose
 *     indices are those of the program
 */
public record CompiledProgram(
    Profile profile,
    StandardProgram program,
    CodeMap codeMap,
    MemoryLayout layout,
    HostCallManifest hostCalls,
    int initPc,
    List<Export> exports,
    List<Instance> instances) {
  public CompiledProgram {
    exports = List.copyOf(exports);
    instances = List.copyOf(instances);
  }

  /** A program of one instance whose indices are those of the program. */
  public CompiledProgram(
      final Profile profile,
      final StandardProgram program,
      final CodeMap codeMap,
      final MemoryLayout layout,
      final HostCallManifest hostCalls,
      final int initPc,
      final List<Export> exports) {
    this(profile, program, codeMap, layout, hostCalls, initPc, exports, List.of());
  }

  /**
   * An instance.
   *
   * @param initPc the thunk that initialises it
   * @param indices what its module's indices are in the program
   */
  public record Instance(int initPc, LinkedInstance indices) {}

  /** What an export is. */
  public enum ExportKind {
    FUNCTION,
    TABLE,
    MEMORY,
    GLOBAL
  }

  /**
   * An export.
   *
   * @param instance position of its instance in the list that was compiled
   * @param name its name
   * @param kind what it is
   * @param index its index in the program (in {@code layout} for tables, memories and globals)
   * @param signature a function's type, a global's type as its only result, otherwise empty lists
   * @param mutable for globals
   * @param thunkPc for functions: where to enter
   */
  public record Export(
      int instance,
      String name,
      ExportKind kind,
      int index,
      Signature signature,
      boolean mutable,
      int thunkPc) {}

  /**
   * The export of that name and kind in the last instance, which is the module itself where there
   * are adapters, or otherwise in the first that has it.
   */
  public Optional<Export> export(final ExportKind kind, final String name) {
    final Optional<Export> found = export(mainInstance(), kind, name);
    return found.isPresent()
        ? found
        : exports.stream().filter(e -> e.kind() == kind && e.name().equals(name)).findFirst();
  }

  /** The position of the instance that programs are entered by: the last. */
  public int mainInstance() {
    return Math.max(0, instances.size() - 1);
  }

  /** The export of that name and kind in one instance. */
  public Optional<Export> export(final int instance, final ExportKind kind, final String name) {
    return exports.stream()
        .filter(e -> e.instance() == instance && e.kind() == kind && e.name().equals(name))
        .findFirst();
  }

  /** The number in the program of a memory of an instance's module. */
  public int memory(final int instance, final int index) {
    return instances.isEmpty() ? index : instances.get(instance).indices().memories().get(index);
  }

  /** The bytes of the .jam file, with its metadata if it has any. */
  public byte[] toBytes() {
    return BlobWriter.writeStandard(program);
  }
}
