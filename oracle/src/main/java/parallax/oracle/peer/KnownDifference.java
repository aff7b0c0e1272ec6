package parallax.oracle.peer;

import java.util.Optional;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;

/**
 * Where anan-as 1.2.0 departs from the Gray Paper 0.7.2, each with the paragraph that settles it. A
 * comparison with the peer excuses these and nothing else; a test shows each on the peer as it is.
 */
public enum KnownDifference {
  /** Field D of an instruction with three registers. */
  WIDE_REGISTER_FIELD(
      "A.5.13",
      "register D is min(12, the whole byte)",
      "takes the low four bits of the byte first",
      Handling.REWRITTEN),
  /** The length of the first of two operands. */
  WIDE_LENGTH_FIELD(
      "A.5.4, A.5.7, A.5.8, A.5.12",
      "the length is min(4, three bits)",
      "takes four bits, so 8 to 15 mean 4",
      Handling.REWRITTEN),
  /** The heap. */
  SBRK(
      "A.5.9",
      "sbrk gives the first address behind the heap; what happens when it cannot grow is open",
      "begins behind the highest writable page when it is given a map of pages, and ends with a"
          + " page fault when the heap cannot grow",
      Handling.REWRITTEN),
  /** Operands of the last instruction. */
  OPERANDS_PAST_THE_END(
      "A.3", "behind the code there are zeros", "reads other bytes there", Handling.LEFT_OUT),
  /** An instruction that is longer than any. */
  LONG_INSTRUCTION(
      "A.3, equation of skip",
      "at most 24 bytes follow an instruction's first; behind them there is none, and a trap",
      "takes one byte more",
      Handling.LEFT_OUT),
  /** A jump to where a block would start if there was an instruction. */
  BLOCK_WITHOUT_INSTRUCTION(
      "A.3, the set of block starts",
      "only a valid instruction starts a block; the jump panics",
      "position 0 and what is behind a terminator start blocks; the machine panics there",
      Handling.EXCUSED_EXIT),
  /** A store to a page that may only be read. */
  READ_ONLY_STORE(
      "A.2, equation of the page fault",
      "a page fault with the address of the page",
      "a panic",
      Handling.EXCUSED_EXIT),
  /** Loads after an access to two pages at once. */
  LOADS_AFTER_TWO_PAGES(
      "A.5.6, A.5.10",
      "a load gives the bytes of memory at its address",
      "once an access touched two pages, bytes of the second page get into later loads",
      Handling.EXCUSED_AFTERWARDS);

  /** What a comparison does about it. */
  public enum Handling {
    /** The peer is given bytes that it reads as the paper reads the program's. */
    REWRITTEN,
    /** A program that has it is not run on the peer. */
    LEFT_OUT,
    /** A run that ends by it is not compared, nor what follows. */
    EXCUSED_EXIT,
    /** A difference after it happened is not reported. */
    EXCUSED_AFTERWARDS
  }

  private final String paragraph;
  private final String paper;
  private final String peer;
  private final Handling handling;

  KnownDifference(
      final String paragraph, final String paper, final String peer, final Handling handling) {
    this.paragraph = paragraph;
    this.paper = paper;
    this.peer = peer;
    this.handling = handling;
  }

  /** Of the Gray Paper 0.7.2, appendix A. */
  public String paragraph() {
    return paragraph;
  }

  /** What it says there. */
  public String paper() {
    return paper;
  }

  /** What the peer does. */
  public String peer() {
    return peer;
  }

  public Handling handling() {
    return handling;
  }

  /**
   * Why a program is not for the peer: it is of {@link Handling#LEFT_OUT}, or of {@link
   * Handling#REWRITTEN} where two instructions read the byte in question.
   */
  public static Optional<KnownDifference> in(final ProgramBlob program) {
    return new PeerCode(program).open().stream().findFirst();
  }

  /**
   * Why the peer ended a run differently, if that is {@link Handling#EXCUSED_EXIT}.
   *
   * @param program what is run
   * @param wanted how the run ended on our machine
   * @param memory of our machine
   * @param actual how it ended on the peer
   */
  public static Optional<KnownDifference> atExit(
      final ProgramBlob program,
      final ExitReason wanted,
      final PagedMemory memory,
      final ExitReason actual) {
    if (wanted.kind() == ExitReason.Kind.PANIC && isJump(program, wanted.pc(), actual)) {
      return Optional.of(BLOCK_WITHOUT_INSTRUCTION);
    }
    final boolean isReadOnly =
        wanted instanceof ExitReason.PageFault fault
            && memory.accessAt(fault.address()) == PageAccess.READ;
    return isReadOnly && actual.kind() == ExitReason.Kind.PANIC && actual.pc() == wanted.pc()
        ? Optional.of(READ_ONLY_STORE)
        : Optional.empty();
  }

  /** Whether the peer followed a jump that panics, to no instruction, and ended there. */
  private static boolean isJump(final ProgramBlob program, final int pc, final ExitReason actual) {
    final InstructionReader reader = program.reader(Profile.GP_0_7_2);
    final Opcode opcode = reader.opcodeAt(pc);
    final boolean ended =
        actual.kind() == ExitReason.Kind.PANIC || actual.kind() == ExitReason.Kind.OUT_OF_GAS;
    return opcode != null
        && opcode.isTerminator()
        && ended
        && actual.pc() != pc
        && reader.opcodeAt(actual.pc()) == null
        && (actual.pc() == 0 || isBehindTerminator(reader, actual.pc()));
  }

  private static boolean isBehindTerminator(final InstructionReader reader, final int position) {
    for (int pc = Math.max(0, position - 1 - InstructionReader.MAX_SKIP); pc < position; pc++) {
      final Opcode opcode = reader.opcodeAt(pc);
      if (opcode != null && opcode.isTerminator() && reader.next(pc) == position) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a difference may come from an access that was executed before, {@link
   * Handling#EXCUSED_AFTERWARDS}.
   *
   * @param address of the access
   * @param bytes how many it touches
   */
  public static Optional<KnownDifference> after(final long address, final int bytes) {
    return address % PagedMemory.PAGE_SIZE + bytes > PagedMemory.PAGE_SIZE
        ? Optional.of(LOADS_AFTER_TWO_PAGES)
        : Optional.empty();
  }
}
