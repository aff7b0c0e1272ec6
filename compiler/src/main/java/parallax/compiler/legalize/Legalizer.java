package parallax.compiler.legalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private Legalizer() {}

  /** The same program in legal IR, with the routines that it needs added behind its functions. */
  public static ModuleIr legalize(final ModuleIr module) {
    final Routines routines = new Routines(module);
    final List<FunctionDeclaration> functions = new ArrayList<>();
    for (final FunctionDeclaration declaration : module.functions()) {
      declaration.body().ifPresent(body -> new FunctionLegalizer(module, body, routines).run());
      functions.add(legal(declaration));
    }
    functions.addAll(routines.declarations());
    return new ModuleIr(
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
  }

  /** The type that stands for this one in legal IR. */
  static Type legal(final Type type) {
    return type.isReference() ? Type.I64 : type;
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
