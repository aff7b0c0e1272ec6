package parallax.compiler.runtimelib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.IrHost;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.IrResult;
import parallax.compiler.ir.IrVerifier;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * A program with one function for each routine, which calls it and returns what it gives; run by
 * the IR interpreter.
 */
final class RoutineProgram {
  private final ModuleIr ir;
  private final Map<RuntimeFunction, Integer> callers = new EnumMap<>(RuntimeFunction.class);
  private final IrInstance instance;

  RoutineProgram(final Collection<RuntimeFunction> routines) {
    final List<FunctionDeclaration> functions = new ArrayList<>();
    final Map<RuntimeFunction, Integer> called = new EnumMap<>(RuntimeFunction.class);
    for (final RuntimeFunction routine : routines) {
      called.put(routine, functions.size());
      functions.add(
          new FunctionDeclaration(
              functions.size(),
              routine.symbol(),
              signature(routine),
              -1,
              Optional.empty(),
              -1,
              false));
    }
    called.forEach(
        (routine, index) -> {
          callers.put(routine, functions.size());
          functions.add(caller(functions.size(), routine, index));
        });
    ir =
        RuntimeLibrary.link(
            new ModuleIr(
                functions, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of()),
            called);
    IrVerifier.verify(ir, IrVerifier.Form.LEGAL);
    instance = new IrInterpreter(ir).instantiate(IrHost.NONE);
  }

  private static FunctionDeclaration caller(
      final int index, final RuntimeFunction routine, final int callee) {
    final Signature signature = signature(routine);
    final Function function = new Function(index, "call " + routine.symbol(), signature);
    final FunctionBuilder builder = new FunctionBuilder(function);
    builder.position(builder.newBlock());
    final List<Value> params =
        signature.params().stream().map(type -> builder.addParam(function.entry(), type)).toList();
    builder.ret(builder.call(callee, signature, params));
    return new FunctionDeclaration(
        index, function.name(), signature, -1, Optional.of(function), -1, false);
  }

  static Signature signature(final RuntimeFunction routine) {
    return new Signature(types(routine.params()), types(routine.results()));
  }

  private static List<Type> types(final List<RuntimeFunction.Width> widths) {
    return widths.stream()
        .map(width -> width == RuntimeFunction.Width.I32 ? Type.I32 : Type.I64)
        .toList();
  }

  ModuleIr ir() {
    return ir;
  }

  /** What a routine does with these operands. */
  IrResult run(final RuntimeFunction routine, final long... args) {
    return instance.invoke(callers.get(routine), args);
  }

  /**
   * Operations of the last {@link #run}s: call and return included, the caller's own return not.
   */
  long executed(final RuntimeFunction routine, final long... args) {
    final long before = instance.executed();
    run(routine, args);
    return instance.executed() - before - 1;
  }
}
