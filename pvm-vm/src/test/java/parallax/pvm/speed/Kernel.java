package parallax.pvm.speed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;

/**
 * Programs that compute for a while. The first four were compiled from C by way of wasm with the
 * project's compiler at O0 and are entered as it says: initialise, then the thunk, which takes its
 * argument from the call buffer and returns address and length of its result. The others are
 * written in assembly, with everything in registers: a0 is the argument and a1 the result.
 */
public enum Kernel {
  FIB("fib.jam", 157, 278, 27, 196418),
  SIEVE("sieve.jam", 537, 600, 300_000, 25997),
  MATMUL("matmul.jam", 1960, 2023, 64, 0),
  CRC32("crc32.jam", 859, 922, 10, 0),
  ALU_ASM("alu.pvm", 0, 0, 2_000_000, 0),
  SIEVE_ASM("sieve.pvm", 0, 0, 1_000_000, 78498),
  HASH_ASM("hash.pvm", 0, 0, 500, 0);

  private static final long CALL_BUFFER = 131152;

  private final String file;
  private final int initPc;
  private final int runPc;
  private final long argument;
  private final long expected;

  Kernel(String file, int initPc, int runPc, long argument, long expected) {
    this.file = file;
    this.initPc = initPc;
    this.runPc = runPc;
    this.argument = argument;
    this.expected = expected;
  }

  /** Whether the project's compiler made it. */
  public boolean isCompiled() {
    return file.endsWith(".jam");
  }

  /** The program; assembled for the profile if it is assembly. */
  public StandardProgram program(Profile profile) {
    try (InputStream in = Kernel.class.getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      if (isCompiled()) {
        return BlobReader.readStandard(bytes);
      }
      ProgramBlob blob = Assembler.assemble(new String(bytes, StandardCharsets.UTF_8), profile);
      return new StandardProgram(Optional.empty(), new byte[0], new byte[0], 256, 4096, blob);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BlobException | AssemblyException e) {
      throw new IllegalStateException(file, e);
    }
  }

  /** An initialised machine. */
  public Machine machine(MachineFactory factory, Profile profile) {
    StandardProgram program = program(profile);
    Machine machine =
        factory.create(profile, program.blob(), InitialState.standard(program, new byte[0]));
    if (isCompiled()) {
      enter(machine, initPc);
      machine.run();
    }
    return machine;
  }

  /** Makes the next run that of the kernel. */
  public void start(Machine machine) {
    enter(machine, runPc);
    if (isCompiled()) {
      machine.memory().store64(CALL_BUFFER, argument);
    } else {
      machine.setRegister(Register.A0.index(), argument);
    }
  }

  /** Runs it once. */
  public long run(Machine machine) {
    start(machine);
    ExitReason reason = machine.run();
    if (reason.kind() != ExitReason.Kind.HALT) {
      throw new IllegalStateException(this + ": " + reason);
    }
    long result =
        isCompiled()
            ? machine.memory().loadU32(machine.register(Register.A0.index()))
            : machine.register(Register.A1.index());
    if (expected != 0 && result != expected) {
      throw new IllegalStateException(this + ": " + result);
    }
    return result;
  }

  private static void enter(Machine machine, int pc) {
    for (int i = 0; i < Register.COUNT; i++) {
      machine.setRegister(i, 0);
    }
    machine.setRegister(Register.RA.index(), 0xFFFF0000L);
    machine.setRegister(Register.SP.index(), 0xFEFE0000L);
    machine.setPc(pc);
    machine.gas().set(Long.MAX_VALUE / 2);
  }
}
