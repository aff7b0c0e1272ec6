package parallax.pvm.host.jam;

import java.util.List;
import java.util.Optional;
import parallax.pvm.host.jam.Implications.Provision;
import parallax.pvm.host.jam.ServiceAccount.Request;
import parallax.pvm.machine.HostFunction.Action;

/** Accumulate functions on preimages: query, solicit, forget, provide (GP 0.7.2 B.7). */
final class PreimageCalls {

  /** D: after so many time slots a preimage that nobody wants may be forgotten. */
  static final int EXPUNGE_PERIOD = 19_200;

  private static final int HASH = 32;

  private PreimageCalls() {}

  private static Optional<Request> request(JamCall call) {
    return call.bytes(call.argument(0), HASH).map(hash -> Request.of(hash, call.argument(1)));
  }

  static Action query(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<Request> request = request(call);
    if (request.isEmpty()) {
      return Action.PANIC;
    }
    List<Long> times = context.self().requests().get(request.get());
    if (times == null) {
      return call.answer(JamResult.NONE, 0);
    }
    long first = times.isEmpty() ? 0 : times.get(0);
    long second = times.size() < 2 ? 0 : times.get(1);
    long third = times.size() < 3 ? 0 : times.get(2);
    return call.answer(times.size() + (first << 32), second + (third << 32));
  }

  static Action solicit(JamCall call, Implications context, long time) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<Request> request = request(call);
    if (request.isEmpty()) {
      return Action.PANIC;
    }
    ServiceAccount self = context.self();
    List<Long> times = self.requests().get(request.get());
    if (times != null && times.size() != 2) {
      return call.answer(JamResult.HUH);
    }
    self.requests()
        .put(request.get(), times == null ? List.of() : List.of(times.get(0), times.get(1), time));
    if (self.balance() < self.threshold()) {
      restore(self, request.get(), times);
      return call.answer(JamResult.FULL);
    }
    return call.answer(JamResult.OK);
  }

  private static void restore(ServiceAccount self, Request request, List<Long> times) {
    if (times == null) {
      self.requests().remove(request);
    } else {
      self.requests().put(request, times);
    }
  }

  static Action forget(JamCall call, Implications context, long time) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<Request> found = request(call);
    if (found.isEmpty()) {
      return Action.PANIC;
    }
    Request request = found.get();
    ServiceAccount self = context.self();
    List<Long> times = self.requests().get(request);
    if (times == null) {
      return call.answer(JamResult.HUH);
    }
    boolean isOld = times.size() >= 2 && times.get(1) < time - EXPUNGE_PERIOD;
    if (times.isEmpty() || (times.size() == 2 && isOld)) {
      self.requests().remove(request);
      self.preimages().remove(request.hash());
    } else if (times.size() == 1) {
      self.requests().put(request, List.of(times.get(0), time));
    } else if (times.size() == 3 && isOld) {
      self.requests().put(request, List.of(times.get(2), time));
    } else {
      return call.answer(JamResult.HUH);
    }
    return call.answer(JamResult.OK);
  }

  static Action provide(JamCall call, Implications context) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    long service = call.argument(0) == JamResult.NONE ? context.service() : call.argument(0);
    Optional<byte[]> preimage = call.bytes(call.argument(1), call.argument(2));
    if (preimage.isEmpty()) {
      return Action.PANIC;
    }
    Optional<ServiceAccount> account = context.store().find(service);
    if (account.isEmpty()) {
      return call.answer(JamResult.WHO);
    }
    Request request = Request.of(Blake2b.hash(preimage.get()), preimage.get().length);
    List<Long> times = account.get().requests().get(request);
    boolean isWanted = times != null && times.isEmpty();
    return call.answer(
        isWanted && context.add(new Provision(service, AccountCalls.hex(preimage.get())))
            ? JamResult.OK
            : JamResult.HUH);
  }
}
