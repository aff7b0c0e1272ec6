package parallax.pvm.host.jam;

import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All service accounts. In memory. */
public final class ServiceStore {

  private final SortedMap<Long, ServiceAccount> accounts = new TreeMap<>();

  /** An account; a new one if there is none. */
  public ServiceAccount account(long service) {
    return accounts.computeIfAbsent(service, id -> new ServiceAccount());
  }

  /** An account, if there is one. */
  public Optional<ServiceAccount> find(long service) {
    return Optional.ofNullable(accounts.get(service));
  }

  /** The accounts by their numbers. */
  public SortedMap<Long, ServiceAccount> accounts() {
    return Collections.unmodifiableSortedMap(accounts);
  }

  void put(long service, ServiceAccount account) {
    accounts.put(service, account);
  }

  void remove(long service) {
    accounts.remove(service);
  }

  ServiceStore copy() {
    ServiceStore copy = new ServiceStore();
    accounts.forEach((service, account) -> copy.accounts.put(service, account.copy()));
    return copy;
  }

  /** Makes everything as it is in another, which must not be used any more. */
  void restore(ServiceStore other) {
    accounts.clear();
    accounts.putAll(other.accounts);
  }

  /** The value under a key; handed out uncopied. */
  public Optional<byte[]> read(long service, byte[] key) {
    return find(service).map(account -> account.storage().get(hex(key)));
  }

  /**
   * Puts a value under a key; an empty one removes what is there.
   *
   * @return what was there
   */
  public Optional<byte[]> write(long service, byte[] key, byte[] value) {
    SortedMap<String, byte[]> mine = account(service).storage();
    return Optional.ofNullable(
        value.length == 0 ? mine.remove(hex(key)) : mine.put(hex(key), value));
  }

  /** The preimage of a hash. */
  public Optional<byte[]> preimage(long service, byte[] hash) {
    return find(service).map(account -> account.preimages().get(hex(hash)));
  }

  /** Makes a preimage known; the hash is taken as it is. */
  public void providePreimage(long service, byte[] hash, byte[] preimage) {
    account(service).preimages().put(hex(hash), preimage);
  }

  /** What a service has stored: keys in hexadecimal digits, in order. */
  public SortedMap<String, byte[]> storageOf(long service) {
    return find(service)
        .map(account -> Collections.unmodifiableSortedMap(account.storage()))
        .orElse(Collections.emptySortedMap());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
