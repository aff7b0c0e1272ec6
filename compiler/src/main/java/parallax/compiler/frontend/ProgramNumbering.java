package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmOp;
import parallax.compiler.frontend.Linkage.Definition;

/**
 * Numbers the objects of a program: what instances define, in their order, host functions among
 * them; an import has the number of what it stands for. Of several memories the main one, which
 * most accesses in the code are to, is number 0.
 */
final class ProgramNumbering {
  private final List<InstanceModule> instances;
  private final Linkage linkage;

  private ProgramNumbering(final List<InstanceModule> instances, final Linkage linkage) {
    this.instances = instances;
    this.linkage = linkage;
  }

  static List<LinkedInstance> of(final List<InstanceModule> instances, final Linkage linkage)
      throws CompileException {
    return new ProgramNumbering(instances, linkage).number();
  }

  private List<LinkedInstance> number() throws CompileException {
    final List<List<Integer>> functions = number(ExternalKind.FUNCTION);
    final List<List<Integer>> tables = number(ExternalKind.TABLE);
    final List<List<Integer>> memories = mainFirst(number(ExternalKind.MEMORY));
    final List<List<Integer>> globals = number(ExternalKind.GLOBAL);
    final List<LinkedInstance> linked = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      linked.add(
          new LinkedInstance(
              instances.get(i).spec().name(),
              functions.get(i),
              tables.get(i),
              memories.get(i),
              globals.get(i)));
    }
    return linked;
  }

  private List<List<Integer>> number(final ExternalKind kind) {
    final List<List<Integer>> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < instances.size(); i++) {
      final List<Integer> numbers = new ArrayList<>();
      final int count = count(instances.get(i).module(), kind);
      for (int index = 0; index < count; index++) {
        numbers.add(isOwn(kind, i, index) ? next++ : -1);
      }
      all.add(numbers);
    }
    for (int i = 0; i < instances.size(); i++) {
      final List<Integer> numbers = all.get(i);
      for (int index = 0; index < numbers.size(); index++) {
        if (numbers.get(index) < 0) {
          final Definition definition = linkage.resolve(kind, i, index);
          numbers.set(index, all.get(definition.instance()).get(definition.index()));
        }
      }
    }
    return all;
  }

  private boolean isOwn(final ExternalKind kind, final int instance, final int index) {
    return linkage.resolve(kind, instance, index).equals(new Definition(instance, index));
  }

  private static int count(final WasmModule module, final ExternalKind kind) {
    return switch (kind) {
      case FUNCTION -> module.functions().size();
      case TABLE -> module.tables().size();
      case MEMORY -> module.memories().size();
      case GLOBAL -> module.globals().size();
      case TAG -> module.tags().size();
    };
  }

  private List<List<Integer>> mainFirst(final List<List<Integer>> memories)
      throws CompileException {
    final int count = memories.stream().flatMap(List::stream).mapToInt(m -> m + 1).max().orElse(0);
    if (count < 2) {
      return memories;
    }
    final long[] accesses = new long[count];
    for (int i = 0; i < instances.size(); i++) {
      count(instances.get(i).module(), memories.get(i), accesses);
    }
    int best = 0;
    for (int memory = 1; memory < count; memory++) {
      if (accesses[memory] > accesses[best]) {
        best = memory;
      }
    }
    final int main = best;
    return memories.stream()
        .map(numbers -> numbers.stream().map(memory -> moved(memory, main)).toList())
        .toList();
  }

  /** The main memory to the front, those before it one up. */
  private static int moved(final int memory, final int main) {
    if (memory == main) {
      return 0;
    }
    return memory < main ? memory + 1 : memory;
  }

  private static void count(
      final WasmModule module, final List<Integer> memories, final long[] accesses)
      throws CompileException {
    for (final WasmModule.Body body : module.bodies()) {
      final InstructionReader reader = InstructionReader.of(module, body);
      while (!reader.atEnd()) {
        final WasmOp op = reader.next();
        if (op.immediate().isMemoryAccess()) {
          accesses[memories.get(reader.memArg().memory())]++;
        }
      }
    }
  }
}
