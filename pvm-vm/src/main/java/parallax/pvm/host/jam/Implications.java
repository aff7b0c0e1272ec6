package parallax.pvm.host.jam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.pvm.program.BlobWriter;

/**
 * What an accumulation will have done when it has halted (GP 0.7.2 B.7, the context X). Byte
 * strings are in hexadecimal digits.
 */
public final class Implications {

  /** S: numbers below this are given by the registrar alone. */
  static final long FIRST_PUBLIC = 1L << 16;

  private static final long NUMBERS = (1L << 32) - FIRST_PUBLIC - (1 << 8);
  private static final int HASH = 32;

  /** A transfer that will be made. */
  public record Transfer(long from, long to, long amount, String memo, long gas) {}

  /** A preimage that was provided. */
  public record Provision(long service, String preimage) implements Comparable<Provision> {
    @Override
    public int compareTo(Provision other) {
      int services = Long.compareUnsigned(service, other.service);
      return services != 0 ? services : preimage.compareTo(other.preimage);
    }
  }

  private final ServiceStore store;
  private final long service;
  private final List<Transfer> transfers = new ArrayList<>();
  private final SortedSet<Provision> provisions = new TreeSet<>();
  private final SortedMap<Long, String> queues = new TreeMap<>();
  private Privileges privileges = Privileges.FIRST;
  private Optional<String> validators = Optional.empty();
  private Optional<String> yielded = Optional.empty();
  private long nextService;

  Implications(ServiceStore store, Invocation invocation) {
    this.store = store;
    this.service = invocation.service();
    this.nextService = free(firstNumber(invocation));
  }

  private Implications(Implications other, ServiceStore store) {
    this.store = store;
    this.service = other.service;
    this.transfers.addAll(other.transfers);
    this.provisions.addAll(other.provisions);
    this.queues.putAll(other.queues);
    this.privileges = other.privileges;
    this.validators = other.validators;
    this.yielded = other.yielded;
    this.nextService = other.nextService;
  }

  /** Made of the service, no entropy and the time. */
  private static long firstNumber(Invocation invocation) {
    byte[] id = BlobWriter.natural(invocation.service());
    byte[] time = BlobWriter.natural(invocation.timeSlot());
    byte[] hash =
        Blake2b.hash(
            ByteBuffer.allocate(id.length + HASH + time.length)
                .put(id)
                .put(new byte[HASH])
                .put(time)
                .array());
    long number = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFF_FFFFL;
    return number % NUMBERS + FIRST_PUBLIC;
  }

  /** The first number from one on that no service has. */
  private long free(long number) {
    long found = number;
    while (store.find(found).isPresent()) {
      found = (found - FIRST_PUBLIC + 1) % NUMBERS + FIRST_PUBLIC;
    }
    return found;
  }

  /** A copy that later changes do not reach, with a copy of the accounts. */
  Implications copy() {
    return copy(store.copy());
  }

  /** A copy with other accounts. */
  Implications copy(ServiceStore accounts) {
    return new Implications(this, accounts);
  }

  /** The accounts. */
  public ServiceStore store() {
    return store;
  }

  long service() {
    return service;
  }

  /** The account that accumulates. */
  ServiceAccount self() {
    return store.account(service);
  }

  /** The next new service's number, which then is taken. */
  long takeNumber() {
    long number = nextService;
    nextService = free((number - FIRST_PUBLIC + 42) % NUMBERS + FIRST_PUBLIC);
    return number;
  }

  /** Transfers in their order. */
  public List<Transfer> transfers() {
    return List.copyOf(transfers);
  }

  void add(Transfer transfer) {
    transfers.add(transfer);
  }

  /** Preimages that were provided. */
  public List<Provision> provisions() {
    return List.copyOf(provisions);
  }

  /** Adds a preimage; false when it is there. */
  boolean add(Provision provision) {
    return provisions.add(provision);
  }

  /** The queues of authorizers that were assigned, by core. */
  public SortedMap<Long, String> queues() {
    return new TreeMap<>(queues);
  }

  void assign(long core, String queue) {
    queues.put(core, queue);
  }

  public Privileges privileges() {
    return privileges;
  }

  void setPrivileges(Privileges others) {
    privileges = others;
  }

  /** The keys of validators, if some were designated. */
  public Optional<String> validators() {
    return validators;
  }

  void designate(String keys) {
    validators = Optional.of(keys);
  }

  /** The hash of the last yield. */
  public Optional<String> yielded() {
    return yielded;
  }

  void commit(String hash) {
    yielded = Optional.of(hash);
  }
}
