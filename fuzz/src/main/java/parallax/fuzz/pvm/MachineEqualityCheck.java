package parallax.fuzz.pvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.oracle.peer.KnownDifference;
import parallax.oracle.peer.Peer;
import parallax.oracle.peer.PeerFailure;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.translator.TranslatedMachine;
import parallax.pvm.translator.TranslatedProgram;

/**
 * Runs a case on every machine, run after run, and compares after each: how it ended, with
 * positions and addresses, registers, gas, the heap's end, the map of pages and the contents of all
 * of them. The interpreter is what the others are compared with.
 *
 * <p>The peer takes part in cases of gp-0.7.2. It does not know the previous position; where it
 * ends a run by a {@link KnownDifference} it leaves the case, and nothing else is excused.
 */
public final class MachineEqualityCheck {
  private static final String PEER = "peer";
  private static final String REFERENCE = "reference";

  /** Bytes by which a host makes the heap larger at most. */
  private static final long MOST_GROWTH = 0x3FFF;

  /** Entries after which a unit is translated, so that both ways of running alternate. */
  private static final int SOON = 2;

  private final Map<String, MachineFactory> factories = new LinkedHashMap<>();
  private final Optional<Peer> peer;

  /**
   * The check on our machines, and on the peer if there is one.
   *
   * @param peer used by one thread only
   */
  public MachineEqualityCheck(final Optional<Peer> peer) {
    this(ours(), peer);
  }

  /** The check on machines of one's own, by name, in order; the reference machine takes part. */
  public MachineEqualityCheck(
      final Map<String, MachineFactory> factories, final Optional<Peer> peer) {
    this.factories.putAll(factories);
    this.peer = peer;
  }

  private static Map<String, MachineFactory> ours() {
    final Map<String, MachineFactory> ours = new LinkedHashMap<>();
    ours.put("translator", TranslatedMachine::of);
    ours.put(
        "half-translator",
        (profile, blob, state) ->
            new TranslatedMachine(TranslatedProgram.of(profile, blob, SOON), state));
    return ours;
  }

  /** Makes the case of a tape and runs it. */
  public MachineResult run(final byte[] tape) {
    return run(MachineCaseGenerator.generate(tape));
  }

  /** Runs a case. */
  public MachineResult run(final MachineCase machineCase) {
    return new Session(machineCase).run();
  }

  /** One case in progress. */
  private final class Session {
    private final MachineCase machineCase;
    private final List<Optional<byte[]>> contents;
    private final Machine expected;
    private final WatchedMachine reference;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final List<ExitReason> exits = new ArrayList<>();
    private int peerRuns;
    private Optional<KnownDifference> known = Optional.empty();
    private Optional<MachineDifference> difference = Optional.empty();

    Session(final MachineCase machineCase) {
      this.machineCase = machineCase;
      this.contents = machineCase.contents();
      this.expected = create(Interpreter::of);
      this.reference = new WatchedMachine(machineCase, machineCase.state(contents));
      factories.forEach((name, factory) -> machines.put(name, create(factory)));
      if (peer.isPresent() && machineCase.profile() == Profile.GP_0_7_2) {
        known = KnownDifference.in(machineCase.blob());
        if (known.isEmpty()) {
          machines.put(PEER, create(peer.get()));
        }
      }
    }

    private Machine create(final MachineFactory factory) {
      final Machine machine =
          factory.create(machineCase.profile(), machineCase.blob(), machineCase.state(contents));
      machine.setPc(machineCase.pc());
      return machine;
    }

    MachineResult run() {
      for (final MachineCase.Run run : machineCase.runs()) {
        expected.gas().set(run.gas());
        final ExitReason reason = expected.run();
        exits.add(reason);
        reference.machine().gas().set(run.gas());
        difference = states(REFERENCE, reference.machine(), reason, reference.run());
        if (difference.isPresent()) {
          return result();
        }
        for (final Map.Entry<String, Machine> each : List.copyOf(machines.entrySet())) {
          difference = compare(each.getKey(), each.getValue(), run, reason);
          if (difference.isPresent()) {
            return result();
          }
        }
        between(expected, run, reason);
        watchedBetween(run, reason);
        machines.values().forEach(machine -> between(machine, run, reason));
      }
      return result();
    }

    private MachineResult result() {
      return new MachineResult(
          machineCase,
          exits,
          reference.executed(),
          reference.reached(),
          peerRuns,
          known,
          difference);
    }

    private Optional<MachineDifference> compare(
        final String name,
        final Machine machine,
        final MachineCase.Run run,
        final ExitReason reason) {
      machine.gas().set(run.gas());
      final boolean isPeer = name.equals(PEER);
      final ExitReason actual;
      try {
        actual = machine.run();
      } catch (final PeerFailure | IllegalStateException | IndexOutOfBoundsException broken) {
        return differs(name, "crash", broken.toString());
      }
      peerRuns += isPeer ? 1 : 0;
      final ExitReason wanted = isPeer ? withoutPrevious(reason) : reason;
      if (isPeer) {
        final Optional<MachineDifference> found = states(name, machine, wanted, actual);
        known = found.isEmpty() ? known : excuse(wanted, actual);
        if (known.isPresent()) {
          machines.remove(PEER);
          return Optional.empty();
        }
        return found;
      }
      return states(name, machine, wanted, actual);
    }

    private Optional<KnownDifference> excuse(final ExitReason wanted, final ExitReason actual) {
      final Optional<KnownDifference> excuse =
          KnownDifference.atExit(machineCase.blob(), wanted, expected.memory(), actual);
      return excuse.isPresent() ? excuse : reference.known();
    }

    private Optional<MachineDifference> states(
        final String name,
        final Machine machine,
        final ExitReason wanted,
        final ExitReason actual) {
      if (!actual.equals(wanted)) {
        return differs(name, "exit", wanted + " / " + actual);
      }
      if (!Arrays.equals(expected.registers(), machine.registers())) {
        return differs(
            name,
            "registers",
            Arrays.toString(expected.registers()) + " / " + Arrays.toString(machine.registers()));
      }
      if (expected.gas().remaining() != machine.gas().remaining()) {
        return differs(name, "gas", expected.gas().remaining() + " / " + machine.gas().remaining());
      }
      if (expected.pc() != machine.pc()) {
        return differs(name, "position", expected.pc() + " / " + machine.pc());
      }
      if (expected.heapEnd() != machine.heapEnd()) {
        return differs(name, "heap", expected.heapEnd() + " / " + machine.heapEnd());
      }
      return memory(expected.memory(), machine.memory())
          .flatMap(detail -> differs(name, "memory", detail));
    }

    private Optional<MachineDifference> differs(
        final String machine, final String rule, final String detail) {
      return Optional.of(new MachineDifference(machine, rule, exits.size() - 1, detail));
    }

    private void watchedBetween(final MachineCase.Run run, final ExitReason reason) {
      final long heapEnd = reference.machine().heapEnd();
      between(reference.machine(), run, reason);
      if (isOver(reason) || run.between() == MachineCase.Between.MOVE) {
        reference.moved();
      }
      if (reference.machine().heapEnd() > heapEnd) {
        reference.grown();
      }
    }

    private static boolean isOver(final ExitReason reason) {
      return reason.kind() == ExitReason.Kind.HALT || reason.kind() == ExitReason.Kind.PANIC;
    }

    private void between(
        final Machine machine, final MachineCase.Run run, final ExitReason reason) {
      final MachineCase.Range first = machineCase.ranges().get(0);
      switch (run.between()) {
        case NOTHING -> {}
        case MAP -> {
          if (reason instanceof ExitReason.PageFault fault) {
            machine.memory().setAccess(fault.address(), 1, PageAccess.WRITE);
          }
        }
        case MOVE -> machine.setPc(run.pc());
        case UNMAP -> machine.memory().setAccess(first.address(), first.length(), PageAccess.NONE);
        case PROTECT ->
            machine.memory().setAccess(first.address(), first.length(), PageAccess.READ);
        case GROW -> machine.growHeap(machine.heapEnd() + (run.value() & MOST_GROWTH));
      }
      if (isOver(reason) && run.between() != MachineCase.Between.MOVE) {
        machine.setPc(run.pc());
      }
      if (run.register() < Register.COUNT) {
        machine.setRegister(run.register(), run.value());
      }
    }
  }

  private static ExitReason withoutPrevious(final ExitReason reason) {
    final int none = ExitReason.NO_PREVIOUS;
    final int pc = reason.pc();
    if (reason instanceof ExitReason.PageFault fault) {
      return new ExitReason.PageFault(pc, none, fault.address());
    }
    if (reason instanceof ExitReason.HostCall call) {
      return new ExitReason.HostCall(pc, none, call.index());
    }
    return switch (reason.kind()) {
      case HALT -> new ExitReason.Halt(pc, none);
      case PANIC -> new ExitReason.Panic(pc, none);
      default -> new ExitReason.OutOfGas(pc, none);
    };
  }

  /** The first page with another access or other contents. */
  private static Optional<String> memory(final PagedMemory expected, final PagedMemory actual) {
    long page = 0;
    while (page >= 0) {
      final long next = expected.nextMappedPage(page);
      if (next != actual.nextMappedPage(page)) {
        return Optional.of(
            "mapped page " + Long.toHexString(next) + " / " + actual.nextMappedPage(page));
      }
      if (next >= 0) {
        if (expected.accessAt(next) != actual.accessAt(next)) {
          return Optional.of(
              "page %x: %s / %s".formatted(next, expected.accessAt(next), actual.accessAt(next)));
        }
        final byte[] wanted = expected.read(next, PagedMemory.PAGE_SIZE);
        final byte[] found = actual.read(next, PagedMemory.PAGE_SIZE);
        final int at = Arrays.mismatch(wanted, found);
        if (at >= 0) {
          return Optional.of("byte %x: %d / %d".formatted(next + at, wanted[at], found[at]));
        }
      }
      page =
          next < 0 || next + PagedMemory.PAGE_SIZE == PagedMemory.SIZE
              ? -1
              : next + PagedMemory.PAGE_SIZE;
    }
    return Optional.empty();
  }
}
