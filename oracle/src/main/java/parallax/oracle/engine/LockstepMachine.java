package parallax.oracle.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.GasMeter;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.translator.TranslatedMachine;

/**
 * Interpreter and translator side by side, as one machine: whoever drives it sees the interpreter.
 * Each run is cut into stretches by gas limits that follow from a seed; after each, both must have
 * stopped at the same place with the same registers, gas and heap, and after the last with the same
 * memory.
 *
 * <p>A run throws {@link Mismatch} when they have not.
 */
public final class LockstepMachine implements Machine {
  /** Stretches with small limits; what is left is one more. */
  private static final int STRETCHES = 6;

  private static final int MAX_STRETCH_BITS = 14;
  private static final long PAGE = PagedMemory.PAGE_SIZE;

  private final Machine interpreter;
  private final Machine translator;
  private final SplittableRandom random;

  /** The machines did different things. */
  public static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(final String what, final Object expected, final Object actual) {
      super(what + ": interpreter " + expected + ", translator " + actual);
    }
  }

  /** Two machines in the same state. */
  LockstepMachine(
      final Machine interpreter, final Machine translator, final SplittableRandom random) {
    this.interpreter = interpreter;
    this.translator = translator;
    this.random = random;
  }

  /**
   * Both machines with a program.
   *
   * @param seed of the gas limits
   */
  public static Machine of(final Profile profile, final StandardProgram program, final long seed) {
    return new LockstepMachine(
        Interpreter.of(profile, program, new byte[0]),
        TranslatedMachine.of(profile, program, new byte[0]),
        new SplittableRandom(seed));
  }

  @Override
  public Profile profile() {
    return interpreter.profile();
  }

  @Override
  public long register(final int index) {
    return interpreter.register(index);
  }

  @Override
  public void setRegister(final int index, final long value) {
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
  public void setPc(final int pc) {
    interpreter.setPc(pc);
    translator.setPc(pc);
  }

  @Override
  public GasMeter gas() {
    return interpreter.gas();
  }

  /** The interpreter's; the translator's is made equal before each run. */
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
  public boolean growHeap(final long newEnd) {
    return interpreter.growHeap(newEnd) && translator.growHeap(newEnd);
  }

  @Override
  public Optional<ExitReason> step() {
    throw new UnsupportedOperationException("both machines run to an exit");
  }

  @Override
  public ExitReason run() {
    copyToTranslator();
    long left = interpreter.gas().remaining();
    ExitReason reason = null;
    for (int i = 0; i <= STRETCHES && (reason == null || isInterrupted(reason)); i++) {
      final long limit = i == STRETCHES ? left : Math.min(left, smallLimit());
      reason = stretch(limit);
      left -= limit - interpreter.gas().remaining();
    }
    compareMemory();
    interpreter.gas().set(left);
    return reason;
  }

  private static boolean isInterrupted(final ExitReason reason) {
    return reason.kind() == ExitReason.Kind.OUT_OF_GAS;
  }

  /** Of any order of magnitude. */
  private long smallLimit() {
    return random.nextLong(1L << (1 + random.nextInt(MAX_STRETCH_BITS)));
  }

  private ExitReason stretch(final long gas) {
    interpreter.gas().set(gas);
    translator.gas().set(gas);
    final ExitReason expected = interpreter.run();
    final ExitReason actual = translator.run();
    if (!expected.equals(actual)) {
      throw new Mismatch("exit after " + gas + " gas", expected, actual);
    }
    if (interpreter.gas().remaining() != translator.gas().remaining()) {
      throw new Mismatch(
          "gas at " + expected, interpreter.gas().remaining(), translator.gas().remaining());
    }
    if (!Arrays.equals(interpreter.registers(), translator.registers())) {
      throw new Mismatch(
          "registers at " + expected,
          Arrays.toString(interpreter.registers()),
          Arrays.toString(translator.registers()));
    }
    if (interpreter.heapEnd() != translator.heapEnd()) {
      throw new Mismatch("heap at " + expected, interpreter.heapEnd(), translator.heapEnd());
    }
    return expected;
  }

  /** What a host changed. */
  private void copyToTranslator() {
    for (int i = 0; i < Register.COUNT; i++) {
      translator.setRegister(i, interpreter.register(i));
    }
    final PagedMemory from = interpreter.memory();
    final PagedMemory to = translator.memory();
    for (long page = nextTouchedPage(0); page >= 0; page = nextTouchedPage(page + PAGE)) {
      final byte[] contents = from.read(page, PagedMemory.PAGE_SIZE);
      if (!Arrays.equals(contents, to.read(page, PagedMemory.PAGE_SIZE))) {
        to.write(page, contents);
      }
    }
  }

  private void compareMemory() {
    final PagedMemory expected = interpreter.memory();
    final PagedMemory actual = translator.memory();
    for (long page = nextTouchedPage(0); page >= 0; page = nextTouchedPage(page + PAGE)) {
      final String where = "memory at 0x" + Long.toHexString(page);
      if (expected.accessAt(page) != actual.accessAt(page)) {
        throw new Mismatch(where, expected.accessAt(page), actual.accessAt(page));
      }
      final byte[] wanted = expected.read(page, PagedMemory.PAGE_SIZE);
      final byte[] found = actual.read(page, PagedMemory.PAGE_SIZE);
      final int at = Arrays.mismatch(wanted, found);
      if (at >= 0) {
        throw new Mismatch(where + " + " + at, wanted[at], found[at]);
      }
    }
  }

  /** The next page that one of them may have stored to, or -1. */
  private long nextTouchedPage(final long address) {
    if (address >= PagedMemory.SIZE) {
      return -1;
    }
    final long one = interpreter.memory().nextTouchedPage(address);
    final long two = translator.memory().nextTouchedPage(address);
    return one < 0 || two < 0 ? Math.max(one, two) : Math.min(one, two);
  }
}
