package parallax.compiler.frontend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import parallax.compiler.CompileException;
import parallax.compiler.abi.HostInterface;
import parallax.compiler.abi.ImportBinding;
import parallax.compiler.abi.ImportBindings;
import parallax.compiler.abi.ImportBindings.Unbound;
import parallax.compiler.abi.Intrinsic;
import parallax.compiler.abi.JamFunction;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Signature;

/**
 * What each imported function is that no instance provides: a host call, or a function with a body
 * of the compiler's. A rule for the import or its module comes first, then what the import means by
 * its name (JAM's host functions, intrinsics, WASI), then the rule for everything.
 */
final class ImportedFunctions {
  private final HostInterface host;
  private final HostCalls hostCalls;

  /**
   * @param body of the function, or empty for a host call
   * @param host number of the host call, or -1
   * @param onlyCalled whether calls of it are translated in place, so that there is nothing to
   *     refer to
   */
  record Meaning(Optional<Function> body, int host, boolean onlyCalled) {
    static Meaning of(final Function body) {
      return new Meaning(Optional.of(body), -1, false);
    }

    static Meaning ofHost(final int index) {
      return new Meaning(Optional.empty(), index, false);
    }
  }

  ImportedFunctions(final HostInterface host, final HostCalls hostCalls) {
    this.host = host;
    this.hostCalls = hostCalls;
  }

  HostCalls hostCalls() {
    return hostCalls;
  }

  /** Those imports whose calls have the number of a host call among their operands, by index. */
  Map<Integer, Intrinsic> byNumber(final List<Import> imports) {
    final Map<Integer, Intrinsic> found = new TreeMap<>();
    for (final Import imported : imports) {
      intrinsic(imported)
          .filter(Intrinsic::isHostCall)
          .ifPresent(intrinsic -> found.put(imported.index(), intrinsic));
    }
    return found;
  }

  /** The function that makes a host call of a number that was an operand. */
  int hostCall(
      final Intrinsic intrinsic, final int number, final InstanceScope scope, final int offset)
      throws CompileException {
    return hostCalls.function(
        number,
        Intrinsic.MODULE,
        intrinsic.name() + "(" + number + ")",
        HostCalls.registers(intrinsic.registers(), intrinsic.results()),
        offset);
  }

  private Optional<Intrinsic> intrinsic(final Import imported) {
    return imported.module().equals(Intrinsic.MODULE)
            && host.bindings().of(imported.module(), imported.name()).isEmpty()
        ? Intrinsic.of(imported.name())
        : Optional.empty();
  }

  /**
   * What an import is.
   *
   * @param scope of the importing instance
   * @param name of the function in the program
   */
  Meaning meaning(final InstanceScope scope, final Import imported, final String name)
      throws CompileException {
    final Optional<ImportBinding> rule = host.bindings().of(imported.module(), imported.name());
    if (rule.isPresent()) {
      return bound(rule.get(), scope, imported, name);
    }
    switch (imported.module()) {
      case Intrinsic.MODULE -> {
        return intrinsic(scope, imported, name);
      }
      case JamFunction.MODULE -> {
        return jam(scope, imported, name);
      }
      case ImportBindings.WASI -> {
        return bound(new ImportBinding.Wasi(), scope, imported, name);
      }
      default -> {
        final Optional<ImportBinding> otherwise = host.bindings().otherwise();
        if (otherwise.isEmpty() && host.bindings().unbound() == Unbound.ERROR) {
          throw unbound(scope, imported);
        }
        return bound(
            otherwise.orElse(new ImportBinding.HostCall(OptionalInt.empty())),
            scope,
            imported,
            name);
      }
    }
  }

  private Meaning bound(
      final ImportBinding binding,
      final InstanceScope scope,
      final Import imported,
      final String name)
      throws CompileException {
    final ImportBodies bodies = bodies(scope, imported, name);
    if (binding instanceof ImportBinding.Trap) {
      return Meaning.of(bodies.trap());
    }
    if (binding instanceof ImportBinding.Nop) {
      return Meaning.of(bodies.nop());
    }
    if (binding instanceof ImportBinding.Const constant) {
      return Meaning.of(
          bodies
              .constant(constant.value())
              .orElseThrow(
                  () ->
                      error(
                          scope,
                          imported,
                          "const " + constant.value() + " is no result of its type")));
    }
    final boolean isWasi = binding instanceof ImportBinding.Wasi;
    final OptionalInt index =
        binding instanceof ImportBinding.HostCall call ? call.index() : OptionalInt.empty();
    final FuncType type = scope.module().functionType(imported.index());
    return Meaning.ofHost(
        hostCalls.index(
            index,
            isWasi ? ImportBindings.WASI : imported.module(),
            imported.name(),
            type.params().stream().map(ValType::text).toList(),
            type.results().stream().map(ValType::text).toList(),
            imported.offset()));
  }

  private Meaning intrinsic(final InstanceScope scope, final Import imported, final String name)
      throws CompileException {
    final Intrinsic intrinsic =
        Intrinsic.of(imported.name())
            .orElseThrow(() -> error(scope, imported, "there are " + Intrinsic.NAMES));
    if (!text(scope, imported).equals(intrinsic.declaration())) {
      throw error(scope, imported, "it is a " + intrinsic.declaration());
    }
    final ImportBodies bodies = bodies(scope, imported, name);
    return intrinsic.isHostCall()
        ? new Meaning(Optional.of(bodies.trap()), -1, true)
        : Meaning.of(bodies.machineAddress());
  }

  private Meaning jam(final InstanceScope scope, final Import imported, final String name)
      throws CompileException {
    final JamFunction function = host.jam().get(imported.name());
    if (function == null) {
      throw error(scope, imported, "this profile's are " + String.join(", ", host.jam().keySet()));
    }
    final Signature signature = scope.signature(imported.index(), imported.offset());
    if (!ImportBodies.matches(function, signature)) {
      throw error(scope, imported, "it is a " + function.declaration() + " or takes i32 numbers");
    }
    final int registerCall =
        hostCalls.function(
            function.index(),
            JamFunction.MODULE,
            function.name(),
            HostCalls.registers(function.arguments().size(), function.results()),
            imported.offset());
    return Meaning.of(bodies(scope, imported, name).jam(function, registerCall));
  }

  private ImportBodies bodies(final InstanceScope scope, final Import imported, final String name)
      throws CompileException {
    final int memory = scope.module().memories().isEmpty() ? -1 : scope.memory(0);
    if (memory < 0 && needsMemory(imported)) {
      throw error(scope, imported, "its addresses need a memory");
    }
    return new ImportBodies(
        scope.function(imported.index()),
        name,
        scope.signature(imported.index(), imported.offset()),
        memory);
  }

  private boolean needsMemory(final Import imported) {
    if (host.bindings().of(imported.module(), imported.name()).isPresent()) {
      return false;
    }
    if (imported.module().equals(JamFunction.MODULE)) {
      return host.jam().containsKey(imported.name())
          && host.jam().get(imported.name()).arguments().stream()
              .anyMatch(JamFunction.Argument::isAddress);
    }
    return intrinsic(imported).filter(intrinsic -> !intrinsic.isHostCall()).isPresent();
  }

  private static CompileException unbound(final InstanceScope scope, final Import imported) {
    final String path = imported.module() + "." + imported.name();
    return error(
        scope,
        imported,
        "nothing is bound to it; a line \""
            + path
            + " = trap | nop | const N | ecalli N | wasi\" of the imports file would, or an"
            + " adapter that exports "
            + imported.name());
  }

  private static CompileException error(
      final InstanceScope scope, final Import imported, final String reason) {
    return new CompileException(
        "link",
        -1,
        imported.offset(),
        "import \""
            + imported.module()
            + "\" \""
            + imported.name()
            + "\" "
            + text(scope, imported)
            + ": "
            + reason);
  }

  private static String text(final InstanceScope scope, final Import imported) {
    return ExternalText.of(scope.module(), ExternalKind.FUNCTION, imported.index());
  }
}
