package parallax.pvm.host.jam;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which services may do more than others (GP 0.7.2, section 9.4). In the beginning all is service
 * 0's.
 *
 * @param manager may bless, and give storage without a deposit
 * @param assigners for each core the service that may change its queue of authorizers
 * @param delegator may designate validators
 * @param registrar may choose small numbers for new services
 * @param always gas of services that accumulate in every block
 */
public record Privileges(
    long manager,
    List<Long> assigners,
    long delegator,
    long registrar,
    SortedMap<Long, Long> always) {

  /** C: how many cores there are. */
  static final int CORES = 341;

  static final Privileges FIRST =
      new Privileges(0, Collections.nCopies(CORES, 0L), 0, 0, Collections.emptySortedMap());

  public Privileges {
    assigners = List.copyOf(assigners);
    always = Collections.unmodifiableSortedMap(new TreeMap<>(always));
  }
}
