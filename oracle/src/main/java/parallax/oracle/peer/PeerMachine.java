package parallax.oracle.peer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.GasMeter;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;

/**
 * One program on the peer; sbrk, which it is given as a host call, is answered here. What can be
 * read and changed between runs is kept here and given to the peer for each run: registers, gas,
 * position, the map of pages and the contents of all of them; afterwards registers, gas, position
 * and writable pages are taken back. A host call is continued by the peer itself unless pages were
 * mapped meanwhile.
 */
final class PeerMachine implements Machine {
  private static final int HALT = 0;
  private static final int PANIC = 1;
  private static final int FAULT = 2;
  private static final int HOST = 3;
  private static final int OUT_OF_GAS = 4;

  private final Peer peer;
  private final PeerCode code;
  private final InstructionReader reader;
  private final int codeLength;
  private final PagedMemory memory;
  private final long[] registers;
  private final GasMeter gas = new GasMeter(0);
  private final long heapLimit;
  private long heapEnd;
  private int pc;
  private boolean answered;
  // The map of pages that the peer has.
  private byte[] map = new byte[0];

  PeerMachine(final Peer peer, final ProgramBlob blob, final InitialState state) {
    this.peer = peer;
    this.code = new PeerCode(blob);
    this.reader = blob.reader(Profile.GP_0_7_2);
    this.codeLength = blob.code().length;
    this.memory = state.memory();
    this.registers = state.registers();
    this.heapEnd = state.heapEnd();
    this.heapLimit = state.heapLimit();
  }

  @Override
  public Profile profile() {
    return Profile.GP_0_7_2;
  }

  @Override
  public long register(final int index) {
    return registers[index];
  }

  @Override
  public void setRegister(final int index, final long value) {
    registers[index] = value;
  }

  @Override
  public long[] registers() {
    return registers.clone();
  }

  @Override
  public int pc() {
    return pc;
  }

  @Override
  public void setPc(final int newPc) {
    if (newPc < 0) {
      throw new IllegalArgumentException("position " + newPc);
    }
    pc = newPc;
    answered = false;
  }

  @Override
  public GasMeter gas() {
    return gas;
  }

  @Override
  public PagedMemory memory() {
    return memory;
  }

  @Override
  public long heapEnd() {
    return heapEnd;
  }

  @Override
  public long heapLimit() {
    return heapLimit;
  }

  @Override
  public boolean growHeap(final long newEnd) {
    if (newEnd < heapEnd || newEnd > heapLimit) {
      return false;
    }
    final long from = StandardLayout.pageAligned(heapEnd);
    final long to = StandardLayout.pageAligned(newEnd);
    if (to > from) {
      memory.setAccess(from, to - from, PageAccess.WRITE);
    }
    heapEnd = newEnd;
    return true;
  }

  /** Not offered: the peer's own steps do not say what ended them. */
  @Override
  public Optional<ExitReason> step() {
    throw new UnsupportedOperationException("the peer runs to an exit");
  }

  @Override
  public ExitReason run() {
    while (true) {
      final ExitReason reason = runPeer();
      if (reason.kind() != ExitReason.Kind.HOST_CALL || !code.isSbrk(reason.pc())) {
        return reason;
      }
      sbrk(reader.read(reason.pc()));
    }
  }

  private void sbrk(final Instruction in) {
    final long size = registers[in.a()];
    final long before = heapEnd;
    final boolean fits = size >= 0 && size <= heapLimit && growHeap(before + size);
    registers[in.d()] = size == 0 || fits ? before : 0;
  }

  private ExitReason runPeer() {
    final PeerModule module = peer.module();
    final byte[] newMap = pageMap();
    if (answered && peer.holds(this) && Arrays.equals(map, newMap)) {
      module.setRegisters(flatRegisters());
      module.setGas(gas.remaining());
    } else {
      peer.hold(null);
      final int position = answered ? Math.min(reader.next(pc), codeLength) : pc;
      module.reset(code.blob(), flatRegisters(), newMap, gas.remaining(), position);
      map = newMap;
    }
    forEachPage(page -> module.setPage(index(page), memory.read(page, PagedMemory.PAGE_SIZE)));
    module.run();
    final int status = module.status();
    pc = module.pc();
    gas.set(Math.max(0, module.gas()));
    ByteBuffer.wrap(module.registers())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(registers);
    forEachPage(page -> take(page, module.page(index(page), PagedMemory.PAGE_SIZE)));
    answered = status == HOST;
    peer.hold(this);
    return reason(status, module.exitArgument());
  }

  private ExitReason reason(final int status, final int argument) {
    final int none = ExitReason.NO_PREVIOUS;
    return switch (status) {
      case HALT -> new ExitReason.Halt(pc, none);
      case PANIC -> new ExitReason.Panic(pc, none);
      case FAULT -> new ExitReason.PageFault(pc, none, argument & 0xFFFF_FFFFL);
      case HOST -> new ExitReason.HostCall(pc, none, argument);
      case OUT_OF_GAS -> new ExitReason.OutOfGas(pc, none);
      default -> throw new PeerFailure("status " + status);
    };
  }

  private void take(final long page, final byte[] contents) {
    if (!Arrays.equals(contents, memory.read(page, PagedMemory.PAGE_SIZE))) {
      memory.write(page, contents);
    }
  }

  private interface PageAction {
    void accept(long page);
  }

  private void forEachPage(final PageAction action) {
    for (long page = memory.nextMappedPage(0);
        page >= 0;
        page = memory.nextMappedPage(page + PagedMemory.PAGE_SIZE)) {
      action.accept(page);
    }
  }

  private static int index(final long page) {
    return (int) (page / PagedMemory.PAGE_SIZE);
  }

  private byte[] flatRegisters() {
    final ByteBuffer flat =
        ByteBuffer.allocate(Register.COUNT * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    flat.asLongBuffer().put(registers);
    return flat.array();
  }

  /** Runs of pages as {@link PeerModule#reset} takes them. */
  private byte[] pageMap() {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    long start = memory.nextMappedPage(0);
    while (start >= 0) {
      final PageAccess access = memory.accessAt(start);
      long end = start + PagedMemory.PAGE_SIZE;
      while (end < PagedMemory.SIZE && memory.accessAt(end) == access) {
        end += PagedMemory.PAGE_SIZE;
      }
      out.writeBytes(
          ByteBuffer.allocate(9)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt((int) start)
              .putInt((int) (end - start))
              .put((byte) (access == PageAccess.WRITE ? 1 : 0))
              .array());
      start = end == PagedMemory.SIZE ? -1 : memory.nextMappedPage(end);
    }
    return out.toByteArray();
  }
}
