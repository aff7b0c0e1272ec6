package parallax.pvm.host.jam;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.host.HostCalls;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;

/**
 * Answers the host functions of the Gray Paper (0.7.2, appendix B; 0.8.0 by its own numbers and
 * prices, with the same answers), and {@code log} of JIP-1. Accounts are in memory; there is no
 * chain. Nothing but the calls and what it was made with decides.
 *
 * <pre>
 * function           whose   answers; what is simpler than on a chain
 * gas                any     gas that is left
 * fetch              any     length, NONE: kind 0, the constants; others as provided (provide)
 * grow_heap          any     0.8.0 only: the page where the heap ends
 * log                any     WHAT, and costs nothing
 * lookup             A       length, NONE: preimages of any account
 * read               A       length, NONE: storage of any account
 * write              A       length before, NONE, FULL (deposit beyond the balance)
 * info               A       96 bytes, NONE
 * historical_lookup  R       length, NONE: by the times of the request; without one always there
 * export             R       number of the segment, FULL after 3,072
 * machine            R       number, HUH (no program), FULL (0.8.0: the 64th)
 * peek, poke         R       OK, WHO, OOB
 * pages              R       OK, WHO, HUH
 * invoke             R       HALT, PANIC, FAULT and r8, HOST and r8, OOG; WHO
 * expunge            R       position, WHO
 * bless              A       OK, WHO; in the beginning service 0 has all privileges
 * assign             A       OK, CORE, HUH, WHO
 * designate          A       OK, HUH
 * checkpoint         A       gas that is left; what was done until then stays after a failure
 * new                A       number, HUH, CASH, FULL; numbers from the service and the time, without entropy
 * upgrade            A       OK
 * transfer           A       OK, WHO, LOW, CASH; noted (transfers), not executed
 * eject              A       OK, WHO, HUH
 * query              A       1 or 2 numbers, NONE
 * solicit, forget    A       OK, HUH, FULL
 * yield              A       OK
 * provide            A       OK, WHO, HUH; noted (provisions), not integrated
 * anything else              WHAT
 *
 * R: refinement; A: accumulation; any: these and is-authorized. Elsewhere a function is unknown.
 * </pre>
 *
 * <p>Memory that the service cannot read or write panics, after the call was paid for.
 */
public final class JamHost implements HostFunction {

  /** Bytes of an exported segment. */
  public static final int SEGMENT = 4104;

  private static final int MOST_SEGMENTS = 3072;
  private static final HostFunction GROW_HEAP = new GrowHeap();

  private final Invocation invocation;
  private final FetchItems items = new FetchItems();
  private final GeneralCalls general;
  private final InnerMachines machines;
  private final List<String> log = new ArrayList<>();
  private final List<byte[]> exports = new ArrayList<>();
  private Implications context;
  private Implications checkpoint;

  /**
   * A host for one invocation.
   *
   * @param store all accounts; one for the service is made if there is none
   * @param machines makes the machines of a refinement
   */
  public JamHost(ServiceStore store, Invocation invocation, MachineFactory machines) {
    this.invocation = invocation;
    this.general = new GeneralCalls(items, invocation);
    this.machines = new InnerMachines(machines);
    store.account(invocation.service());
    this.context = new Implications(store, invocation);
    this.checkpoint = context.copy();
  }

  /** Makes something known that fetch gives: its kind, and as many indices as the kind has. */
  public void provide(long kind, long first, long second, byte[] item) {
    items.put(kind, first, second, item);
  }

  /** Lines that were logged: level, target, text. */
  public List<String> log() {
    return Collections.unmodifiableList(log);
  }

  /** Segments that were exported, each of {@link #SEGMENT} bytes. */
  public List<byte[]> exports() {
    return Collections.unmodifiableList(exports);
  }

  /** What the accumulation has done so far. */
  public Implications implications() {
    return context;
  }

  /**
   * To be called when the program did not halt: the accounts and all else are as they were at the
   * last checkpoint, or in the beginning.
   */
  public void fail() {
    ServiceStore store = context.store();
    store.restore(checkpoint.store().copy());
    context = checkpoint.copy(store);
  }

  @Override
  public Action call(long index, Machine machine) {
    Optional<HostCallNumber> known =
        HostCallNumber.of(machine.profile(), index).filter(invocation::offers);
    return known.isEmpty()
        ? HostCalls.none().call(index, machine)
        : answer(new JamCall(machine, known.get()), machine);
  }

  private Action answer(JamCall call, Machine machine) {
    long time = invocation.timeSlot();
    return switch (call.number()) {
      case GAS -> GeneralCalls.gas(call);
      case GROW_HEAP -> GROW_HEAP.call(call.number().number(machine.profile()), machine);
      case FETCH -> general.fetch(call);
      case LOOKUP -> general.lookup(call, context.store());
      case READ -> general.read(call, context.store());
      case WRITE -> general.write(call, context.store());
      case INFO -> general.info(call, context.store());
      case HISTORICAL_LOOKUP -> general.historicalLookup(call, context.store());
      case EXPORT -> export(call);
      case MACHINE -> machines.machine(call);
      case PEEK -> machines.peek(call);
      case POKE -> machines.poke(call);
      case PAGES -> machines.pages(call);
      case INVOKE -> machines.invoke(call);
      case EXPUNGE -> machines.expunge(call);
      case BLESS -> PrivilegeCalls.bless(call, context);
      case ASSIGN -> PrivilegeCalls.assign(call, context);
      case DESIGNATE -> PrivilegeCalls.designate(call, context);
      case CHECKPOINT -> checkpoint(call);
      case NEW -> AccountCalls.create(call, context, time);
      case UPGRADE -> AccountCalls.upgrade(call, context);
      case TRANSFER -> AccountCalls.transfer(call, context);
      case EJECT -> AccountCalls.eject(call, context, time);
      case QUERY -> PreimageCalls.query(call, context);
      case SOLICIT -> PreimageCalls.solicit(call, context, time);
      case FORGET -> PreimageCalls.forget(call, context, time);
      case YIELD -> AccountCalls.commit(call, context);
      case PROVIDE -> PreimageCalls.provide(call, context);
      case LOG -> log(call);
    };
  }

  private Action checkpoint(JamCall call) {
    Action action = GeneralCalls.gas(call);
    if (action == Action.CONTINUE) {
      checkpoint = context.copy();
    }
    return action;
  }

  private Action export(JamCall call) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> bytes = call.bytes(call.argument(0), JamCall.least(call.argument(1), SEGMENT));
    if (bytes.isEmpty()) {
      return Action.PANIC;
    }
    if (exports.size() >= MOST_SEGMENTS) {
      return call.answer(JamResult.FULL);
    }
    exports.add(Arrays.copyOf(bytes.get(), SEGMENT));
    return call.answer(exports.size() - 1);
  }

  /** Answers as a host that does not know the call, so that nothing depends on it. */
  private Action log(JamCall call) {
    Optional<byte[]> target = call.bytes(call.argument(1), call.argument(2));
    Optional<byte[]> text = call.bytes(call.argument(3), call.argument(4));
    if (target.isEmpty() || text.isEmpty()) {
      return Action.PANIC;
    }
    log.add(
        call.argument(0)
            + " "
            + new String(target.get(), StandardCharsets.UTF_8)
            + ": "
            + new String(text.get(), StandardCharsets.UTF_8));
    return call.answer(JamResult.WHAT);
  }
}
