package parallax.oracle.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import parallax.pvm.host.wasi.GuestMemory;

/** Memory 0 of an instance that Chicory runs, for hosts; empty when there is none. */
record ChicoryMemory(Instance instance) implements GuestMemory {
  @Override
  public long size() {
    final Memory memory = instance.memory();
    return memory == null ? 0 : (long) memory.pages() * Memory.PAGE_SIZE;
  }

  @Override
  public byte[] read(final long address, final int length) {
    return length == 0 ? new byte[0] : instance.memory().readBytes((int) address, length);
  }

  @Override
  public void write(final long address, final byte[] bytes) {
    if (bytes.length > 0) {
      instance.memory().write((int) address, bytes);
    }
  }
}
