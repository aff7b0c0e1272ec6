package parallax.oracle.engine;

import parallax.pvm.host.wasi.GuestMemory;

/** Memory 0 of an instance, for hosts. */
record InstanceMemory(EngineInstance instance) implements GuestMemory {
  @Override
  public long size() {
    return instance.memorySize();
  }

  @Override
  public byte[] read(final long address, final int length) {
    return length == 0 ? new byte[0] : instance.readMemory((int) address, length);
  }

  @Override
  public void write(final long address, final byte[] bytes) {
    if (bytes.length > 0) {
      instance.writeMemory((int) address, bytes);
    }
  }
}
