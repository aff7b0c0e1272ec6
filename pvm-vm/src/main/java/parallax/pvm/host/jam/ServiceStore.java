package parallax.pvm.host.jam;

import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What services keep: storage by key, preimages by hash, for each service. In memory. */
public final class ServiceStore {

  private final SortedMap<Long, SortedMap<String, byte[]>> storage = new TreeMap<>();
  private final SortedMap<Long, SortedMap<String, byte[]>> preimages = new TreeMap<>();

  /** The value under a key; handed out uncopied. */
  public Optional<byte[]> read(long service, byte[] key) {
    return find(storage, service, key);
  }

  /**
   * Puts a value under a key; an empty one removes what is there.
   *
   * @return what was there
   */
  public Optional<byte[]> write(long service, byte[] key, byte[] value) {
    SortedMap<String, byte[]> mine = storage.computeIfAbsent(service, id -> new TreeMap<>());
    return Optional.ofNullable(
        value.length == 0 ? mine.remove(hex(key)) : mine.put(hex(key), value));
  }

  /** The preimage of a hash. */
  public Optional<byte[]> preimage(long service, byte[] hash) {
    return find(preimages, service, hash);
  }

  /** Makes a preimage known; the hash is taken as it is. */
  public void providePreimage(long service, byte[] hash, byte[] preimage) {
    preimages.computeIfAbsent(service, id -> new TreeMap<>()).put(hex(hash), preimage);
  }

  /** What a service has stored: keys in hexadecimal digits, in order. */
  public SortedMap<String, byte[]> storageOf(long service) {
    return Collections.unmodifiableSortedMap(storage.getOrDefault(service, new TreeMap<>()));
  }

  private static Optional<byte[]> find(
      SortedMap<Long, SortedMap<String, byte[]>> values, long service, byte[] key) {
    return Optional.ofNullable(values.get(service)).map(mine -> mine.get(hex(key)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
