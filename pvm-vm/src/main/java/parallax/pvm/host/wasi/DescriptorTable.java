package parallax.pvm.host.wasi;

import java.util.ArrayList;
import java.util.List;

/** The guest's descriptors; a new one gets the lowest number that is free. */
final class DescriptorTable {
  /** As many as a guest can have open. */
  static final int CAPACITY = 4_096;

  private final List<Descriptor> descriptors = new ArrayList<>();

  /** The descriptor of that number. */
  Descriptor get(int number) {
    WasiFailure.unless(number >= 0 && number < descriptors.size(), Errno.BADF);
    Descriptor descriptor = descriptors.get(number);
    WasiFailure.unless(descriptor != null, Errno.BADF);
    return descriptor;
  }

  /** Fails when there is no room for another one. */
  void requireRoom() {
    WasiFailure.unless(descriptors.size() < CAPACITY || descriptors.contains(null), Errno.MFILE);
  }

  /** Adds one; there must be room. */
  int add(Descriptor descriptor) {
    int free = descriptors.indexOf(null);
    if (free >= 0) {
      descriptors.set(free, descriptor);
      return free;
    }
    descriptors.add(descriptor);
    return descriptors.size() - 1;
  }

  /** Takes the number from its descriptor, and closes that. */
  void close(int number) {
    Descriptor descriptor = get(number);
    descriptors.set(number, null);
    descriptor.close();
  }

  /** Gives a descriptor the number of another one, which is closed. */
  void renumber(int from, int to) {
    Descriptor moved = get(from);
    Descriptor replaced = get(to);
    if (from != to) {
      descriptors.set(to, moved);
      descriptors.set(from, null);
      replaced.close();
    }
  }

  /** Closes all. */
  void closeAll() {
    for (int i = 0; i < descriptors.size(); i++) {
      if (descriptors.get(i) != null) {
        try {
          close(i);
        } catch (WasiFailure failure) {
          // Nobody is left who could be told.
        }
      }
    }
  }
}
