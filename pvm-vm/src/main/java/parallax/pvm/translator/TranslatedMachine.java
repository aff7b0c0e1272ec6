package parallax.pvm.translator;

import java.util.Optional;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.GasMeter;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;

/**
 * The machine by translation. It is an interpreter that, whenever execution comes to a place of
 * which there is a translation, lets that run as far as it can. Between the two only positions,
 * registers and gas pass; every end of a run is the interpreter's.
 */
public final class TranslatedMachine implements Machine {

  /**
   * Translated code gets no more gas than this at a time. A method of which one activation runs for
   * ever would stay in the provisional compilation that HotSpot replaces running code with.
   */
  private static final int SLICE = 1 << 26;

  /**
   * A region where so many accesses by way of sp were not in the stack is translated without that
   * guess. A stack that grows, by doubling, makes less than twenty guesses wrong.
   */
  private static final int STACK_MISSES = 100;

  private final TranslatedProgram program;
  private final Interpreter interpreter;
  private final Execution execution;
  private int stackMisses;

  /** A machine at position 0 without gas. */
  public TranslatedMachine(TranslatedProgram program, InitialState state) {
    this.program = program;
    this.interpreter = new Interpreter(program.decoded(), state);
    this.execution = new Execution(program, interpreter.registerFile(), interpreter.memory());
  }

  /**
   * A machine that translates everything it comes to; a {@link
   * parallax.pvm.machine.MachineFactory}.
   */
  public static Machine of(Profile profile, ProgramBlob blob, InitialState state) {
    return new TranslatedMachine(TranslatedProgram.of(profile, blob, 0), state);
  }

  /** A machine for a standard program with arguments, at position 0 without gas. */
  public static Machine of(Profile profile, StandardProgram program, byte[] arguments) {
    return of(profile, program.blob(), InitialState.standard(program, arguments));
  }

  /**
   * A machine that interprets first and translates what turns out to be used much; a {@link
   * parallax.pvm.machine.MachineFactory}. Machines that run the same program one after the other
   * should share a {@link TranslatedProgram#automatic} instead.
   */
  public static Machine automatic(Profile profile, ProgramBlob blob, InitialState state) {
    return new TranslatedMachine(TranslatedProgram.automatic(profile, blob), state);
  }

  @Override
  public ExitReason run() {
    if (program.interpretFirst() > 0) {
      ExitReason reason = interpretFirst();
      if (reason != null) {
        return reason;
      }
    }
    while (true) {
      if (interpreter.isEnterable()) {
        runTranslated();
      }
      ExitReason reason = interpreter.runBlock();
      if (reason != null) {
        return reason;
      }
    }
  }

  /** Null if the run goes on. */
  private ExitReason interpretFirst() {
    GasMeter gas = interpreter.gas();
    long reserve = Math.max(0, gas.remaining() - program.interpretFirst());
    long given = gas.remaining() - reserve;
    gas.set(given);
    ExitReason reason = interpreter.run();
    boolean more = reason.kind() == ExitReason.Kind.OUT_OF_GAS && reserve > 0;
    program.interpreted(more ? program.interpretFirst() : given - gas.remaining());
    gas.set(gas.remaining() + reserve);
    return more ? null : reason;
  }

  /**
   * Runs translated code as long as there is some for where execution is. Afterwards the
   * interpreter is where it stopped, and has to execute at least one instruction.
   */
  private void runTranslated() {
    int pc = interpreter.settle();
    Units units = program.units();
    int unit = units.at(pc);
    if (unit < 0
        || (program.chargesBlocks() && units.blocks.isStart(pc) == interpreter.isBlockPaid())) {
      return;
    }
    Region region = program.enter(unit);
    if (region == null) {
      return;
    }
    Execution x = execution;
    GasMeter gas = interpreter.gas();
    x.gas = (int) Math.min(gas.remaining(), SLICE);
    long reserve = gas.remaining() - x.gas;
    x.previous = interpreter.previousPc();
    boolean paid;
    do {
      x.update();
      int result = region.run(x, program.entryOf(unit));
      if (result != Region.DYNAMIC) {
        int number = units.region(unit);
        ExitTable exits = program.exits(number);
        ExitTable.Kind kind = exits.kind(result);
        pc = exits.position(result);
        if (kind != ExitTable.Kind.UNIT) {
          paid = giveBack(exits, result);
          if (kind == ExitTable.Kind.STACK_ACCESS) {
            stackMissed(number);
          }
          break;
        }
      } else {
        pc = x.target;
      }
      paid = !units.blocks.isStart(pc);
      unit = units.at(pc);
      region = unit >= 0 ? program.enter(unit) : null;
    } while (region != null);
    gas.set(x.gas + reserve);
    // The end of the code is no block start, but nobody has paid for the trap there.
    interpreter.moveTo(pc, x.previous, paid && !units.isBehindCode(pc));
  }

  private void stackMissed(int region) {
    stackMisses++;
    if (stackMisses == STACK_MISSES) {
      stackMisses /= 2;
      program.stopGuessingStack(region);
    }
  }

  /** Gives back what was taken for what was not executed; whether the block remains paid. */
  private boolean giveBack(ExitTable exits, int exit) {
    int refund = exits.refund(exit);
    execution.gas += refund;
    if (exits.previous(exit) != ControlEmitter.DYNAMIC) {
      execution.previous = exits.previous(exit);
    }
    // Where blocks are charged, something is given back only if the block was not entered.
    return refund == 0;
  }

  @Override
  public Optional<ExitReason> step() {
    return interpreter.step();
  }

  @Override
  public Profile profile() {
    return program.profile();
  }

  @Override
  public long register(int index) {
    return interpreter.register(index);
  }

  @Override
  public void setRegister(int index, long value) {
    interpreter.setRegister(index, value);
  }

  @Override
  public long[] registers() {
    return interpreter.registers();
  }

  @Override
  public int pc() {
    return interpreter.pc();
  }

  @Override
  public void setPc(int pc) {
    interpreter.setPc(pc);
  }

  @Override
  public GasMeter gas() {
    return interpreter.gas();
  }

  @Override
  public PagedMemory memory() {
    return interpreter.memory();
  }

  @Override
  public long heapEnd() {
    return interpreter.heapEnd();
  }

  @Override
  public long heapLimit() {
    return interpreter.heapLimit();
  }

  @Override
  public boolean growHeap(long newEnd) {
    return interpreter.growHeap(newEnd);
  }
}
