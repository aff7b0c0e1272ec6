package parallax.cli;

import java.util.Optional;
import parallax.compiler.CompilerOptions;
import parallax.compiler.EntryPoints;
import parallax.compiler.ProgramMetadata;
import picocli.CommandLine.Option;

/** What a program runs when JAM enters it. */
final class ServiceFlags {
  private static final String VERSION = "0.0.0";

  @Option(
      names = "--entry",
      paramLabel = "EXPORT",
      order = 2,
      description = "The exported function that the program runs on its arguments.")
  private String entry;

  @Option(
      names = "--refine",
      paramLabel = "EXPORT",
      order = 3,
      description = "A service: the export that position 0 runs.")
  private String refine;

  @Option(
      names = "--accumulate",
      paramLabel = "EXPORT",
      order = 4,
      description = "A service: the export that position 5 runs.")
  private String accumulate;

  @Option(
      names = "--is-authorized",
      paramLabel = "EXPORT",
      order = 5,
      description = "An authorizer: the export that position 0 runs.")
  private String isAuthorized;

  @Option(
      names = "--alloc",
      paramLabel = "EXPORT",
      order = 6,
      description =
          "The export that gives a service room for its arguments (default: the first of __new, "
              + "malloc and cabi_realloc that there is, else memory grows).")
  private String allocator;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      order = 7,
      description = "The service's name in its metadata (default: the name of the file).")
  private String name;

  @Option(
      names = "--program-version",
      paramLabel = "TEXT",
      order = 8,
      description = "The service's version in its metadata (default: " + VERSION + ").")
  private String version;

  @Option(
      names = "--no-metadata",
      order = 9,
      description = "Write a service without metadata in front of it.")
  private boolean noMetadata;

  private boolean isService() {
    return refine != null || accumulate != null || isAuthorized != null;
  }

  /** The exports that the program runs by itself, for people. */
  Optional<String> roleOf(final String export) {
    if (export.equals(entry)) {
      return Optional.of("entry");
    }
    if (export.equals(refine)) {
      return Optional.of("refine, position 0");
    }
    if (export.equals(isAuthorized)) {
      return Optional.of("is_authorized, position 0");
    }
    return export.equals(accumulate) ? Optional.of("accumulate, position 5") : Optional.empty();
  }

  Optional<String> entry() {
    return Optional.ofNullable(entry);
  }

  /**
   * The options with these entries.
   *
   * @param file name of the module without its ending
   */
  CompilerOptions apply(final CompilerOptions options, final String file) throws BadInput {
    if (!isService()) {
      if (allocator != null || name != null || version != null || noMetadata) {
        throw BadInput.usage(
            "--alloc, --name, --program-version and --no-metadata are for services: --refine,"
                + " --accumulate or --is-authorized is missing");
      }
      return entry == null ? options : options.withEntry(entry);
    }
    if (entry != null) {
      throw BadInput.usage("--entry is not for services");
    }
    if (refine != null && isAuthorized != null) {
      throw BadInput.usage("--refine and --is-authorized are both at position 0");
    }
    if (noMetadata && (name != null || version != null)) {
      throw BadInput.usage("--name and --program-version are metadata, and --no-metadata is given");
    }
    final CompilerOptions service =
        options.withEntry(
            new EntryPoints.Service(
                Optional.ofNullable(refine).or(() -> Optional.ofNullable(isAuthorized)),
                Optional.ofNullable(accumulate),
                Optional.ofNullable(allocator)));
    return noMetadata
        ? service
        : service.withMetadata(
            new ProgramMetadata(name == null ? file : name, version == null ? VERSION : version));
  }
}
