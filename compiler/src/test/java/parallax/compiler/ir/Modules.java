package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs for tests. */
final class Modules {
  private Modules() {}

  /** A program of these functions and nothing else. */
  static ModuleIr of(final Function... functions) {
    final List<ModuleIr.FunctionDeclaration> declarations = new ArrayList<>();
    final List<Signature> types = new ArrayList<>();
    for (final Function function : functions) {
      if (!types.contains(function.signature())) {
        types.add(function.signature());
      }
      declarations.add(
          new ModuleIr.FunctionDeclaration(
              function.index(),
              function.name(),
              function.signature(),
              types.indexOf(function.signature()),
              Optional.of(function),
              -1,
              false));
    }
    return new ModuleIr(
        declarations,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** A verified program of the functions in these texts. */
  static ModuleIr functions(final String... texts) {
    final Function[] functions = new Function[texts.length];
    for (int i = 0; i < texts.length; i++) {
      functions[i] = IrParser.parseFunction(texts[i]);
    }
    final ModuleIr module = of(functions);
    IrVerifier.verify(module);
    return module;
  }

  /** An instance of a verified program. */
  static IrInstance instance(final ModuleIr module, final IrHost host) {
    IrVerifier.verify(module);
    return new IrInterpreter(module).instantiate(host);
  }

  /** The values that a function returned. */
  static long[] returned(final IrResult result) {
    assertThat(result).isInstanceOf(IrResult.Returned.class);
    return ((IrResult.Returned) result).values();
  }
}
