package parallax.pvm.host.jam;

import java.util.Optional;
import parallax.pvm.machine.HostFunction.Action;

/** The general functions (GP 0.7.2 B.6). */
final class GeneralCalls {

  private static final int HASH = 32;

  private final FetchItems items;
  private final Invocation invocation;

  GeneralCalls(FetchItems items, Invocation invocation) {
    this.items = items;
    this.invocation = invocation;
  }

  /** What {@code gas} and {@code checkpoint} answer. */
  static Action gas(JamCall call) {
    return call.pay() ? call.answer(call.gasLeft()) : Action.OUT_OF_GAS;
  }

  Action fetch(JamCall call) {
    Optional<byte[]> item = items.get(call.argument(3), call.argument(4), call.argument(5));
    return call.pay(0, call.part(item, 0)) ? call.deliver(item, 0) : Action.OUT_OF_GAS;
  }

  Action lookup(JamCall call, ServiceStore store) {
    Optional<byte[]> hash = call.bytes(call.argument(1), HASH);
    return give(call, hash, hash.flatMap(h -> store.preimage(wanted(call), h)));
  }

  Action historicalLookup(JamCall call, ServiceStore store) {
    Optional<byte[]> hash = call.bytes(call.argument(1), HASH);
    return give(
        call,
        hash,
        hash.flatMap(
            h ->
                store
                    .find(wanted(call))
                    .flatMap(
                        account ->
                            account.preimageAt(AccountCalls.hex(h), invocation.timeSlot()))));
  }

  private static Action give(JamCall call, Optional<byte[]> hash, Optional<byte[]> preimage) {
    if (!call.pay(0, call.part(preimage, 2))) {
      return Action.OUT_OF_GAS;
    }
    return hash.isEmpty() ? Action.PANIC : call.deliver(preimage, 2);
  }

  Action read(JamCall call, ServiceStore store) {
    Optional<byte[]> key = call.bytes(call.argument(1), call.argument(2));
    Optional<byte[]> value = key.flatMap(k -> store.read(wanted(call), k));
    if (!call.pay(call.argument(2), call.part(value, 3))) {
      return Action.OUT_OF_GAS;
    }
    return key.isEmpty() ? Action.PANIC : call.deliver(value, 3);
  }

  private long wanted(JamCall call) {
    long asked = call.argument(0);
    return asked == JamResult.NONE ? invocation.service() : asked;
  }

  Action write(JamCall call, ServiceStore store) {
    if (!call.pay(call.argument(1), call.argument(3))) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> key = call.bytes(call.argument(0), call.argument(1));
    Optional<byte[]> value = call.bytes(call.argument(2), call.argument(3));
    if (key.isEmpty() || value.isEmpty()) {
      return Action.PANIC;
    }
    long service = invocation.service();
    Optional<byte[]> before = store.write(service, key.get(), value.get());
    ServiceAccount account = store.account(service);
    if (account.threshold() > account.balance()) {
      store.write(service, key.get(), before.orElse(new byte[0]));
      return call.answer(JamResult.FULL);
    }
    return call.answer(before.isEmpty() ? JamResult.NONE : before.get().length);
  }

  Action info(JamCall call, ServiceStore store) {
    Optional<byte[]> info = store.find(wanted(call)).map(ServiceAccount::info);
    return call.pay() ? call.deliver(info, 1) : Action.OUT_OF_GAS;
  }
}
