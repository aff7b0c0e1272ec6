package parallax.pvm.host.jam;

import java.util.Arrays;
import java.util.Optional;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.machine.Machine;

/**
 * One call of a host function: its arguments, the caller's memory, its price and its answer.
 * Everything is paid for before anything else is looked at; addresses are compared in 64 bits.
 */
final class JamCall {

  private static final int FIRST_ARGUMENT = Register.A0.index();

  private final Machine machine;
  private final HostCallNumber number;

  JamCall(Machine machine, HostCallNumber number) {
    this.machine = machine;
    this.number = number;
  }

  HostCallNumber number() {
    return number;
  }

  Profile profile() {
    return machine.profile();
  }

  /** An argument by its position: 0 is r7. */
  long argument(int position) {
    return machine.register(FIRST_ARGUMENT + position);
  }

  long gasLeft() {
    return machine.gas().remaining();
  }

  /** Takes the price of a call that is the same for all sizes; false when gas has run out. */
  boolean pay() {
    return pay(0, 0);
  }

  /**
   * Takes the price of the call; false when gas has run out.
   *
   * @param key bytes of a key
   * @param value bytes of a value
   */
  boolean pay(long key, long value) {
    return charge(JamPrice.of(machine.profile(), number).of(key, value));
  }

  /** Takes gas, unsigned; false when it has run out. */
  boolean charge(long gas) {
    return machine.gas().charge(gas < 0 ? Long.MAX_VALUE : gas);
  }

  /** Gives gas back. */
  void refund(long gas) {
    machine.gas().set(machine.gas().remaining() + gas);
  }

  /** The bytes there; empty when they cannot all be read. */
  Optional<byte[]> bytes(long address, long length) {
    if (length == 0) {
      return Optional.of(new byte[0]);
    }
    boolean there = length <= Integer.MAX_VALUE && machine.memory().isReadable(address, length);
    return there ? Optional.of(machine.memory().read(address, (int) length)) : Optional.empty();
  }

  boolean isWritable(long address, long length) {
    return machine.memory().isWritable(address, length);
  }

  /** Writes to memory that {@link #isWritable}. */
  void write(long address, byte[] bytes) {
    if (bytes.length > 0) {
      machine.memory().write(address, bytes);
    }
  }

  Action answer(long result) {
    machine.setRegister(FIRST_ARGUMENT, result);
    return Action.CONTINUE;
  }

  Action answer(long first, long second) {
    machine.setRegister(FIRST_ARGUMENT + 1, second);
    return answer(first);
  }

  /**
   * How many bytes of a value are asked for.
   *
   * @param first the argument that says where they go; offset and length follow it
   */
  int part(Optional<byte[]> value, int first) {
    int all = value.map(bytes -> bytes.length).orElse(0);
    return (int) least(argument(first + 2), all - least(argument(first + 1), all));
  }

  /**
   * Writes the part of a value that is asked for and answers with its whole length.
   *
   * @param first as in {@link #part}
   */
  Action deliver(Optional<byte[]> value, int first) {
    if (value.isEmpty()) {
      return answer(JamResult.NONE);
    }
    byte[] all = value.get();
    int from = (int) least(argument(first + 1), all.length);
    int length = part(value, first);
    if (!isWritable(argument(first), length)) {
      return Action.PANIC;
    }
    write(argument(first), Arrays.copyOfRange(all, from, from + length));
    return answer(all.length);
  }

  /** The smaller of two, the first read as unsigned. */
  static long least(long unsigned, long limit) {
    return Long.compareUnsigned(unsigned, limit) < 0 ? unsigned : limit;
  }
}
