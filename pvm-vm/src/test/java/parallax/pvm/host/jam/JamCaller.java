package parallax.pvm.host.jam;

import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.machine.Machine;

/** A machine with some writable memory from {@link #DATA} on that makes single host calls. */
final class JamCaller {
  static final long GAS = 100_000;
  static final long DATA = 0x20000;

  /** Not mapped. */
  static final long NOWHERE = 0x1000;

  private static final int PAGES = 100;

  final ServiceStore store = new ServiceStore();
  final JamHost host;
  final Machine machine;
  private final Profile profile;
  private Action action;

  JamCaller(Profile profile, Invocation invocation) {
    this.profile = profile;
    this.host = new JamHost(store, invocation, Interpreter::of);
    this.machine =
        Interpreter.of(
            profile,
            Code.program(Code.of(Instruction.none(Opcode.TRAP)), PAGES, 4096),
            new byte[0]);
  }

  static JamCaller of(Profile profile, Invocation.Kind kind, long service) {
    return new JamCaller(profile, Invocation.of(kind, service));
  }

  /** Calls with 100,000 gas; gives r7. */
  long call(HostCallNumber call, long... arguments) {
    machine.gas().set(GAS);
    for (int i = 0; i < arguments.length; i++) {
      machine.setRegister(7 + i, arguments[i]);
    }
    action = host.call(call.number(profile), machine);
    return machine.register(7);
  }

  Action action() {
    return action;
  }

  long second() {
    return machine.register(8);
  }

  /** What the last call cost. */
  long charged() {
    return GAS - machine.gas().remaining();
  }

  void write(long address, byte... bytes) {
    machine.memory().write(address, bytes);
  }

  byte[] read(long address, int length) {
    return machine.memory().read(address, length);
  }
}
