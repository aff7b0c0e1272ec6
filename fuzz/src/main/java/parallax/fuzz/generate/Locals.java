package parallax.fuzz.generate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.binary.FunctionCode;
import parallax.compiler.binary.ValType;
import parallax.fuzz.entropy.Tape;

/**
 * Locals of one function, and which of them hold something that nobody has read yet: those are read
 * first, so that what is computed is used.
 */
final class Locals {
  private final FunctionCode function;
  private final Map<ValType, List<Integer>> writable = new HashMap<>();
  private final Map<ValType, List<Integer>> readable = new HashMap<>();
  private final Map<ValType, Integer> scratch = new HashMap<>();
  private final BitSet unread = new BitSet();
  private final int params;

  Locals(final FunctionCode function) {
    this.function = function;
    this.params = function.type().params().size();
    for (int i = 0; i < function.type().params().size(); i++) {
      add(function.type().params().get(i), i);
      unread.set(i);
    }
  }

  /** Declares a local. */
  void declare(final ValType type) {
    add(type, function.local(type));
  }

  /** Locals of a type that are no parameters, counters or scratch. */
  List<Integer> declared(final ValType type) {
    return writable.getOrDefault(type, List.of()).stream()
        .filter(local -> local >= params)
        .toList();
  }

  /** Parameters and locals of a type that hold something nobody has read. */
  List<Integer> unread(final ValType type) {
    return writable.getOrDefault(type, List.of()).stream().filter(unread::get).toList();
  }

  /** Declares a local that only loops write. */
  int declareCounter() {
    final int counter = function.local(ValType.I32);
    readable.computeIfAbsent(ValType.I32, t -> new ArrayList<>()).add(counter);
    return counter;
  }

  /** A local that holds a value for a few instructions and is never chosen. */
  int scratch(final ValType type) {
    return scratch.computeIfAbsent(type, function::local);
  }

  /** A local to read. */
  int toRead(final ValType type, final Tape tape) {
    final List<Integer> all = readable.get(type);
    final int start = tape.below(all.size());
    for (int i = 0; i < all.size(); i++) {
      final int local = all.get((start + i) % all.size());
      if (unread.get(local)) {
        unread.clear(local);
        return local;
      }
    }
    return all.get(start);
  }

  /** A local to write. */
  int toWrite(final ValType type, final Tape tape) {
    final List<Integer> all = writable.get(type);
    final int local = all.get(tape.below(all.size()));
    unread.set(local);
    return local;
  }

  private void add(final ValType type, final int local) {
    writable.computeIfAbsent(type, t -> new ArrayList<>()).add(local);
    readable.computeIfAbsent(type, t -> new ArrayList<>()).add(local);
  }
}
