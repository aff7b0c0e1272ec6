package parallax.pvm.host.jam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A service account (GP 0.7.2, section 9): what a service has stored, the preimages it has and asks
 * for, its balance and its limits. Byte strings are held in hexadecimal digits where they are keys.
 */
public final class ServiceAccount {

  /** A new account's balance, which is more than it can spend on storage. */
  public static final long INITIAL_BALANCE = 1L << 60;

  private static final int HASH = 32;
  private static final int INFO_BYTES = HASH + 5 * Long.BYTES + Integer.BYTES + 8 + 3 * 4;
  private static final long BASE_DEPOSIT = 100;
  private static final long ITEM_DEPOSIT = 10;
  private static final long BYTE_DEPOSIT = 1;
  private static final long REQUEST_OCTETS = 81;
  private static final long STORAGE_OCTETS = 34;

  /**
   * A preimage that is asked for.
   *
   * @param hash in hexadecimal digits
   * @param length in bytes, an unsigned number
   */
  public record Request(String hash, long length) implements Comparable<Request> {
    private static final Comparator<Request> ORDER =
        Comparator.comparing(Request::hash).thenComparing(Request::length);

    static Request of(byte[] hash, long length) {
      return new Request(HexFormat.of().formatHex(hash), length);
    }

    @Override
    public int compareTo(Request other) {
      return ORDER.compare(this, other);
    }
  }

  private final SortedMap<String, byte[]> storage = new TreeMap<>();
  private final SortedMap<String, byte[]> preimages = new TreeMap<>();
  private final SortedMap<Request, List<Long>> requests = new TreeMap<>();
  private String codeHash = "00".repeat(HASH);
  private long balance = INITIAL_BALANCE;
  private long accumulateGas;
  private long transferGas;
  private long gratis;
  private long created;
  private long lastAccumulated;
  private long parent;

  ServiceAccount() {}

  /** An account as {@code new} makes it, with just the balance that it needs. */
  static ServiceAccount created(
      byte[] codeHash,
      long codeLength,
      long accumulateGas,
      long transferGas,
      long gratis,
      long created,
      long parent) {
    ServiceAccount account = new ServiceAccount();
    account.upgrade(codeHash, accumulateGas, transferGas);
    account.requests.put(Request.of(codeHash, codeLength), List.of());
    account.gratis = gratis;
    account.created = created;
    account.parent = parent;
    account.balance = account.threshold();
    return account;
  }

  ServiceAccount copy() {
    ServiceAccount copy = new ServiceAccount();
    copy.storage.putAll(storage);
    copy.preimages.putAll(preimages);
    copy.requests.putAll(requests);
    copy.codeHash = codeHash;
    copy.balance = balance;
    copy.accumulateGas = accumulateGas;
    copy.transferGas = transferGas;
    copy.gratis = gratis;
    copy.created = created;
    copy.lastAccumulated = lastAccumulated;
    copy.parent = parent;
    return copy;
  }

  SortedMap<String, byte[]> storage() {
    return storage;
  }

  SortedMap<String, byte[]> preimages() {
    return preimages;
  }

  SortedMap<Request, List<Long>> requests() {
    return requests;
  }

  /** In hexadecimal digits. */
  public String codeHash() {
    return codeHash;
  }

  public long balance() {
    return balance;
  }

  public void setBalance(long amount) {
    balance = amount;
  }

  /** The least gas with which it accumulates. */
  public long accumulateGas() {
    return accumulateGas;
  }

  /** The least gas of a transfer to it. */
  public long transferGas() {
    return transferGas;
  }

  /** Gives it other code, and other limits. */
  public void upgrade(byte[] hash, long newAccumulateGas, long newTransferGas) {
    codeHash = HexFormat.of().formatHex(hash);
    accumulateGas = newAccumulateGas;
    transferGas = newTransferGas;
  }

  /** a_i: what counts as an item of its state. */
  public long items() {
    return 2L * requests.size() + storage.size();
  }

  /** a_o: what counts as a byte of its state. */
  public long octets() {
    long octets = 0;
    for (Request request : requests.keySet()) {
      octets += REQUEST_OCTETS + JamCall.least(request.length(), 2 * INITIAL_BALANCE);
    }
    for (var entry : storage.entrySet()) {
      octets += STORAGE_OCTETS + entry.getKey().length() / 2 + entry.getValue().length;
    }
    return octets;
  }

  /** a_t: the balance that its state needs. */
  public long threshold() {
    long needed = BASE_DEPOSIT + ITEM_DEPOSIT * items() + BYTE_DEPOSIT * octets();
    return Long.compareUnsigned(gratis, needed) >= 0 ? 0 : needed - gratis;
  }

  /** What {@code info} gives. */
  byte[] info() {
    return ByteBuffer.allocate(INFO_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(HexFormat.of().parseHex(codeHash))
        .putLong(balance)
        .putLong(threshold())
        .putLong(accumulateGas)
        .putLong(transferGas)
        .putLong(octets())
        .putInt((int) items())
        .putLong(gratis)
        .putInt((int) created)
        .putInt((int) lastAccumulated)
        .putInt((int) parent)
        .array();
  }

  /**
   * The preimage of a hash, if it was there at a time. One that was never asked for was always.
   *
   * @param hash in hexadecimal digits
   */
  Optional<byte[]> preimageAt(String hash, long time) {
    return Optional.ofNullable(preimages.get(hash))
        .filter(
            preimage -> {
              List<Long> times = requests.get(new Request(hash, preimage.length));
              return times == null || wasThere(times, time);
            });
  }

  /** Times are those when it came, went and came again. */
  private static boolean wasThere(List<Long> times, long time) {
    return switch (times.size()) {
      case 0 -> false;
      case 1 -> times.get(0) <= time;
      case 2 -> times.get(0) <= time && time < times.get(1);
      default -> (times.get(0) <= time && time < times.get(1)) || times.get(2) <= time;
    };
  }
}
