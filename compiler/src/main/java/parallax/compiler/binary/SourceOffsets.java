package parallax.compiler.binary;

import java.util.Arrays;

/**
 * Where in the bytes the entries of a module stand that do not say so themselves; for messages
 * only. Positions count from the first entry of the section, imports not among them.
 */
public final class SourceOffsets {
  private int[] types = new int[0];
  private int[] tags = new int[0];
  private int[] functions = new int[0];
  private int[] tables = new int[0];
  private int[] memories = new int[0];
  private int[] globals = new int[0];
  private int start = -1;
  private int dataCount = -1;

  SourceOffsets() {}

  /** Of a type, inside its group. */
  public int type(final int index) {
    return types[index];
  }

  public int tag(final int position) {
    return tags[position];
  }

  /** Of the type index in the function section. */
  public int function(final int position) {
    return functions[position];
  }

  public int table(final int position) {
    return tables[position];
  }

  public int memory(final int position) {
    return memories[position];
  }

  public int global(final int position) {
    return globals[position];
  }

  /** Of the function index in the start section. */
  public int start() {
    return start;
  }

  /** Of the number in the data count section. */
  public int dataCount() {
    return dataCount;
  }

  void setTypes(final int[] offsets) {
    types = Arrays.copyOf(offsets, offsets.length);
  }

  void setTags(final int[] offsets) {
    tags = Arrays.copyOf(offsets, offsets.length);
  }

  void setFunctions(final int[] offsets) {
    functions = Arrays.copyOf(offsets, offsets.length);
  }

  void setTables(final int[] offsets) {
    tables = Arrays.copyOf(offsets, offsets.length);
  }

  void setMemories(final int[] offsets) {
    memories = Arrays.copyOf(offsets, offsets.length);
  }

  void setGlobals(final int[] offsets) {
    globals = Arrays.copyOf(offsets, offsets.length);
  }

  void setStart(final int offset) {
    start = offset;
  }

  void setDataCount(final int offset) {
    dataCount = offset;
  }
}
