package parallax.pvm.host.jam;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.host.HostCalls;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;

/**
 * Answers {@code gas}, {@code fetch}, {@code lookup}, {@code historical_lookup}, {@code read},
 * {@code write}, {@code export}, {@code checkpoint}, {@code yield} (Gray Paper B) and {@code log}
 * (JIP-1), and grow_heap where the profile has it; any other call is unknown. An address that the
 * service cannot read or write panics. Nothing but the calls and what it was made with decides.
 */
public final class JamHost implements HostFunction {

  /** No such thing: 2^64 - 1. As a service: the one that runs. */
  public static final long NONE = -1;

  /** No room: 2^64 - 5. */
  public static final long FULL = -5;

  /** Bytes of an exported segment. */
  public static final int SEGMENT = 4104;

  private static final int MOST_SEGMENTS = 3072;
  private static final int HASH = 32;
  private static final int FIRST_ARGUMENT = Register.A0.index();
  private static final HostFunction GROW_HEAP = new GrowHeap();

  private final ServiceStore store;
  private final long service;
  private final Map<String, byte[]> items = new TreeMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<byte[]> exports = new ArrayList<>();
  private Optional<String> yielded = Optional.empty();

  /**
   * A host for a service.
   *
   * @param service its number
   */
  public JamHost(ServiceStore store, long service) {
    this.store = store;
    this.service = service;
  }

  /** Makes something known that fetch gives: its kind, and up to two indices (otherwise 0). */
  public void provide(long kind, long first, long second, byte[] item) {
    items.put(item(kind, first, second), item);
  }

  private static String item(long kind, long first, long second) {
    return kind + " " + first + " " + second;
  }

  /** Lines that were logged: level, target, text. */
  public List<String> log() {
    return Collections.unmodifiableList(log);
  }

  /** Segments that were exported, each of {@link #SEGMENT} bytes. */
  public List<byte[]> exports() {
    return Collections.unmodifiableList(exports);
  }

  /** The hash of the last yield, in hexadecimal digits. */
  public Optional<String> yielded() {
    return yielded;
  }

  @Override
  public Action call(long index, Machine machine) {
    Profile profile = machine.profile();
    Optional<HostCallNumber> known = HostCallNumber.of(profile, index);
    if (known.isEmpty()) {
      return HostCalls.none().call(index, machine);
    }
    return switch (known.get()) {
      case GROW_HEAP -> GROW_HEAP.call(index, machine);
      case GAS -> pay(machine, HostCallNumber.GAS, 0, 0) ? gas(machine) : Action.OUT_OF_GAS;
      case FETCH -> fetch(machine);
      case LOOKUP, HISTORICAL_LOOKUP -> lookup(machine, known.get());
      case READ -> read(machine);
      case WRITE -> write(machine);
      case EXPORT -> export(machine);
      case CHECKPOINT ->
          pay(machine, HostCallNumber.CHECKPOINT, 0, 0) ? gas(machine) : Action.OUT_OF_GAS;
      case YIELD -> commit(machine);
      case LOG -> log(machine);
      default -> HostCalls.none().call(index, machine);
    };
  }

  private static long argument(Machine machine, int number) {
    return machine.register(FIRST_ARGUMENT + number);
  }

  private static boolean pay(Machine machine, HostCallNumber call, long key, long value) {
    return machine.gas().charge(JamPrice.of(machine.profile(), call).of(key, value));
  }

  private static Action answer(Machine machine, long result) {
    machine.setRegister(FIRST_ARGUMENT, result);
    return Action.CONTINUE;
  }

  private static Action gas(Machine machine) {
    return answer(machine, machine.gas().remaining());
  }

  /** The bytes there; empty when they cannot be read. */
  private static Optional<byte[]> bytes(Machine machine, long address, long length) {
    PagedMemory memory = machine.memory();
    if (length == 0) {
      return Optional.of(new byte[0]);
    }
    boolean there =
        length > 0
            && length <= Integer.MAX_VALUE
            && memory.isReadable(address & 0xFFFF_FFFFL, length);
    return there
        ? Optional.of(memory.read(address & 0xFFFF_FFFFL, (int) length))
        : Optional.empty();
  }

  private Action fetch(Machine machine) {
    long kind = argument(machine, 3);
    byte[] found = items.get(item(kind, argument(machine, 4), argument(machine, 5)));
    byte[] item = found == null ? items.get(item(kind, 0, 0)) : found;
    return deliver(machine, HostCallNumber.FETCH, 0, Optional.ofNullable(item), 0);
  }

  private Action lookup(Machine machine, HostCallNumber call) {
    Optional<byte[]> hash = bytes(machine, argument(machine, 1), HASH);
    return hash.isEmpty()
        ? Action.PANIC
        : deliver(machine, call, 0, store.preimage(wanted(machine), hash.get()), 2);
  }

  private Action read(Machine machine) {
    Optional<byte[]> key = bytes(machine, argument(machine, 1), argument(machine, 2));
    return key.isEmpty()
        ? Action.PANIC
        : deliver(
            machine,
            HostCallNumber.READ,
            key.get().length,
            store.read(wanted(machine), key.get()),
            3);
  }

  private long wanted(Machine machine) {
    long asked = argument(machine, 0);
    return asked == NONE ? service : asked;
  }

  /**
   * Writes the part of a value that is asked for and answers with its whole length.
   *
   * @param first the argument that says where; offset and length follow it
   */
  private static Action deliver(
      Machine machine, HostCallNumber call, int key, Optional<byte[]> value, int first) {
    byte[] all = value.orElse(new byte[0]);
    int from = (int) least(argument(machine, first + 1), all.length);
    int length = (int) least(argument(machine, first + 2), all.length - from);
    if (!pay(machine, call, key, length)) {
      return Action.OUT_OF_GAS;
    }
    if (value.isEmpty()) {
      return answer(machine, NONE);
    }
    long address = argument(machine, first) & 0xFFFF_FFFFL;
    if (length > 0) {
      if (!machine.memory().isWritable(address, length)) {
        return Action.PANIC;
      }
      machine.memory().write(address, Arrays.copyOfRange(all, from, from + length));
    }
    return answer(machine, all.length);
  }

  /** The smaller of two, the first read as unsigned. */
  private static long least(long unsigned, long limit) {
    return Long.compareUnsigned(unsigned, limit) < 0 ? unsigned : limit;
  }

  private Action write(Machine machine) {
    Optional<byte[]> key = bytes(machine, argument(machine, 0), argument(machine, 1));
    Optional<byte[]> value = bytes(machine, argument(machine, 2), argument(machine, 3));
    if (key.isEmpty() || value.isEmpty()) {
      return Action.PANIC;
    }
    if (!pay(machine, HostCallNumber.WRITE, key.get().length, value.get().length)) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> before = store.write(service, key.get(), value.get());
    return answer(machine, before.isEmpty() ? NONE : before.get().length);
  }

  private Action export(Machine machine) {
    Optional<byte[]> bytes =
        bytes(machine, argument(machine, 0), least(argument(machine, 1), SEGMENT));
    if (bytes.isEmpty()) {
      return Action.PANIC;
    }
    if (!pay(machine, HostCallNumber.EXPORT, 0, 0)) {
      return Action.OUT_OF_GAS;
    }
    if (exports.size() >= MOST_SEGMENTS) {
      return answer(machine, FULL);
    }
    exports.add(Arrays.copyOf(bytes.get(), SEGMENT));
    return answer(machine, exports.size() - 1);
  }

  private Action commit(Machine machine) {
    Optional<byte[]> hash = bytes(machine, argument(machine, 0), HASH);
    if (hash.isEmpty()) {
      return Action.PANIC;
    }
    if (!pay(machine, HostCallNumber.YIELD, 0, 0)) {
      return Action.OUT_OF_GAS;
    }
    yielded = hash.map(HexFormat.of()::formatHex);
    return answer(machine, 0);
  }

  /** Answers as a host that does not know the call, so that nothing depends on it. */
  private Action log(Machine machine) {
    Optional<byte[]> target = bytes(machine, argument(machine, 1), argument(machine, 2));
    Optional<byte[]> text = bytes(machine, argument(machine, 3), argument(machine, 4));
    if (target.isEmpty() || text.isEmpty()) {
      return Action.PANIC;
    }
    log.add(
        argument(machine, 0)
            + " "
            + new String(target.get(), StandardCharsets.UTF_8)
            + ": "
            + new String(text.get(), StandardCharsets.UTF_8));
    return answer(machine, HostCalls.WHAT);
  }
}
