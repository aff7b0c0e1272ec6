package parallax.oracle.engine;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.BlockType;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ModuleValidator;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.LocalGroup;
import parallax.compiler.binary.WasmOp;

/**
 * Writes modules anew whose blocks have parameters, without them: {@link
 * ChicoryFault#BLOCK_PARAMETERS}. Parameters travel in fresh locals. A loop that had some, or has
 * results, becomes
 *
 * <pre>
 *   block $exit (results)
 *     loop $again
 *       block $next (parameters)      what the loop's label was
 *         local.get parameters
 *         ...
 *         br $exit
 *       end
 *       local.set parameters
 *       br $again
 *     end
 *     unreachable
 *   end
 * </pre>
 *
 * so that every branch stays what it was, with two more labels to count.
 */
final class BlockParameters {
  private static final int LOOP_LABELS = 3;

  /** Version of the specification whose blocks and branches are known here. */
  private static final int NEWEST = 2;

  private static final BlockType NOTHING = new BlockType(-1, null);

  /**
   * An open block.
   *
   * @param op what opened it
   * @param changed whether it is written in another way
   * @param locals where its parameters travel, empty when it has none
   * @param label how many blocks were open around the one that its label now stands for
   */
  private record Open(WasmOp op, boolean changed, List<Integer> locals, int label) {}

  private final WasmModule module;
  private final BlockTypeIndices types;
  private final InstructionReader in;
  private final InstructionWriter out = new InstructionWriter();
  private final List<LocalGroup> groups;
  private final List<Open> open = new ArrayList<>();
  private int locals;

  /** How many blocks are open in what is written. */
  private int depth;

  private BlockParameters(final WasmModule module, final BlockTypeIndices types, final Body body) {
    this.module = module;
    this.types = types;
    this.in = InstructionReader.of(module, body);
    this.groups = new ArrayList<>(body.groups());
    this.locals = module.functionType(body.function()).params().size() + body.locals().size();
  }

  /**
   * The module, or one that does the same. Bytes that are not a valid module of core 2.0 stay as
   * they are.
   */
  static byte[] remove(final byte[] wasm) {
    try {
      final WasmModule module = ModuleReader.read(wasm);
      ModuleValidator.validate(module);
      if (module.features().stream().anyMatch(feature -> feature.version() > NEWEST)) {
        return wasm;
      }
      final ModuleBuilder builder = ModuleBuilder.of(module);
      final BlockTypeIndices types = new BlockTypeIndices(module, builder);
      boolean changed = false;
      for (int i = 0; i < module.bodies().size(); i++) {
        if (hasChanged(module, module.bodies().get(i))) {
          final BlockParameters body = new BlockParameters(module, types, module.bodies().get(i));
          body.write();
          builder.replaceBody(i, body.groups, body.out);
          changed = true;
        }
      }
      return changed ? builder.build() : wasm;
    } catch (final CompileException refusal) {
      return wasm;
    }
  }

  /** Whether a block names its type by an index that Chicory misreads. */
  static boolean hasMisreadType(final byte[] wasm) {
    try {
      final WasmModule module = ModuleReader.read(wasm);
      for (final Body body : module.bodies()) {
        final InstructionReader reader = InstructionReader.of(module, body);
        while (!reader.atEnd()) {
          final boolean opens =
              switch (reader.next()) {
                case BLOCK, LOOP, IF -> true;
                default -> false;
              };
          if (opens && BlockTypeIndices.isMisread(reader.blockType().typeIndex())) {
            return true;
          }
        }
      }
      return false;
    } catch (final CompileException refusal) {
      return false;
    }
  }

  private static boolean hasChanged(final WasmModule module, final Body body)
      throws CompileException {
    final InstructionReader reader = InstructionReader.of(module, body);
    while (!reader.atEnd()) {
      final WasmOp op = reader.next();
      switch (op) {
        case BLOCK, LOOP, IF -> {
          if (isChanged(op, reader.blockType().resolve(module.types()))) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Loops with results too: a branch back moves as many operands as there are results. */
  private static boolean isChanged(final WasmOp op, final FuncType type) {
    return !type.params().isEmpty() || (op == WasmOp.LOOP && !type.results().isEmpty());
  }

  private void write() throws CompileException {
    while (true) {
      final WasmOp op = in.next();
      switch (op) {
        case BLOCK, LOOP, IF -> begin(op, in.blockType().resolve(module.types()));
        case ELSE -> {
          out.op(op);
          final Open block = open.remove(open.size() - 1);
          open.add(new Open(WasmOp.ELSE, block.changed(), block.locals(), block.label()));
          block.locals().forEach(local -> out.op(WasmOp.LOCAL_GET, local));
        }
        case END -> {
          if (open.isEmpty()) {
            return;
          }
          end(open.remove(open.size() - 1));
        }
        case BR, BR_IF -> out.op(op, label(in.index()));
        case BR_TABLE -> {
          final int[] labels = in.labels();
          for (int i = 0; i < labels.length; i++) {
            labels[i] = label(labels[i]);
          }
          out.brTable(labels);
        }
        default -> out.copy(op, in);
      }
    }
  }

  private void begin(final WasmOp op, final FuncType type) {
    if (!isChanged(op, type)) {
      out.block(op, in.blockType());
      open.add(new Open(op, false, List.of(), depth++));
      return;
    }
    final int condition = op == WasmOp.IF ? fresh(ValType.I32) : -1;
    final List<Integer> parameters = type.params().stream().map(this::fresh).toList();
    if (op == WasmOp.IF) {
      out.op(WasmOp.LOCAL_SET, condition);
    }
    store(parameters);
    if (op == WasmOp.LOOP) {
      out.block(WasmOp.BLOCK, blockType(type.results()));
      out.block(WasmOp.LOOP, NOTHING);
      out.block(WasmOp.BLOCK, blockType(type.params()));
      depth += LOOP_LABELS;
    } else {
      if (op == WasmOp.IF) {
        out.op(WasmOp.LOCAL_GET, condition);
      }
      out.block(op, blockType(type.results()));
      depth++;
    }
    open.add(new Open(op, true, parameters, depth - 1));
    parameters.forEach(local -> out.op(WasmOp.LOCAL_GET, local));
  }

  private void end(final Open block) {
    if (block.op() == WasmOp.LOOP && block.changed()) {
      out.op(WasmOp.BR, LOOP_LABELS - 1).end();
      store(block.locals());
      out.op(WasmOp.BR, 0).end();
      out.op(WasmOp.UNREACHABLE).end();
      depth -= LOOP_LABELS;
      return;
    }
    if (block.op() == WasmOp.IF && block.changed()) {
      // Without an else, what goes in comes out.
      out.op(WasmOp.ELSE);
      block.locals().forEach(local -> out.op(WasmOp.LOCAL_GET, local));
    }
    out.end();
    depth--;
  }

  /** What a label of the original is now; labels past all blocks are the function's own. */
  private int label(final int original) {
    final int block = open.size() - 1 - original;
    return block < 0 ? depth : depth - 1 - open.get(block).label();
  }

  private void store(final List<Integer> parameters) {
    for (int i = parameters.size() - 1; i >= 0; i--) {
      out.op(WasmOp.LOCAL_SET, parameters.get(i));
    }
  }

  private int fresh(final ValType type) {
    groups.add(new LocalGroup(1, type));
    return locals++;
  }

  private BlockType blockType(final List<ValType> results) {
    return switch (results.size()) {
      case 0 -> NOTHING;
      case 1 -> new BlockType(-1, results.get(0));
      default -> new BlockType(types.of(new FuncType(List.of(), results)), null);
    };
  }
}
