package parallax.oracle.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import parallax.compiler.abi.JamFunction;
import parallax.compiler.abi.JamFunction.Argument;
import parallax.pvm.codec.Bitmask;
import parallax.pvm.host.tape.RecordedCall;
import parallax.pvm.host.tape.RecordedCall.MemoryWrite;
import parallax.pvm.host.tape.RecordingHost;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;

/**
 * The outside of {@code driver.wat}: serves the host calls of the program that runs inside. What a
 * call's arguments refer to is read from the inner memory into a machine of its own, the host
 * answers that machine, and what it changed is written back.
 */
final class InnerHost implements HostFunction {
  private static final int REQUEST = 2000;
  private static final int BYTES_READ = 2001;
  private static final int BYTES_WANTED = 2002;

  private static final long GO_ON = 0;
  private static final long READ = 1;
  private static final long WRITE = 2;
  private static final long END = 3;

  private static final int GAS_AT = 112;
  private static final int RANGE_AT = 120;
  private static final int FIRST_ARGUMENT = Register.A0.index();

  private record Range(long address, long length) {}

  private final RecordingHost host;
  private final Deque<Range> toRead = new ArrayDeque<>();
  private final Deque<MemoryWrite> toWrite = new ArrayDeque<>();
  private long block;
  private long index;
  private Range asked = new Range(0, 0);
  private Machine inner;
  private boolean answered;

  /**
   * @param host answers the inner calls
   */
  InnerHost(final RecordingHost host) {
    this.host = host;
  }

  /** The inner calls so far. */
  List<RecordedCall> calls() {
    return host.calls();
  }

  @Override
  public Action call(final long number, final Machine machine) {
    final long address = machine.register(FIRST_ARGUMENT);
    switch ((int) number) {
      case REQUEST -> begin(machine, address);
      case BYTES_READ -> {
        if (address == 0) {
          throw new AssertionError("inner memory cannot be read: " + asked);
        }
        inner.memory().write(asked.address(), machine.memory().read(address, (int) asked.length()));
      }
      case BYTES_WANTED ->
          machine.memory().write(address, HexFormat.of().parseHex(toWrite.remove().hex()));
      default -> throw new AssertionError("host call " + number);
    }
    machine.setRegister(FIRST_ARGUMENT, next(machine));
    return Action.CONTINUE;
  }

  private void begin(final Machine machine, final long at) {
    block = at;
    final ByteBuffer request =
        ByteBuffer.wrap(machine.memory().read(at, RANGE_AT)).order(ByteOrder.LITTLE_ENDIAN);
    index = request.getLong();
    final long[] registers = new long[Register.COUNT];
    request.asLongBuffer().get(registers);
    final ProgramBlob trap = new ProgramBlob(new int[0], 0, new byte[1], new Bitmask(1, bit()));
    inner = Interpreter.of(Profile.GP_0_7_2, trap, InitialState.raw(new PagedMemory(), registers));
    inner.gas().set(request.getLong(GAS_AT));
    answered = false;
    final HostCallNumber known = HostCallNumber.of(Profile.GP_0_7_2, index).orElseThrow();
    final List<Argument> arguments =
        JamFunction.of(Profile.GP_0_7_2).get(known.label()).arguments();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).isAddress()) {
        include(registers[FIRST_ARGUMENT + i], length(arguments.get(i), registers));
      }
    }
  }

  private static byte[] bit() {
    return new byte[] {1};
  }

  private static long length(final Argument argument, final long[] registers) {
    return argument.length() < 0
        ? argument.scale()
        : argument.scale() * registers[FIRST_ARGUMENT + argument.length()];
  }

  private void include(final long address, final long length) {
    if (length > 0) {
      inner.memory().setAccess(address, length, PageAccess.WRITE);
      toRead.add(new Range(address, length));
    }
  }

  /** What the driver is to do next. */
  private long next(final Machine machine) {
    if (!toRead.isEmpty()) {
      asked = toRead.remove();
      return range(machine, READ, asked);
    }
    if (!answered) {
      answered = true;
      final Action action = host.call(index, inner);
      if (action != Action.CONTINUE) {
        return END;
      }
      toWrite.addAll(host.calls().get(host.calls().size() - 1).writes());
    }
    if (!toWrite.isEmpty()) {
      final MemoryWrite write = toWrite.element();
      return range(machine, WRITE, new Range(write.address(), write.hex().length() / 2));
    }
    final ByteBuffer state = ByteBuffer.allocate(GAS_AT).order(ByteOrder.LITTLE_ENDIAN);
    state.asLongBuffer().put(inner.registers());
    state.putLong(GAS_AT - Long.BYTES, inner.gas().remaining());
    machine.memory().write(block + Long.BYTES, state.array());
    return GO_ON;
  }

  private long range(final Machine machine, final long what, final Range range) {
    final byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(range.address())
            .putLong(range.length())
            .array();
    machine.memory().write(block + RANGE_AT, bytes);
    return what;
  }
}
