package parallax.compiler;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Type;
import parallax.compiler.mir.lower.ThunkLowering.ResultGlobals;
import parallax.compiler.mir.lower.ThunkLowering.Service;

/** Which functions, memory and globals the entries of a service use. */
final class ServicePlan {
  /** Exports that are taken for the allocator when none is named, in this order. */
  private static final List<String> ALLOCATORS = List.of("__new", "malloc", "cabi_realloc");

  /**
   * What a reactor of WASI exports to be called once, before anything else (its application ABI).
   */
  private static final String INITIALIZER = "_initialize";

  private static final String RESULT_ADDRESS = "result_ptr";
  private static final String RESULT_LENGTH = "result_len";

  private final ExportTable exports;
  private final ModuleIr ir;

  ServicePlan(final ExportTable exports, final ModuleIr ir) {
    this.exports = exports;
    this.ir = ir;
  }

  /**
   * The service behind an export.
   *
   * @param allocator name of the allocator, if it was given
   */
  Service service(final String name, final Optional<String> allocator) throws CompileException {
    final OptionalInt memory = exports.mainMemory();
    if (memory.isEmpty()) {
      throw error("a service needs a memory for its arguments");
    }
    final Service service =
        new Service(
            function(name),
            initializer(),
            allocator(allocator),
            memory.getAsInt(),
            resultGlobals());
    if (!service.isWellTyped()) {
      throw error(
          name
              + " is a "
              + service.function().signature()
              + "; a service is a (i32, i32) -> (i64), or exports its result as the globals "
              + RESULT_ADDRESS
              + " and "
              + RESULT_LENGTH);
    }
    if (!service.hasAllocator()) {
      throw error(
          "the allocator is a "
              + service.allocator().get().signature()
              + "; it takes size, or size and id, or old address, old size, alignment and size,"
              + " all i32, and gives an i32");
    }
    return service;
  }

  private FunctionDeclaration function(final String name) throws CompileException {
    final OptionalInt found = exports.function(name);
    if (found.isEmpty()) {
      throw error("no exported function is called " + name);
    }
    return ir.functions().get(found.getAsInt());
  }

  private Optional<FunctionDeclaration> initializer() {
    final OptionalInt found = exports.function(INITIALIZER);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(ir.functions().get(found.getAsInt()))
            .filter(function -> function.signature().params().isEmpty())
            .filter(function -> function.signature().results().isEmpty());
  }

  private Optional<FunctionDeclaration> allocator(final Optional<String> named)
      throws CompileException {
    if (named.isPresent()) {
      return Optional.of(function(named.get()));
    }
    for (final String name : ALLOCATORS) {
      final OptionalInt found = exports.function(name);
      if (found.isPresent()) {
        return Optional.of(ir.functions().get(found.getAsInt()));
      }
    }
    return Optional.empty();
  }

  private Optional<ResultGlobals> resultGlobals() {
    final OptionalInt address = exports.mainGlobal(RESULT_ADDRESS);
    final OptionalInt length = exports.mainGlobal(RESULT_LENGTH);
    return address.isPresent() && length.isPresent() && isI32(address) && isI32(length)
        ? Optional.of(new ResultGlobals(address.getAsInt(), length.getAsInt()))
        : Optional.empty();
  }

  private boolean isI32(final OptionalInt global) {
    return ir.globals().get(global.getAsInt()).type() == Type.I32;
  }

  private static CompileException error(final String message) {
    return new CompileException("frontend", -1, -1, message);
  }
}
