package parallax.compiler.abi;

import java.util.List;

/**
 * One instance of a program: what each index of its module, imports among them, is in the program.
 * Two instances that share an object have the same number for it.
 *
 * @param name of the instance, as it was given
 * @param functions by function index
 * @param tables by table index
 * @param memories by memory index; the program's main memory is number 0
 * @param globals by global index
 */
public record LinkedInstance(
    String name,
    List<Integer> functions,
    List<Integer> tables,
    List<Integer> memories,
    List<Integer> globals) {
  public LinkedInstance {
    functions = List.copyOf(functions);
    tables = List.copyOf(tables);
    memories = List.copyOf(memories);
    globals = List.copyOf(globals);
  }
}
