package parallax.compiler.legalize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;

/**
 * Legalizes a whole program. Functions are edited in place; the returned module is the one to go on
 * with.
 */
public final class Legalizer {
  /**
   * A program in legal IR.
   *
   * @param ir functions, then the routines that they need; those of the runtime library are
   *     declared, without a body and without a host call
   * @param runtime where the routines of the runtime library are declared
   */
  public record Result(ModuleIr ir, Map<RuntimeFunction, Integer> runtime) {
    public Result {
      runtime = Collections.unmodifiableMap(new EnumMap<>(runtime));
    }
  }

  private Legalizer() {}

  /** The same program in legal IR. */
  public static Result legalize(final ModuleIr module) {
    final Routines routines = new Routines(module);
    final List<FunctionDeclaration> functions = new ArrayList<>();
    for (final FunctionDeclaration declaration : module.functions()) {
      declaration.body().ifPresent(body -> new FunctionLegalizer(module, body, routines).run());
      functions.add(legal(declaration));
    }
    functions.addAll(routines.declarations());
    final ModuleIr legal =
        new ModuleIr(
            functions,
            module.memories(),
            module.tables().stream()
                .map(t -> new ModuleIr.Table(Type.I64, t.minSize(), t.maxSize()))
                .toList(),
            module.globals().stream()
                .map(g -> new ModuleIr.Global(legal(g.type()), g.mutable(), g.initial()))
                .toList(),
            module.dataSegments(),
            module.elementSegments().stream()
                .map(e -> new ModuleIr.ElementSegment(Type.I64, e.items()))
                .toList(),
            module.memoryImages(),
            module.tableImages(),
            module.inits());
    return new Result(legal, routines.runtime());
  }

  /** The type that stands for this one in legal IR. */
  static Type legal(final Type type) {
    return switch (type) {
      case I32, I64, V128 -> type;
      case F32 -> Type.I32;
      case F64, FUNCREF, EXTERNREF -> Type.I64;
    };
  }

  static Signature legal(final Signature signature) {
    return new Signature(
        signature.params().stream().map(Legalizer::legal).toList(),
        signature.results().stream().map(Legalizer::legal).toList());
  }

  private static FunctionDeclaration legal(final FunctionDeclaration d) {
    final Optional<Function> body = d.body();
    final Signature signature = legal(d.signature());
    body.ifPresent(function -> function.retype(signature));
    return new FunctionDeclaration(
        d.index(), d.name(), signature, d.typeId(), body, d.host(), d.referenced());
  }
}
