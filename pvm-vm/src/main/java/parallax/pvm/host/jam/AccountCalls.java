package parallax.pvm.host.jam;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import parallax.pvm.host.jam.Implications.Transfer;
import parallax.pvm.host.jam.ServiceAccount.Request;
import parallax.pvm.machine.HostFunction.Action;

/** Accumulate functions on accounts: new, upgrade, transfer, eject, and yield (GP 0.7.2 B.7). */
final class AccountCalls {

  private static final int HASH = 32;
  private static final int MEMO = 128;

  private AccountCalls() {}

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static Action create(JamCall call, Implications context, long time) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> hash = call.bytes(call.argument(0), HASH);
    long length = call.argument(1);
    if (hash.isEmpty() || !PrivilegeCalls.isService(length)) {
      return Action.PANIC;
    }
    Privileges privileges = context.privileges();
    long gratis = call.argument(4);
    if (gratis != 0 && context.service() != privileges.manager()) {
      return call.answer(JamResult.HUH);
    }
    ServiceAccount made =
        ServiceAccount.created(
            hash.get(),
            length,
            call.argument(2),
            call.argument(3),
            gratis,
            time,
            context.service());
    ServiceAccount self = context.self();
    if (self.balance() - made.balance() < self.threshold()) {
      return call.answer(JamResult.CASH);
    }
    long desired = call.argument(5);
    boolean chooses =
        context.service() == privileges.registrar()
            && desired >= 0
            && desired < Implications.FIRST_PUBLIC;
    if (chooses && context.store().find(desired).isPresent()) {
      return call.answer(JamResult.FULL);
    }
    long number = chooses ? desired : context.takeNumber();
    self.setBalance(self.balance() - made.balance());
    context.store().put(number, made);
    return call.answer(number);
  }

  static Action upgrade(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> hash = call.bytes(call.argument(0), HASH);
    if (hash.isEmpty()) {
      return Action.PANIC;
    }
    context.self().upgrade(hash.get(), call.argument(1), call.argument(2));
    return call.answer(JamResult.OK);
  }

  /** Costs the gas of the transfer, too, when it is made. */
  static Action transfer(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    long to = call.argument(0);
    long amount = call.argument(1);
    long gas = call.argument(2);
    Optional<byte[]> memo = call.bytes(call.argument(3), MEMO);
    if (memo.isEmpty()) {
      return Action.PANIC;
    }
    Optional<ServiceAccount> receiver = context.store().find(to);
    if (receiver.isEmpty()) {
      return call.answer(JamResult.WHO);
    }
    if (Long.compareUnsigned(gas, receiver.get().transferGas()) < 0) {
      return call.answer(JamResult.LOW);
    }
    ServiceAccount self = context.self();
    if (amount < 0 || self.balance() - amount < self.threshold()) {
      return call.answer(JamResult.CASH);
    }
    if (!call.charge(gas)) {
      return Action.OUT_OF_GAS;
    }
    self.setBalance(self.balance() - amount);
    context.add(new Transfer(context.service(), to, amount, hex(memo.get()), gas));
    return call.answer(JamResult.OK);
  }

  static Action eject(JamCall call, Implications context, long time) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    long number = call.argument(0);
    Optional<byte[]> hash = call.bytes(call.argument(1), HASH);
    if (hash.isEmpty()) {
      return Action.PANIC;
    }
    Optional<ServiceAccount> found =
        number == context.service() ? Optional.empty() : context.store().find(number);
    if (found.isEmpty() || !found.get().codeHash().equals(asHash(context.service()))) {
      return call.answer(JamResult.WHO);
    }
    ServiceAccount ejected = found.get();
    long length = Math.max(81, ejected.octets()) - 81;
    List<Long> times = ejected.requests().get(Request.of(hash.get(), length));
    boolean isGone =
        ejected.items() == 2
            && times != null
            && times.size() == 2
            && times.get(1) < time - PreimageCalls.EXPUNGE_PERIOD;
    if (!isGone) {
      return call.answer(JamResult.HUH);
    }
    ServiceAccount self = context.self();
    self.setBalance(self.balance() + ejected.balance());
    context.store().remove(number);
    return call.answer(JamResult.OK);
  }

  /** A number as 32 bytes, little-endian. */
  private static String asHash(long number) {
    byte[] bytes = new byte[HASH];
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[i] = (byte) (number >>> (8 * i));
    }
    return hex(bytes);
  }

  static Action commit(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> hash = call.bytes(call.argument(0), HASH);
    if (hash.isEmpty()) {
      return Action.PANIC;
    }
    context.commit(hex(hash.get()));
    return call.answer(JamResult.OK);
  }
}
