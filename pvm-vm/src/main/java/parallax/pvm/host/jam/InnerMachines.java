package parallax.pvm.host.jam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.ProgramBlob;

/**
 * The machines that a refinement makes (GP 0.7.2 B.8: machine, peek, poke, pages, invoke, expunge).
 * In gp-0.8.0 there are at most 63, and what an invocation does not use of the gas that it was
 * given comes back.
 */
final class InnerMachines {

  private static final int MOST_080 = 63;
  private static final int STATE_BYTES = 8 + 8 * Register.COUNT;
  private static final long FIRST_PAGE = PagedMemory.LOWEST_ADDRESS / PagedMemory.PAGE_SIZE;
  private static final long PAGES = PagedMemory.SIZE / PagedMemory.PAGE_SIZE;
  private static final long HALT = 0;
  private static final long PANIC = 1;
  private static final long FAULT = 2;
  private static final long HOST = 3;
  private static final long OUT_OF_GAS = 4;

  private final MachineFactory factory;
  private final SortedMap<Long, Inner> machines = new TreeMap<>();

  /** A machine between two invocations. */
  private static final class Inner {
    private final ProgramBlob blob;
    private final PagedMemory memory = new PagedMemory();
    private long pc;

    Inner(ProgramBlob blob, long pc) {
      this.blob = blob;
      this.pc = pc;
    }
  }

  InnerMachines(MachineFactory factory) {
    this.factory = factory;
  }

  Action machine(JamCall call) {
    if (!call.pay(0, call.argument(1))) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> program = call.bytes(call.argument(0), call.argument(1));
    if (program.isEmpty()) {
      return Action.PANIC;
    }
    if (call.profile() == Profile.GP_0_8_0 && machines.size() >= MOST_080) {
      return call.answer(JamResult.FULL);
    }
    try {
      long number = 0;
      while (machines.containsKey(number)) {
        number++;
      }
      machines.put(number, new Inner(BlobReader.readBlob(program.get()), call.argument(2)));
      return call.answer(number);
    } catch (BlobException malformed) {
      return call.answer(JamResult.HUH);
    }
  }

  Action peek(JamCall call) {
    long to = call.argument(1);
    long from = call.argument(2);
    long length = call.argument(3);
    if (!call.pay(0, length)) {
      return Action.OUT_OF_GAS;
    }
    if (!call.isWritable(to, length)) {
      return Action.PANIC;
    }
    Inner inner = machines.get(call.argument(0));
    if (inner == null) {
      return call.answer(JamResult.WHO);
    }
    if (!inner.memory.isReadable(from, length)) {
      return call.answer(JamResult.OOB);
    }
    if (length > 0) {
      call.write(to, inner.memory.read(from, (int) length));
    }
    return call.answer(JamResult.OK);
  }

  Action poke(JamCall call) {
    long length = call.argument(3);
    if (!call.pay(0, length)) {
      return Action.OUT_OF_GAS;
    }
    Optional<byte[]> bytes = call.bytes(call.argument(1), length);
    if (bytes.isEmpty()) {
      return Action.PANIC;
    }
    Inner inner = machines.get(call.argument(0));
    if (inner == null) {
      return call.answer(JamResult.WHO);
    }
    if (!inner.memory.isWritable(call.argument(2), length)) {
      return call.answer(JamResult.OOB);
    }
    if (length > 0) {
      inner.memory.write(call.argument(2), bytes.get());
    }
    return call.answer(JamResult.OK);
  }

  Action pages(JamCall call) {
    long first = call.argument(1);
    long count = call.argument(2);
    long access = call.argument(3);
    if (!call.charge(JamPrice.pages(call.profile(), count, access))) {
      return Action.OUT_OF_GAS;
    }
    Inner inner = machines.get(call.argument(0));
    if (inner == null) {
      return call.answer(JamResult.WHO);
    }
    boolean isRange = first >= FIRST_PAGE && count >= 0 && first < PAGES && count < PAGES - first;
    if (access < 0 || access > 4 || !isRange) {
      return call.answer(JamResult.HUH);
    }
    long address = first * PagedMemory.PAGE_SIZE;
    long length = count * PagedMemory.PAGE_SIZE;
    boolean keeps = access > 2;
    if (keeps && !inner.memory.isReadable(address, length)) {
      return call.answer(JamResult.HUH);
    }
    if (!keeps) {
      inner.memory.setAccess(address, length, PageAccess.NONE);
    }
    if (access != 0) {
      inner.memory.setAccess(address, length, access % 2 == 1 ? PageAccess.READ : PageAccess.WRITE);
    }
    return call.answer(JamResult.OK);
  }

  Action expunge(JamCall call) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    Inner inner = machines.remove(call.argument(0));
    return call.answer(inner == null ? JamResult.WHO : inner.pc);
  }

  Action invoke(JamCall call) {
    if (!call.pay()) {
      return Action.OUT_OF_GAS;
    }
    long at = call.argument(1);
    if (!call.isWritable(at, STATE_BYTES)) {
      return Action.PANIC;
    }
    Inner inner = machines.get(call.argument(0));
    if (inner == null) {
      return call.answer(JamResult.WHO);
    }
    ByteBuffer state =
        ByteBuffer.wrap(call.bytes(at, STATE_BYTES).orElseThrow()).order(ByteOrder.LITTLE_ENDIAN);
    long gas = JamCall.least(state.getLong(), Long.MAX_VALUE);
    boolean isPaidBefore = call.profile() == Profile.GP_0_8_0;
    if (isPaidBefore && !call.charge(gas)) {
      return Action.OUT_OF_GAS;
    }
    long[] registers = new long[Register.COUNT];
    state.asLongBuffer().get(registers);
    Machine machine =
        factory.create(call.profile(), inner.blob, InitialState.raw(inner.memory, registers));
    machine.setPc((int) JamCall.least(inner.pc, Integer.MAX_VALUE));
    machine.gas().set(gas);
    ExitReason reason = machine.run();
    if (isPaidBefore) {
      call.refund(machine.gas().remaining());
    }
    ByteBuffer after = ByteBuffer.allocate(STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    after.putLong(machine.gas().remaining());
    after.asLongBuffer().put(machine.registers());
    call.write(at, after.array());
    inner.pc = next(inner, call.profile(), reason);
    return answer(call, reason);
  }

  /** Where the machine goes on: behind a host call, at what was not executed, otherwise at 0. */
  private static long next(Inner inner, Profile profile, ExitReason reason) {
    return switch (reason.kind()) {
      case HALT, PANIC -> 0;
      case OUT_OF_GAS, PAGE_FAULT -> reason.pc();
      case HOST_CALL -> inner.blob.next(profile, reason.pc());
    };
  }

  private static Action answer(JamCall call, ExitReason reason) {
    return switch (reason.kind()) {
      case HALT -> call.answer(HALT);
      case PANIC -> call.answer(PANIC);
      case OUT_OF_GAS -> call.answer(OUT_OF_GAS);
      case PAGE_FAULT -> call.answer(FAULT, ((ExitReason.PageFault) reason).address());
      case HOST_CALL -> call.answer(HOST, ((ExitReason.HostCall) reason).index());
    };
  }
}
