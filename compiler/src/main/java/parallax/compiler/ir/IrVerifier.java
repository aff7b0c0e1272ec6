package parallax.compiler.ir;

import java.util.List;
import parallax.compiler.CompilerBug;
import parallax.compiler.ir.analysis.DominatorTree;
import parallax.compiler.ir.analysis.FlowGraph;

/**
 * Checks that a function is well formed; throws {@link CompilerBug} with the function and the
 * instruction at fault.
 *
 * <p>Shape of the graph: there is an entry, which no edge enters and whose parameters are the
 * function's; block numbers are dense, each is used once; every block ends in its only terminator;
 * edges go to blocks of the function and carry what their parameters ask for; the entry reaches
 * every block ({@link FlowGraph#prune} removes the others). Values: numbers are in range, each is
 * defined once, by an object that its users share, at a place that dominates them. Instructions:
 * see {@link InstructionVerifier}.
 *
 * <p>Takes time linear in the function's text, plus the dominator tree.
 */
public final class IrVerifier {
  /** What is asked beside being well formed. */
  public enum Form {
    /** Any operation and type. */
    ANY,
    /** No {@link Op.Flag#HIGH} operation, and no value that is not i32 or i64. */
    LEGAL
  }

  private final Function function;
  private final InstructionVerifier instructions;
  private final Form form;
  private final boolean[] listed;
  private final Value[] defined;
  private final Block[] definedIn;
  // Place of the definition in its block: -1 for parameters.
  private final int[] definedAt;

  private IrVerifier(final ModuleIr module, final Function function, final Form form) {
    this.function = function;
    this.form = form;
    this.instructions = new InstructionVerifier(module, function, form);
    this.listed = new boolean[function.blockCount()];
    this.defined = new Value[function.valueCount()];
    this.definedIn = new Block[function.valueCount()];
    this.definedAt = new int[function.valueCount()];
  }

  /** Checks the lists of a program, and every function of it. */
  public static void verify(final ModuleIr module) {
    verify(module, Form.ANY);
  }

  /** Checks the lists of a program, and every function of it. */
  public static void verify(final ModuleIr module, final Form form) {
    ModuleVerifier.verify(module, form);
    for (final ModuleIr.FunctionDeclaration declaration : module.functions()) {
      if (declaration.body().isPresent()) {
        verify(module, declaration.body().get(), form);
      }
    }
  }

  /** Checks one function against the lists of its program. */
  public static void verify(final ModuleIr module, final Function function) {
    verify(module, function, Form.ANY);
  }

  /** Checks one function against the lists of its program. */
  public static void verify(final ModuleIr module, final Function function, final Form form) {
    final IrVerifier verifier = new IrVerifier(module, function, form);
    verifier.blocks();
    verifier.definitions();
    verifier.instructionsAndEdges();
    verifier.uses();
  }

  private void blocks() {
    if (function.blocks().isEmpty()) {
      throw broken("no blocks");
    }
    for (final Block block : function.blocks()) {
      if (block.id() < 0 || block.id() >= listed.length) {
        throw broken(block + " is not below the block count " + listed.length);
      }
      if (listed[block.id()]) {
        throw broken(block + " is listed twice");
      }
      listed[block.id()] = true;
      if (block.terminator() == null) {
        throw broken(block + " does not end in a terminator");
      }
      for (int i = 0; i + 1 < block.instructions().size(); i++) {
        if (block.instructions().get(i).op().isTerminator()) {
          throw broken(block, i, "terminator before the end of the block");
        }
      }
    }
    final List<Type> params = function.entry().params().stream().map(Value::type).toList();
    if (!params.equals(function.signature().params())) {
      throw broken("the entry's parameters " + params + " do not match the signature");
    }
  }

  private void definitions() {
    for (final Block block : function.blocks()) {
      for (final Value param : block.params()) {
        define(param, block, -1);
      }
      for (int i = 0; i < block.instructions().size(); i++) {
        for (final Value result : block.instructions().get(i).results()) {
          define(result, block, i);
        }
      }
    }
  }

  private void define(final Value value, final Block block, final int at) {
    final int id = value.id();
    if (id < 0 || id >= defined.length) {
      throw broken(block, at, value + " is not below the value count " + defined.length);
    }
    if (defined[id] != null) {
      throw broken(block, at, value + " is defined twice");
    }
    if (value.type() == null) {
      throw broken(block, at, value + " has no type");
    }
    if (form == Form.LEGAL && !value.type().isLegal()) {
      throw broken(block, at, value + " has the type " + name(value.type()) + " in legal form");
    }
    defined[id] = value;
    definedIn[id] = block;
    definedAt[id] = at;
  }

  private void instructionsAndEdges() {
    final Block[] byId = new Block[listed.length];
    function.blocks().forEach(block -> byId[block.id()] = block);
    for (final Block block : function.blocks()) {
      for (int i = 0; i < block.instructions().size(); i++) {
        final Instruction instruction = block.instructions().get(i);
        final String problem = instructions.problem(instruction);
        if (problem != null) {
          throw broken(block, i, problem);
        }
        for (final Target target : instruction.targets()) {
          final Block to = target.block();
          if (to.id() < 0 || to.id() >= byId.length || byId[to.id()] != to) {
            throw broken(block, i, "edge to " + to + ", which is no block of the function");
          }
          if (to == function.entry()) {
            throw broken(block, i, "edge to the entry");
          }
          if (!types(target.args()).equals(types(to.params()))) {
            throw broken(block, i, "edge carries other types than the parameters of " + to);
          }
        }
      }
    }
  }

  private void uses() {
    final FlowGraph graph = FlowGraph.of(function);
    for (final Block block : function.blocks()) {
      if (!graph.isReachable(block)) {
        throw broken(block + " is unreachable");
      }
    }
    final DominatorTree dominators = DominatorTree.of(graph);
    for (final Block block : function.blocks()) {
      for (int i = 0; i < block.instructions().size(); i++) {
        final Instruction instruction = block.instructions().get(i);
        use(instruction.args(), dominators, block, i);
        for (final Target target : instruction.targets()) {
          use(target.args(), dominators, block, i);
        }
      }
    }
  }

  private void use(
      final List<Value> used, final DominatorTree dominators, final Block block, final int at) {
    for (final Value value : used) {
      final int id = value.id();
      if (id < 0 || id >= defined.length || defined[id] == null) {
        throw broken(block, at, value + " is used and not defined");
      }
      if (defined[id] != value) {
        throw broken(block, at, value + " is another object than the one defined");
      }
      final boolean before =
          definedIn[id] == block ? definedAt[id] < at : dominators.dominates(definedIn[id], block);
      if (!before) {
        throw broken(block, at, "the definition of " + value + " does not dominate its use");
      }
    }
  }

  private static List<Type> types(final List<Value> values) {
    return values.stream().map(Value::type).toList();
  }

  /** A type's name in messages about functions that may be broken. */
  static String name(final Type type) {
    return type == null ? "none" : type.mnemonic();
  }

  private CompilerBug broken(final Block block, final int at, final String problem) {
    if (at < 0) {
      return broken(block + ": " + problem);
    }
    final String text = IrPrinter.print(block.instructions().get(at));
    return broken(block + ": " + problem + ": " + text);
  }

  private CompilerBug broken(final String problem) {
    return new CompilerBug(
        "IR of function " + function.index() + " \"" + function.name() + "\": " + problem);
  }
}
