package parallax.compiler.abi;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import parallax.compiler.abi.ImportBindings.Rule;
import parallax.compiler.abi.ImportBindings.Unbound;

/**
 * What functions stand for that a program imports and none of its instances provides.
 *
 * @param bindings what was asked for
 * @param jam the host functions that modules import from {@link JamFunction#MODULE}, by name
 */
public record HostInterface(ImportBindings bindings, SortedMap<String, JamFunction> jam) {
  /** Every import is a host call, whatever its name. */
  public static final HostInterface PLAIN =
      new HostInterface(
          new ImportBindings(
              Stream.of(Intrinsic.MODULE, JamFunction.MODULE, ImportBindings.WASI)
                  .map(
                      module ->
                          new Rule(
                              module,
                              ImportBindings.ANY,
                              new ImportBinding.HostCall(OptionalInt.empty())))
                  .toList(),
              Unbound.HOST_CALL),
          Collections.emptySortedMap());

  public HostInterface {
    jam = Collections.unmodifiableSortedMap(new TreeMap<>(jam));
  }
}
