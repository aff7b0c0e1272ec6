package parallax.pvm.host.jam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.pvm.machine.HostFunction.Action;

/** Accumulate functions for the few: bless, assign, designate (GP 0.7.2 B.7). */
final class PrivilegeCalls {

  private static final long SERVICES = 1L << 32;
  private static final int ALWAYS_BYTES = 12;
  private static final int QUEUE_BYTES = 80 * 32;
  private static final int VALIDATORS_BYTES = 1_023 * 336;

  private PrivilegeCalls() {}

  static boolean isService(long number) {
    return number >= 0 && number < SERVICES;
  }

  static Action bless(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    long manager = call.argument(0);
    long delegator = call.argument(2);
    long registrar = call.argument(3);
    long count = JamCall.least(call.argument(5), SERVICES);
    Optional<byte[]> assigners = call.bytes(call.argument(1), 4L * Privileges.CORES);
    Optional<byte[]> always = call.bytes(call.argument(4), ALWAYS_BYTES * count);
    if (assigners.isEmpty() || always.isEmpty()) {
      return Action.PANIC;
    }
    if (!isService(manager) || !isService(delegator) || !isService(registrar)) {
      return call.answer(JamResult.WHO);
    }
    context.setPrivileges(
        new Privileges(
            manager, services(assigners.get()), delegator, registrar, allowances(always.get())));
    return call.answer(JamResult.OK);
  }

  private static List<Long> services(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> services = new ArrayList<>();
    while (in.hasRemaining()) {
      services.add(in.getInt() & 0xFFFF_FFFFL);
    }
    return services;
  }

  private static SortedMap<Long, Long> allowances(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    SortedMap<Long, Long> allowances = new TreeMap<>();
    while (in.hasRemaining()) {
      allowances.put(in.getInt() & 0xFFFF_FFFFL, in.getLong());
    }
    return allowances;
  }

  static Action assign(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    long core = call.argument(0);
    long assigner = call.argument(2);
    Optional<byte[]> queue = call.bytes(call.argument(1), QUEUE_BYTES);
    if (queue.isEmpty()) {
      return Action.PANIC;
    }
    if (core < 0 || core >= Privileges.CORES) {
      return call.answer(JamResult.CORE);
    }
    Privileges now = context.privileges();
    if (now.assigners().get((int) core) != context.service()) {
      return call.answer(JamResult.HUH);
    }
    if (!isService(assigner)) {
      return call.answer(JamResult.WHO);
    }
    List<Long> assigners = new ArrayList<>(now.assigners());
    assigners.set((int) core, assigner);
    context.setPrivileges(
        new Privileges(now.manager(), assigners, now.delegator(), now.registrar(), now.always()));
    context.assign(core, AccountCalls.hex(queue.get()));
    return call.answer(JamResult.OK);
  }

  static Action designate(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> keys = call.bytes(call.argument(0), VALIDATORS_BYTES);
    if (keys.isEmpty()) {
      return Action.PANIC;
    }
    if (context.service() != context.privileges().delegator()) {
      return call.answer(JamResult.HUH);
    }
    context.designate(AccountCalls.hex(keys.get()));
    return call.answer(JamResult.OK);
  }
}
