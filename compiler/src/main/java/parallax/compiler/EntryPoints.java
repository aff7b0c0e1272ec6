package parallax.compiler;

import java.util.Objects;
import java.util.Optional;

/** What a host enters at the positions that JAM knows: pc 0 and pc 5. */
public sealed interface EntryPoints {
  /**
   * Pc 0 initialises and runs an export on an argument area of 8 bytes a parameter; pc 5 traps.
   *
   * @param export empty: pc 0 only initialises
   */
  record Values(Optional<String> export) implements EntryPoints {
    public Values {
      Objects.requireNonNull(export);
    }
  }

  /**
   * A JAM service or authorizer: exports that take bytes and give bytes (GP 0.7.2 and 0.8.0 B:
   * refine and is-authorized begin at pc 0, accumulate at pc 5). An entry that is absent traps.
   *
   * <p>Such an export is {@code (param i32 i32) (result i64)}: address and length of the arguments
   * in the module's first memory; address and length (upper half) of the result there. Where the
   * globals {@code result_ptr} and {@code result_len} are exported as i32, they say where the
   * result is, whatever the function returns.
   *
   * @param start what pc 0 runs: refine or is_authorized
   * @param accumulate what pc 5 runs
   * @param allocator the export that gives room for the arguments: {@code (size)}, {@code (size,
   *     id)} or {@code (old, oldSize, alignment, size)}, all i32; empty: the first of {@code
   *     __new}, {@code malloc}, {@code cabi_realloc} that is exported, else memory grows
   */
  record Service(Optional<String> start, Optional<String> accumulate, Optional<String> allocator)
      implements EntryPoints {
    public Service {
      Objects.requireNonNull(start);
      Objects.requireNonNull(accumulate);
      Objects.requireNonNull(allocator);
    }
  }
}
