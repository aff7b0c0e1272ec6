package parallax.oracle.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parallax.oracle.peer.KnownDifference.Handling;
import parallax.pvm.codec.Bitmask;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.ProgramBlob;

/**
 * Each known difference shows on the peer as it is, so that a version without it is noticed, and is
 * handled as it says.
 */
final class KnownDifferenceTest {
  private static final int PANIC = 1;
  private static final int HOST = 3;
  private static final long GAS = 100;
  private static final int WRITABLE = 0x20000;
  private static final int READABLE = 0x30000;
  private static Peer peer;

  @BeforeAll
  static void load() throws IOException {
    peer = PresentPeer.load("known differences of the peer");
  }

  /** Code with instructions at the positions of the mask. */
  private static ProgramBlob blob(final String mask, final int... bytes) {
    final byte[] code = new byte[bytes.length];
    final byte[] bits = new byte[Bitmask.byteCount(bytes.length)];
    for (int i = 0; i < bytes.length; i++) {
      code[i] = (byte) bytes[i];
      bits[i / 8] |= (byte) ((mask.charAt(i) - '0') << (i % 8));
    }
    return new ProgramBlob(new int[0], 0, code, new Bitmask(code.length, bits));
  }

  private static long[] registers() {
    final long[] registers = new long[Register.COUNT];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = 100L + i;
    }
    return registers;
  }

  /** The peer with the program as it is. */
  private static PeerModule raw(final ProgramBlob program) {
    final ByteBuffer flat =
        ByteBuffer.allocate(Register.COUNT * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    flat.asLongBuffer().put(registers());
    final ByteBuffer map = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    map.putInt(WRITABLE).putInt(2 * PagedMemory.PAGE_SIZE).put((byte) 1);
    map.putInt(READABLE).putInt(PagedMemory.PAGE_SIZE).put((byte) 0);
    final PeerModule module = peer.module();
    peer.hold(null);
    module.reset(BlobWriter.writeBlob(program), flat.array(), map.array(), GAS, 0);
    module.run();
    return module;
  }

  private static long rawRegister(final PeerModule module, final int index) {
    return ByteBuffer.wrap(module.registers())
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong(Long.BYTES * index);
  }

  private static InitialState state() {
    final PagedMemory memory = new PagedMemory();
    memory.setAccess(WRITABLE, 2 * PagedMemory.PAGE_SIZE, PageAccess.WRITE);
    memory.setAccess(READABLE, PagedMemory.PAGE_SIZE, PageAccess.READ);
    return InitialState.raw(memory, registers());
  }

  private static Machine ours(final ProgramBlob program) {
    final Machine machine = Interpreter.of(Profile.GP_0_7_2, program, state());
    machine.gas().set(GAS);
    machine.run();
    return machine;
  }

  private static Machine handled(final ProgramBlob program) {
    final Machine machine = peer.create(Profile.GP_0_7_2, program, state());
    machine.gas().set(GAS);
    machine.run();
    return machine;
  }

  @Test
  void a_wide_register_field_is_rewritten() {
    // add_64 with D byte 0x20: the paper takes register 12, four bits are register 0.
    final ProgramBlob program = blob("1001", 200, 0x21, 0x20, 0);
    assertThat(ours(program).register(12)).isEqualTo(101 + 102);
    assertThat(rawRegister(raw(program), 0)).isEqualTo(101 + 102);
    assertThat(handled(program).registers()).isEqualTo(ours(program).registers());
    assertThat(KnownDifference.WIDE_REGISTER_FIELD.handling()).isEqualTo(Handling.REWRITTEN);
    assertThat(KnownDifference.in(program)).isEmpty();
    // The same byte as the start of another instruction cannot be rewritten.
    assertThat(KnownDifference.in(blob("1011", 200, 0x21, 0x20, 0)))
        .contains(KnownDifference.WIDE_REGISTER_FIELD);
  }

  @Test
  void a_wide_length_field_is_rewritten() {
    // store_imm_ind_u8 with base r1 and length field 9: one byte of displacement, not four.
    final ProgramBlob program = blob("1000001", 70, 0x91, 5, 7, 0, 0, 0);
    final InitialState low = state();
    assertThat(low.registers()[1]).isEqualTo(101);
    final ProgramBlob loadImmJump = blob("1000001", 80, 0x91, 5, 6, 0, 0, 0);
    assertThat(ours(loadImmJump).register(1)).isEqualTo(5);
    assertThat(ours(loadImmJump).pc()).isEqualTo(6);
    assertThat(rawRegister(raw(loadImmJump), 1)).isEqualTo(0x605);
    assertThat(handled(loadImmJump).registers()).isEqualTo(ours(loadImmJump).registers());
    assertThat(handled(loadImmJump).pc()).isEqualTo(6);
    assertThat(KnownDifference.in(program)).isEmpty();
    // Where a byte is also the start of no instruction, 0x38 would make it a load.
    assertThat(KnownDifference.in(blob("11000000", 72, 0xB8, 5, 0, 0, 0, 0, 0)))
        .contains(KnownDifference.WIDE_LENGTH_FIELD);
    assertThat(KnownDifference.WIDE_LENGTH_FIELD.handling()).isEqualTo(Handling.REWRITTEN);
  }

  @Test
  void the_heap_of_the_peer_begins_elsewhere() {
    // sbrk r2, r0 with r0 = 100; then ecalli.
    final ProgramBlob program = blob("101", 101, 0x02, 10);
    final PeerModule module = raw(program);
    assertThat(module.status()).isEqualTo(HOST);
    assertThat(rawRegister(module, 2)).isEqualTo(WRITABLE + 2L * PagedMemory.PAGE_SIZE);
    assertThat(ours(program).register(2)).isZero();
    assertThat(handled(program).registers()).isEqualTo(ours(program).registers());
    assertThat(KnownDifference.SBRK.handling()).isEqualTo(Handling.REWRITTEN);
  }

  @Test
  void operands_past_the_end_leave_a_program_out() {
    // load_imm_jump to itself with two of the four bytes that it says its number has. Twelve bytes
    // of code fill a block of the peer's heap, so that the header of another one is behind them.
    final ProgramBlob program = blob("111111111000", 1, 1, 1, 1, 1, 1, 1, 1, 80, 0x43, 0x11, 0x22);
    assertThat(ours(program).register(3)).isEqualTo(0x2211);
    assertThat(rawRegister(raw(program), 3)).isNotEqualTo(0x2211);
    assertThat(KnownDifference.in(program)).contains(KnownDifference.OPERANDS_PAST_THE_END);
    assertThat(KnownDifference.OPERANDS_PAST_THE_END.handling()).isEqualTo(Handling.LEFT_OUT);
  }

  @Test
  void an_instruction_longer_than_any_leaves_a_program_out() {
    // fallthrough with 25 bytes behind it, then ecalli.
    final int[] code = new int[27];
    code[0] = 1;
    code[26] = 10;
    final ProgramBlob program = blob("1" + "0".repeat(25) + "1", code);
    assertThat(ours(program).pc()).isEqualTo(25);
    assertThat(raw(program).status()).isEqualTo(HOST);
    assertThat(raw(program).pc()).isEqualTo(26);
    assertThat(KnownDifference.in(program)).contains(KnownDifference.LONG_INSTRUCTION);
    // With one byte less it is one.
    final int[] shorter = new int[26];
    shorter[0] = 1;
    shorter[25] = 10;
    final ProgramBlob usual = blob("1" + "0".repeat(24) + "1", shorter);
    assertThat(handled(usual).pc()).isEqualTo(ours(usual).pc()).isEqualTo(25);
    assertThat(KnownDifference.in(usual)).isEmpty();
    assertThat(KnownDifference.LONG_INSTRUCTION.handling()).isEqualTo(Handling.LEFT_OUT);
  }

  @Test
  void a_jump_to_no_instruction_is_an_excused_exit() {
    // fallthrough, jump to the byte behind a terminator where no valid instruction is.
    final ProgramBlob program = blob("10101", 40, 2, 40, 2, 255);
    final ExitReason wanted = exit(ours(program));
    final Machine theirs = handled(program);
    assertThat(wanted.pc()).isEqualTo(2);
    assertThat(raw(program).pc()).isEqualTo(4);
    assertThat(KnownDifference.atExit(program, wanted, theirs.memory(), exit(theirs)))
        .contains(KnownDifference.BLOCK_WITHOUT_INSTRUCTION);
    // Another position is not excused.
    assertThat(
            KnownDifference.atExit(program, wanted, theirs.memory(), new ExitReason.Panic(0, -1)))
        .isEmpty();
  }

  private static ExitReason exit(final Machine machine) {
    return new ExitReason.Panic(machine.pc(), ExitReason.NO_PREVIOUS);
  }

  @Test
  void a_store_to_a_read_only_page_is_an_excused_exit() {
    // store_u8 r0 to 0x30000.
    final ProgramBlob program = blob("1000001", 59, 0x00, 0, 0, 3, 0, 0);
    final Machine ours = Interpreter.of(Profile.GP_0_7_2, program, state());
    ours.gas().set(GAS);
    final ExitReason wanted = ours.run();
    assertThat(wanted).isEqualTo(new ExitReason.PageFault(0, ExitReason.NO_PREVIOUS, READABLE));
    assertThat(raw(program).status()).isEqualTo(PANIC);
    final ExitReason panic = new ExitReason.Panic(0, ExitReason.NO_PREVIOUS);
    assertThat(KnownDifference.atExit(program, wanted, ours.memory(), panic))
        .contains(KnownDifference.READ_ONLY_STORE);
    // Without the page it is none.
    ours.memory().setAccess(READABLE, 1, PageAccess.NONE);
    assertThat(KnownDifference.atExit(program, wanted, ours.memory(), panic)).isEmpty();
  }

  @Test
  void loads_after_an_access_to_two_pages_are_excused() {
    // store_imm_u64 [0x20ffc] = -1, then load_u64 r2 from 0x20100, where there are zeros.
    final ProgramBlob program =
        blob("10000010000001", 33, 0x04, 0xFC, 0x0F, 0x02, 0x00, 58, 0x02, 0, 1, 2, 0, 0, 0);
    final ProgramBlob stores =
        blob("100000010000001", 33, 0x04, 0xFC, 0x0F, 0x02, 0x00, 0xFF, 58, 0x02, 0, 1, 2, 0, 0, 0);
    assertThat(ours(stores).register(2)).isZero();
    assertThat(rawRegister(raw(stores), 2)).isNotZero();
    assertThat(ours(program).register(2)).isZero();
    assertThat(KnownDifference.after(0x20FFC, 8)).contains(KnownDifference.LOADS_AFTER_TWO_PAGES);
    assertThat(KnownDifference.after(0x20FF8, 8)).isEqualTo(Optional.empty());
    assertThat(KnownDifference.LOADS_AFTER_TWO_PAGES.handling())
        .isEqualTo(Handling.EXCUSED_AFTERWARDS);
  }

  @Test
  void each_names_the_paragraph_that_settles_it() {
    assertThat(KnownDifference.values())
        .allSatisfy(
            each -> {
              assertThat(each.paragraph()).startsWith("A.");
              assertThat(each.paper()).isNotBlank();
              assertThat(each.peer()).isNotBlank();
            });
  }
}
