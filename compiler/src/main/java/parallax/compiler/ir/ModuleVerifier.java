package parallax.compiler.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.CompilerBug;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.FunctionDeclaration;

/**
 * Checks the lists of a program, functions' bodies excepted: indices in range, sizes in order,
 * constants that fit their types, images inside what they are written to, one signature for each
 * type id.
 */
final class ModuleVerifier {
  private final ModuleIr module;

  private ModuleVerifier(final ModuleIr module) {
    this.module = module;
  }

  static void verify(final ModuleIr module, final IrVerifier.Form form) {
    final ModuleVerifier verifier = new ModuleVerifier(module);
    verifier.functions(form);
    verifier.state();
    verifier.images();
    for (final int init : module.inits()) {
      final boolean fits =
          init >= 0
              && init < module.functions().size()
              && module
                  .functions()
                  .get(init)
                  .signature()
                  .equals(new Signature(List.of(), List.of()));
      check(fits, "init function " + init + " is not a function without parameters and results");
    }
  }

  private void functions(final IrVerifier.Form form) {
    final Map<Integer, Signature> types = new HashMap<>();
    for (int i = 0; i < module.functions().size(); i++) {
      final FunctionDeclaration declaration = module.functions().get(i);
      final String name = "function " + i;
      check(declaration.index() == i, name + " says that its index is " + declaration.index());
      final Signature signature = declaration.signature();
      if (declaration.typeId() >= 0) {
        final Signature known = types.putIfAbsent(declaration.typeId(), signature);
        check(
            known == null || known.equals(signature),
            name + ": type id " + declaration.typeId() + " stands for two signatures");
      } else {
        check(!declaration.referenced(), name + " is referenced and has no type id");
      }
      if (declaration.isImport()) {
        check(declaration.host() >= 0, name + " has neither a body nor a host call");
        continue;
      }
      final Function body = declaration.body().get();
      check(declaration.host() == -1, name + " has a body and a host call");
      check(body.index() == i, name + ": its body says that its index is " + body.index());
      check(body.signature().equals(signature), name + ": body and declaration differ in type");
      if (form == IrVerifier.Form.LEGAL) {
        check(
            signature.params().stream().allMatch(Type::isLegal)
                && signature.results().stream().allMatch(Type::isLegal),
            name + " has a signature that is not legal");
      }
    }
  }

  private void state() {
    for (final ModuleIr.Memory memory : module.memories()) {
      check(
          0 <= memory.minPages() && memory.minPages() <= memory.maxPages(),
          "sizes of a memory: " + memory);
    }
    for (final ModuleIr.Table table : module.tables()) {
      check(
          0 <= table.minSize() && table.minSize() <= table.maxSize(), "sizes of a table: " + table);
      check(holdsReferences(table.type()), "type of a table: " + table);
    }
    for (final ModuleIr.Global global : module.globals()) {
      constant(global.type(), global.initial());
    }
    for (final ModuleIr.ElementSegment segment : module.elementSegments()) {
      check(holdsReferences(segment.type()), "type of an element segment: " + segment.type());
      segment.items().forEach(item -> constant(segment.type(), item));
    }
  }

  private void images() {
    for (final ModuleIr.MemoryImage image : module.memoryImages()) {
      final boolean fits =
          image.memory() >= 0
              && image.memory() < module.memories().size()
              && inside(
                  image.address(),
                  image.bytes().length,
                  module.memories().get(image.memory()).minPages() * IrMemory.PAGE);
      check(fits, "memory image at " + image.address() + " is out of bounds");
    }
    for (final ModuleIr.TableImage image : module.tableImages()) {
      final boolean exists = image.table() >= 0 && image.table() < module.tables().size();
      check(exists, "table image for a table that does not exist");
      final ModuleIr.Table table = module.tables().get(image.table());
      check(
          inside(image.start(), image.items().size(), table.minSize()),
          "table image at " + image.start() + " is out of bounds");
      image.items().forEach(item -> constant(table.type(), item));
    }
  }

  private void constant(final Type type, final Constant constant) {
    if (constant.function() == -1) {
      // References that became integers may hold what the host gave; otherwise only null.
      final String problem = InstructionVerifier.constant(type, constant.bits());
      check(type == Type.EXTERNREF || problem == null, "constant " + constant + ": " + problem);
      return;
    }
    check(
        constant.function() >= 0 && constant.function() < module.functions().size(),
        "constant refers to function " + constant.function());
    check(
        module.functions().get(constant.function()).referenced(),
        "constant refers to function " + constant.function() + ", not marked referenced");
    check(
        type == Type.FUNCREF || type == Type.I64,
        "constant refers to a function and is of the type " + IrVerifier.name(type));
    check(constant.bits() == 0, "constant has bits and a function");
  }

  private static boolean holdsReferences(final Type type) {
    return type.isReference() || type == Type.I64;
  }

  private static boolean inside(final long start, final long length, final long size) {
    return start >= 0 && start <= size && length <= size - start;
  }

  private static void check(final boolean holds, final String problem) {
    if (!holds) {
      throw new CompilerBug("IR of the program: " + problem);
    }
  }
}
