package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.CompileException;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.abi.HostInterface;
import parallax.compiler.abi.ImportBinding;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;

/**
 * The host calls of a program: their numbers, and the functions that are nothing but a host call on
 * registers. One number stands for one function of the host with one type.
 */
final class HostCalls {
  private final Map<Integer, HostCall> byIndex = new TreeMap<>();
  private final List<HostCall> calls = new ArrayList<>();
  private final Set<Integer> named = new TreeSet<>();
  private final Map<Integer, FunctionDeclaration> registerCalls = new TreeMap<>();
  private final List<FunctionDeclaration> functions = new ArrayList<>();
  private final int firstFunction;
  private int next = HostCallManifest.FIRST_INDEX;

  /**
   * @param host whose numbers are not given to other imports
   * @param firstFunction number of the first function that may be added to the program
   */
  HostCalls(final HostInterface host, final int firstFunction) {
    this.firstFunction = firstFunction;
    host.bindings()
        .rules()
        .forEach(
            rule -> {
              if (rule.binding() instanceof ImportBinding.HostCall call) {
                call.index().ifPresent(named::add);
              }
            });
  }

  /** The type of a host call on registers. */
  static Signature registers(final int params, final int results) {
    return new Signature(
        Collections.nCopies(params, Type.I64), Collections.nCopies(results, Type.I64));
  }

  /**
   * The number of an import.
   *
   * @param wanted the number, if it was given
   * @param params names of the types
   * @param offset where the import is
   */
  int index(
      final OptionalInt wanted,
      final String module,
      final String name,
      final List<String> params,
      final List<String> results,
      final int offset)
      throws CompileException {
    final int index = wanted.isPresent() ? wanted.getAsInt() : free();
    final HostCall call = new HostCall(index, module, name, params, results);
    final HostCall before = byIndex.putIfAbsent(index, call);
    if (before == null) {
      calls.add(call);
    } else if (!before.equals(call)) {
      throw new CompileException(
          "link",
          -1,
          offset,
          "host call " + index + " cannot be both " + text(before) + " and " + text(call));
    }
    return index;
  }

  private int free() {
    while (named.contains(next) || byIndex.containsKey(next)) {
      next++;
    }
    return next;
  }

  private static String text(final HostCall call) {
    return call.module() + "." + call.name() + call.params() + " -> " + call.results();
  }

  /** The number of a function that makes a host call on registers. */
  int function(
      final int index,
      final String module,
      final String name,
      final Signature signature,
      final int offset)
      throws CompileException {
    index(
        OptionalInt.of(index),
        module,
        name,
        Collections.nCopies(signature.params().size(), "i64"),
        Collections.nCopies(signature.results().size(), "i64"),
        offset);
    final FunctionDeclaration known = registerCalls.get(index);
    if (known != null) {
      return known.index();
    }
    final FunctionDeclaration made =
        new FunctionDeclaration(
            firstFunction + functions.size(),
            module + "." + name,
            signature,
            -1,
            Optional.empty(),
            index,
            false);
    registerCalls.put(index, made);
    functions.add(made);
    return made.index();
  }

  /** The functions that were added, in the order of their numbers. */
  List<FunctionDeclaration> functions() {
    return functions;
  }

  HostCallManifest manifest() {
    return new HostCallManifest(calls);
  }
}
