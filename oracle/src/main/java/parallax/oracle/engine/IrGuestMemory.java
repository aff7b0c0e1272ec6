package parallax.oracle.engine;

import java.util.OptionalInt;
import parallax.compiler.ir.IrInstance;
import parallax.pvm.host.wasi.GuestMemory;

/**
 * A memory of a program in IR, for hosts.
 *
 * @param index in the program; empty when there is none, then it is empty too
 */
record IrGuestMemory(IrInstance state, OptionalInt index) implements GuestMemory {
  @Override
  public long size() {
    return index.isEmpty() ? 0 : state.memory(index.getAsInt()).size();
  }

  @Override
  public byte[] read(final long address, final int length) {
    return length == 0 ? new byte[0] : state.memory(index.getAsInt()).read(address, length);
  }

  @Override
  public void write(final long address, final byte[] bytes) {
    if (bytes.length > 0) {
      state.memory(index.getAsInt()).write(address, bytes);
    }
  }
}
