package parallax.compiler;

import java.util.Objects;
import java.util.Optional;
import parallax.compiler.abi.ImportBindings;
import parallax.pvm.isa.Profile;

/**
 * What a compilation is asked for.
 *
 * @param level optimisation level
 * @param allocator what gives values their registers
 * @param profile the PVM that the program is for
 * @param stackSize bytes of stack, rounded up to whole PVM pages
 * @param entry what hosts enter at pc 0 and 5
 * @param imports what imported functions are that no instance provides
 * @param metadata what the program says of itself in front of its bytes
 * @param floats what becomes of float instructions
 * @param verify check every stage's output (always on in tests and fuzzing)
 */
public record CompilerOptions(
    OptLevel level,
    AllocatorKind allocator,
    Profile profile,
    int stackSize,
    EntryPoints entry,
    ImportBindings imports,
    Optional<ProgramMetadata> metadata,
    Floats floats,
    boolean verify) {
  /** 1 MiB. */
  public static final int DEFAULT_STACK_SIZE = 1 << 20;

  /** Largest stack that fits the standard program's header (GP 0.7.2 A.7: three bytes). */
  public static final int MAX_STACK_SIZE = (1 << 24) - 1;

  /** What the command line uses when nothing is said. */
  public static final CompilerOptions DEFAULT =
      new CompilerOptions(
          OptLevel.O0, Profile.GP_0_7_2, DEFAULT_STACK_SIZE, Optional.empty(), true);

  public CompilerOptions {
    Objects.requireNonNull(level);
    Objects.requireNonNull(allocator);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(entry);
    Objects.requireNonNull(imports);
    Objects.requireNonNull(metadata);
    Objects.requireNonNull(floats);
    if (stackSize < 4_096 || stackSize > MAX_STACK_SIZE) {
      throw new IllegalArgumentException(
          "stack size " + stackSize + " is not in 4096.." + MAX_STACK_SIZE);
    }
  }

  /**
   * Options for a program whose imports are host calls, with the level's allocator and {@link
   * Floats#SOFT}.
   *
   * @param entry export that the program's pc 0 runs on its arguments; empty: pc 0 only initialises
   */
  public CompilerOptions(
      final OptLevel level,
      final Profile profile,
      final int stackSize,
      final Optional<String> entry,
      final boolean verify) {
    this(
        level,
        level.allocator(),
        profile,
        stackSize,
        new EntryPoints.Values(entry),
        ImportBindings.HOST_CALLS,
        Optional.empty(),
        Floats.SOFT,
        verify);
  }

  public CompilerOptions withAllocator(final AllocatorKind other) {
    return new CompilerOptions(
        level, other, profile, stackSize, entry, imports, metadata, floats, verify);
  }

  public CompilerOptions withProfile(final Profile other) {
    return new CompilerOptions(
        level, allocator, other, stackSize, entry, imports, metadata, floats, verify);
  }

  public CompilerOptions withStackSize(final int bytes) {
    return new CompilerOptions(
        level, allocator, profile, bytes, entry, imports, metadata, floats, verify);
  }

  public CompilerOptions withEntry(final String export) {
    return withEntry(new EntryPoints.Values(Optional.of(export)));
  }

  public CompilerOptions withEntry(final EntryPoints points) {
    return new CompilerOptions(
        level, allocator, profile, stackSize, points, imports, metadata, floats, verify);
  }

  public CompilerOptions withImports(final ImportBindings bindings) {
    return new CompilerOptions(
        level, allocator, profile, stackSize, entry, bindings, metadata, floats, verify);
  }

  public CompilerOptions withMetadata(final ProgramMetadata described) {
    return new CompilerOptions(
        level,
        allocator,
        profile,
        stackSize,
        entry,
        imports,
        Optional.of(described),
        floats,
        verify);
  }

  public CompilerOptions withFloats(final Floats other) {
    return new CompilerOptions(
        level, allocator, profile, stackSize, entry, imports, metadata, other, verify);
  }
}
