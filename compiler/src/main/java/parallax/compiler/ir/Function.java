package parallax.compiler.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * A function in SSA form. Mutable and single-threaded: passes edit it in place. The first block is
 * the entry; its parameters are the function's.
 */
public final class Function {
  private final int index;
  private final String name;
  private Signature signature;
  private final List<Block> blocks = new ArrayList<>();
  private int nextValue;
  private int nextBlock;

  /**
   * @param index index in {@link ModuleIr#functions()}
   * @param name for people; need not be unique
   */
  public Function(final int index, final String name, final Signature signature) {
    this.index = index;
    this.name = name;
    this.signature = signature;
  }

  public int index() {
    return index;
  }

  public String name() {
    return name;
  }

  public Signature signature() {
    return signature;
  }

  /** Changes the signature; only legalization does, when it turns references into integers. */
  public void retype(final Signature to) {
    signature = to;
  }

  /** The blocks, entry first; mutable. */
  public List<Block> blocks() {
    return blocks;
  }

  public Block entry() {
    return blocks.get(0);
  }

  /** One more than the largest value number: the size of a side table. */
  public int valueCount() {
    return nextValue;
  }

  /** One more than the largest block number. */
  public int blockCount() {
    return nextBlock;
  }

  /** Makes a block with the next number and does not add it to {@link #blocks()}. */
  public Block newBlock() {
    return new Block(nextBlock++);
  }

  /** Makes a value with the next number. */
  public Value newValue(final Type type) {
    return new Value(nextValue++, type);
  }
}
