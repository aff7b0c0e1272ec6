package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.WasmModule.LocalGroup;

/** A function that is being built: its index is known at once, its locals and code grow. */
public final class FunctionCode {
  private final int index;
  private final FuncType type;
  private final List<LocalGroup> groups = new ArrayList<>();
  private final InstructionWriter code = new InstructionWriter();
  private int locals;

  FunctionCode(final int index, final FuncType type) {
    this.index = index;
    this.type = type;
    this.locals = type.params().size();
  }

  /** In the function index space. */
  public int index() {
    return index;
  }

  public FuncType type() {
    return type;
  }

  /** Declares a local; returns its index. */
  public int local(final ValType localType) {
    final int last = groups.size() - 1;
    if (last >= 0 && groups.get(last).type().equals(localType)) {
      groups.set(last, new LocalGroup(groups.get(last).count() + 1, localType));
    } else {
      groups.add(new LocalGroup(1, localType));
    }
    return locals++;
  }

  /** How many locals there are, parameters among them. */
  public int locals() {
    return locals;
  }

  /** Where to write the instructions, without the end that closes the body. */
  public InstructionWriter code() {
    return code;
  }

  byte[] toEntry() {
    final byte[] instructions =
        new ByteWriter().bytes(code.toBytes()).u8(WasmOp.END.code()).toBytes();
    return ModuleWriter.body(groups, instructions);
  }
}
