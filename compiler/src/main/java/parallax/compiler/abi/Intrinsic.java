package parallax.compiler.abi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a module imports from the module {@link #MODULE}: doors to the machine for code that talks
 * to its host in the host's own terms.
 *
 * <pre>
 *   host_call_N     (param i32, N times i64) (result i64)       N from 0 to 6: the host call whose number is the first operand, which is a constant;
 *                                                               the others go into r7.., the result is r7
 *   host_call_N_r8  (param i32, N times i64) (result i64 i64)   likewise; the results are r7 and r8
 *   pvm_ptr         (param i32 i32) (result i64)                the PVM address of an address of the module's first memory; traps unless so many bytes
 *                                                               from there on are in the memory
 * </pre>
 *
 * @param name as it is imported
 * @param isHostCall whether it calls the host
 * @param registers how many registers a host call takes, from r7 on
 * @param results how many it gives, from r7 on
 */
public record Intrinsic(String name, boolean isHostCall, int registers, int results) {
  /** The name of the module that they are imported from. */
  public static final String MODULE = "pvm";

  /** What there is, for messages. */
  public static final String NAMES =
      "host_call_0 to host_call_6, host_call_0_r8 to host_call_6_r8, pvm_ptr";

  private static final Pattern HOST_CALL = Pattern.compile("host_call_([0-6])(_r8)?");

  /** The intrinsic of a name. */
  public static Optional<Intrinsic> of(final String name) {
    if (name.equals("pvm_ptr")) {
      return Optional.of(new Intrinsic(name, false, 0, 1));
    }
    final Matcher call = HOST_CALL.matcher(name);
    return call.matches()
        ? Optional.of(
            new Intrinsic(
                name, true, Integer.parseInt(call.group(1)), call.group(2) == null ? 1 : 2))
        : Optional.empty();
  }

  /** How a module declares it. */
  public String declaration() {
    if (!isHostCall) {
      return "(func (param i32 i32) (result i64))";
    }
    return "(func (param i32"
        + " i64".repeat(registers)
        + ") (result"
        + " i64".repeat(results)
        + "))";
  }
}
