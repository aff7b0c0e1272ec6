package parallax.pvm.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import parallax.pvm.memory.PagedMemory;

/**
 * All bytes of a memory that are not zero, by address: vectors list memory without saying where
 * zeros lie.
 */
final class MemoryImage {

  private MemoryImage() {}

  static Map<Long, Byte> of(PagedMemory memory) {
    Map<Long, Byte> image = new TreeMap<>();
    long page = memory.nextTouchedPage(0);
    while (page >= 0) {
      add(image, page, memory.read(page, PagedMemory.PAGE_SIZE));
      page = memory.nextTouchedPage(page + PagedMemory.PAGE_SIZE);
    }
    return image;
  }

  static Map<Long, Byte> of(JsonNode chunks) {
    Map<Long, Byte> image = new TreeMap<>();
    for (JsonNode chunk : chunks) {
      add(image, VectorFiles.u64(chunk.get("address")), VectorFiles.bytes(chunk.get("contents")));
    }
    return image;
  }

  private static void add(Map<Long, Byte> image, long address, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        image.put(address + i, bytes[i]);
      }
    }
  }
}
