package parallax.pvm.host.wasi;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers by which a guest tells files apart ({@code inode}): given out in the order in which it
 * sees them, so that they are the same everywhere and tell nothing about the host.
 */
final class FileNumbers {
  private final Map<Object, Long> numbers = new HashMap<>();

  /** The number of the file with that key; at least 1. */
  long of(Object key) {
    return numbers.computeIfAbsent(key, unseen -> numbers.size() + 1L);
  }
}
