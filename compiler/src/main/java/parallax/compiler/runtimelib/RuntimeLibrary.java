package parallax.compiler.runtimelib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/**
 * Adds the bodies of routines to a program that calls them.
 *
 * <p>Each is there once, whoever calls it; what a routine calls comes with it, numbered behind the
 * program's functions. Their instructions stand for nothing in the source, so they have no offset.
 */
public final class RuntimeLibrary {
  /** A function of one of the library's modules. */
  private record Place(String module, int function) {}

  private final List<FunctionDeclaration> functions;
  private final Map<String, RoutineModule> modules = new TreeMap<>();
  private final Map<Place, Integer> numbers = new LinkedHashMap<>();
  private final Deque<Place> waiting = new ArrayDeque<>();

  private RuntimeLibrary(final ModuleIr program) {
    this.functions = new ArrayList<>(program.functions());
  }

  /**
   * The program with the routines that it calls.
   *
   * @param program legal; the declarations of routines have no body and no host call
   * @param called for each routine the index of its declaration
   */
  public static ModuleIr link(final ModuleIr program, final Map<RuntimeFunction, Integer> called) {
    if (called.isEmpty()) {
      return program;
    }
    final RuntimeLibrary library = new RuntimeLibrary(program);
    final Map<RuntimeFunction, Integer> inOrder = new EnumMap<>(RuntimeFunction.class);
    inOrder.putAll(called);
    inOrder.forEach(library::add);
    library.copyBodies();
    return new ModuleIr(
        library.functions,
        program.memories(),
        program.tables(),
        program.globals(),
        program.dataSegments(),
        program.elementSegments(),
        program.memoryImages(),
        program.tableImages(),
        program.inits());
  }

  private void add(final RuntimeFunction routine, final int number) {
    final FunctionDeclaration declared = functions.get(number);
    if (!declared.isImport() || declared.host() != -1) {
      throw new CompilerBug("function " + number + " is not the routine " + routine.symbol());
    }
    final String module = moduleOf(routine);
    final Place place = new Place(module, module(module).routine(routine.symbol()));
    numbers.put(place, number);
    waiting.add(place);
  }

  private RoutineModule module(final String name) {
    return modules.computeIfAbsent(name, RoutineModule::load);
  }

  private void copyBodies() {
    while (!waiting.isEmpty()) {
      final Place place = waiting.remove();
      final RoutineModule module = module(place.module());
      final FunctionDeclaration routine = module.function(place.function());
      final int number = numbers.get(place);
      final FunctionDeclaration copy =
          new FunctionDeclaration(
              number,
              routine.name(),
              routine.signature(),
              -1,
              Optional.of(
                  new RoutineCopy(module, callee -> number(new Place(place.module(), callee)))
                      .copy(routine.body().orElseThrow(), number)),
              -1,
              false);
      if (!functions.get(number).signature().equals(copy.signature())) {
        throw new CompilerBug("the program calls " + routine.name() + " with another signature");
      }
      functions.set(number, copy);
    }
  }

  /** The program's number for a function that a routine calls. */
  private int number(final Place place) {
    final Integer known = numbers.get(place);
    if (known != null) {
      return known;
    }
    final int number = functions.size();
    // Its body replaces this when its turn comes.
    functions.add(module(place.module()).function(place.function()));
    numbers.put(place, number);
    waiting.add(place);
    return number;
  }

  /** The name of the module that has a routine. */
  static String moduleOf(final RuntimeFunction routine) {
    return switch (routine) {
      case F32_ADD,
          F32_SUB,
          F32_MUL,
          F32_DIV,
          F32_SQRT,
          F32_MIN,
          F32_MAX,
          F32_CEIL,
          F32_FLOOR,
          F32_TRUNC,
          F32_NEAREST ->
          "f32";
      case F64_ADD,
          F64_SUB,
          F64_MUL,
          F64_DIV,
          F64_SQRT,
          F64_MIN,
          F64_MAX,
          F64_CEIL,
          F64_FLOOR,
          F64_TRUNC,
          F64_NEAREST ->
          "f64";
      case I32_TRUNC_SAT_F32_S,
          I32_TRUNC_SAT_F32_U,
          I32_TRUNC_SAT_F64_S,
          I32_TRUNC_SAT_F64_U,
          I64_TRUNC_SAT_F32_S,
          I64_TRUNC_SAT_F32_U,
          I64_TRUNC_SAT_F64_S,
          I64_TRUNC_SAT_F64_U,
          F32_CONVERT_I32_S,
          F32_CONVERT_I32_U,
          F32_CONVERT_I64_S,
          F32_CONVERT_I64_U,
          F64_CONVERT_I32_S,
          F64_CONVERT_I32_U,
          F64_CONVERT_I64_S,
          F64_CONVERT_I64_U,
          F32_DEMOTE_F64,
          F64_PROMOTE_F32 ->
          "conversions";
    };
  }
}
