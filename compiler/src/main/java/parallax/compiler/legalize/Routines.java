package parallax.compiler.legalize;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * The routines that the legalized program calls, numbered behind its functions: one per kind and
 * objects, made on first use, and one for each of the runtime library, which is only declared.
 */
final class Routines {
  /**
   * What a routine does. Each takes three operands and returns nothing; ranges have been checked.
   */
  enum Kind {
    MEMORY_FILL,
    MEMORY_COPY,
    MEMORY_INIT,
    TABLE_FILL,
    TABLE_COPY,
    TABLE_INIT;

    Signature signature() {
      return new Signature(
          List.of(Type.I32, this == TABLE_FILL ? Type.I64 : Type.I32, Type.I32), List.of());
    }
  }

  private record Key(Kind kind, int to, int from) {}

  private final int first;
  private final Map<Key, FunctionDeclaration> made = new LinkedHashMap<>();
  private final Map<RuntimeFunction, Integer> runtime = new EnumMap<>(RuntimeFunction.class);
  private final List<FunctionDeclaration> declarations = new ArrayList<>();

  Routines(final ModuleIr module) {
    this.first = module.functions().size();
  }

  /** Appends a call of the routine, making it when it is the first. */
  void call(
      final FunctionBuilder b,
      final Kind kind,
      final int to,
      final int from,
      final List<Value> args) {
    final FunctionDeclaration routine = made.computeIfAbsent(new Key(kind, to, from), this::make);
    b.call(routine.index(), kind.signature(), args);
  }

  /** Appends a call of a routine of the runtime library, which defines these values. */
  void call(
      final FunctionBuilder b,
      final RuntimeFunction routine,
      final List<Value> args,
      final List<Value> results) {
    final int index = runtime.computeIfAbsent(routine, this::declare);
    b.appendDefining(Op.CALL, null, new Payload.Index(index), args, List.of(), results);
  }

  List<FunctionDeclaration> declarations() {
    return declarations;
  }

  /** The routines of the runtime library that are called, and their numbers. */
  Map<RuntimeFunction, Integer> runtime() {
    return runtime;
  }

  private int declare(final RuntimeFunction routine) {
    final int index = first + declarations.size();
    final Signature signature = new Signature(types(routine.params()), types(routine.results()));
    declarations.add(
        new FunctionDeclaration(
            index, routine.symbol(), signature, -1, Optional.empty(), -1, false));
    return index;
  }

  private static List<Type> types(final List<RuntimeFunction.Width> widths) {
    return widths.stream()
        .map(width -> width == RuntimeFunction.Width.I32 ? Type.I32 : Type.I64)
        .toList();
  }

  private FunctionDeclaration make(final Key key) {
    final int index = first + declarations.size();
    final Kind kind = key.kind();
    final String name =
        kind.name().toLowerCase(Locale.ROOT).replace('_', '.') + " " + key.to() + " " + key.from();
    final Function function = new Function(index, name, kind.signature());
    final RoutineBuilder builder = new RoutineBuilder(function);
    switch (kind) {
      case MEMORY_FILL -> builder.memoryFill(key.to());
      case MEMORY_COPY -> builder.memoryCopy(key.to(), key.from());
      case MEMORY_INIT -> builder.memoryInit(key.to(), key.from());
      case TABLE_FILL -> builder.tableFill(key.to());
      case TABLE_COPY -> builder.tableCopy(key.to(), key.from());
      case TABLE_INIT -> builder.tableInit(key.to(), key.from());
    }
    final FunctionDeclaration declaration =
        new FunctionDeclaration(
            index, name, kind.signature(), -1, Optional.of(function), -1, false);
    declarations.add(declaration);
    return declaration;
  }
}
