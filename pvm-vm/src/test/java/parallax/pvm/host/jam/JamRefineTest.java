package parallax.pvm.host.jam;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.pvm.host.jam.JamCaller.DATA;
import static parallax.pvm.host.jam.JamCaller.NOWHERE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;

/** What the host for services answers a refinement. */
final class JamRefineTest {
  private static final long STATE = DATA + 0x1000;
  private static final long OUT = DATA + 0x2000;
  private static final long SERVICE = 5;

  private static JamCaller caller(Profile profile) {
    return new JamCaller(profile, new Invocation(Invocation.Kind.REFINE, SERVICE, 50));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void segments_are_filled_up_and_numbered(Profile profile) {
    JamCaller caller = caller(profile);
    caller.write(DATA, (byte) 7);
    assertThat(caller.call(HostCallNumber.EXPORT, DATA, 3)).isZero();
    assertThat(caller.call(HostCallNumber.EXPORT, DATA, 1 << 20)).isEqualTo(1);
    assertThat(caller.host.exports()).hasSize(2).allMatch(segment -> segment.length == 4_104);
    assertThat(caller.host.exports().get(0)).startsWith(7, 0);
    caller.call(HostCallNumber.EXPORT, NOWHERE, 1);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    for (int i = 2; i < 3_072; i++) {
      caller.call(HostCallNumber.EXPORT, DATA, 1);
    }
    assertThat(caller.call(HostCallNumber.EXPORT, DATA, 1)).isEqualTo(JamResult.FULL);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_preimage_is_seen_at_the_times_when_it_was_there(Profile profile) {
    JamCaller caller = caller(profile);
    caller.store.providePreimage(SERVICE, new byte[32], new byte[] {1, 2});
    assertThat(history(caller)).isEqualTo(2);
    times(caller, List.of());
    assertThat(history(caller)).isEqualTo(JamResult.NONE);
    times(caller, List.of(50L));
    assertThat(history(caller)).isEqualTo(2);
    times(caller, List.of(51L));
    assertThat(history(caller)).isEqualTo(JamResult.NONE);
    times(caller, List.of(10L, 50L));
    assertThat(history(caller)).isEqualTo(JamResult.NONE);
    times(caller, List.of(10L, 20L, 50L));
    assertThat(history(caller)).isEqualTo(2);
  }

  private static long history(JamCaller caller) {
    return caller.call(HostCallNumber.HISTORICAL_LOOKUP, -1, DATA + 64, OUT, 0, 9);
  }

  private static void times(JamCaller caller, List<Long> times) {
    caller.store.account(SERVICE).requests().put(ServiceAccount.Request.of(new byte[32], 2), times);
  }

  private static long machine(JamCaller caller, String text) {
    return machine(caller, text, 0);
  }

  private static long machine(JamCaller caller, String text, long pc) {
    ProgramBlob blob;
    try {
      blob = Assembler.assemble(text, caller.machine.profile());
    } catch (AssemblyException e) {
      throw new AssertionError(e);
    }
    byte[] program = BlobWriter.writeBlob(blob);
    caller.write(DATA, program);
    return caller.call(HostCallNumber.MACHINE, DATA, program.length, pc);
  }

  /** Runs a machine with gas and a value in its r7. */
  private static long invoke(JamCaller caller, long number, long gas, long a0) {
    ByteBuffer state = ByteBuffer.allocate(112).order(ByteOrder.LITTLE_ENDIAN);
    state.putLong(gas).putLong(8 * 7 + 8, a0);
    caller.write(STATE, state.array());
    return caller.call(HostCallNumber.INVOKE, number, STATE);
  }

  private static long register(JamCaller caller, int index) {
    return caller.machine.memory().loadU64(STATE + 8 + 8L * index);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void machines_run_and_go_on_behind_a_host_call(Profile profile) {
    JamCaller caller = caller(profile);
    assertThat(machine(caller, "add_imm_64 a0, a0, 5\necalli 77\nadd_imm_64 a0, a0, 1\ntrap\n"))
        .isZero();
    assertThat(machine(caller, "trap\n")).isEqualTo(1);
    assertThat(invoke(caller, 0, 1_000, 37)).isEqualTo(3);
    assertThat(caller.second()).isEqualTo(77);
    assertThat(register(caller, 7)).isEqualTo(42);
    assertThat(caller.machine.memory().loadU64(STATE)).isLessThan(1_000);
    assertThat(invoke(caller, 0, 1_000, 1)).isEqualTo(1);
    assertThat(register(caller, 7)).isEqualTo(2);
    assertThat(invoke(caller, 0, 0, 1)).isEqualTo(4);
    assertThat(invoke(caller, 2, 1_000, 0)).isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.EXPUNGE, 0)).isZero();
    assertThat(caller.call(HostCallNumber.EXPUNGE, 0)).isEqualTo(JamResult.WHO);
    assertThat(machine(caller, "trap\n", 3)).isZero();
    assertThat(caller.call(HostCallNumber.EXPUNGE, 0)).isEqualTo(3);
    caller.call(HostCallNumber.INVOKE, 1, NOWHERE);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_halt_and_bytes_that_are_no_program(Profile profile) {
    JamCaller caller = caller(profile);
    assertThat(machine(caller, "jump_ind a0, 0\n")).isZero();
    assertThat(invoke(caller, 0, 1_000, 0xFFFF0000L)).isZero();
    caller.write(DATA, (byte) 0, (byte) 0, (byte) 5);
    assertThat(caller.call(HostCallNumber.MACHINE, DATA, 3, 0)).isEqualTo(JamResult.HUH);
    caller.call(HostCallNumber.MACHINE, NOWHERE, 3, 0);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void memory_of_a_machine_is_what_pages_says(Profile profile) {
    JamCaller caller = caller(profile);
    machine(caller, "load_u8 a0, [0x20001]\nstore_u8 a0, [0x20002]\ntrap\n");
    assertThat(invoke(caller, 0, 1_000, 0)).isEqualTo(2);
    assertThat(caller.second()).isEqualTo(0x20000);
    assertThat(caller.call(HostCallNumber.POKE, 0, DATA, 0x20000, 4)).isEqualTo(JamResult.OOB);
    assertThat(pages(caller, 0x20, 1, 3)).isEqualTo(JamResult.HUH);
    assertThat(pages(caller, 0x20, 1, 2)).isEqualTo(JamResult.OK);
    caller.write(DATA, (byte) 8, (byte) 9);
    assertThat(caller.call(HostCallNumber.POKE, 0, DATA, 0x20000, 2)).isEqualTo(JamResult.OK);
    assertThat(pages(caller, 0x20, 1, 3)).isEqualTo(JamResult.OK);
    assertThat(caller.call(HostCallNumber.POKE, 0, DATA, 0x20000, 2)).isEqualTo(JamResult.OOB);
    assertThat(invoke(caller, 0, 1_000, 0)).isEqualTo(2);
    assertThat(register(caller, 7)).isEqualTo(9);
    assertThat(pages(caller, 0x20, 1, 4)).isEqualTo(JamResult.OK);
    assertThat(invoke(caller, 0, 1_000, 9)).isEqualTo(1);
    assertThat(caller.call(HostCallNumber.PEEK, 0, OUT, 0x20000, 4)).isEqualTo(JamResult.OK);
    assertThat(caller.read(OUT, 4)).containsExactly(8, 9, 9, 0);
    assertThat(pages(caller, 0x20, 1, 1)).isEqualTo(JamResult.OK);
    assertThat(caller.call(HostCallNumber.PEEK, 0, OUT, 0x20000, 4)).isEqualTo(JamResult.OK);
    assertThat(caller.read(OUT, 4)).containsExactly(0, 0, 0, 0);
    assertThat(pages(caller, 0x20, 1, 0)).isEqualTo(JamResult.OK);
    assertThat(caller.call(HostCallNumber.PEEK, 0, OUT, 0x20000, 4)).isEqualTo(JamResult.OOB);
  }

  private static long pages(JamCaller caller, long first, long count, long access) {
    return caller.call(HostCallNumber.PAGES, 0, first, count, access);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void pages_outside_of_memory_are_refused_and_so_is_an_unknown_machine(Profile profile) {
    JamCaller caller = caller(profile);
    assertThat(pages(caller, 0x20, 1, 2)).isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.PEEK, 0, OUT, 0x20000, 4)).isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.POKE, 0, OUT, 0x20000, 4)).isEqualTo(JamResult.WHO);
    caller.call(HostCallNumber.PEEK, 0, NOWHERE, 0x20000, 4);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    caller.call(HostCallNumber.POKE, 0, NOWHERE, 0x20000, 4);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    machine(caller, "trap\n");
    assertThat(pages(caller, 15, 1, 2)).isEqualTo(JamResult.HUH);
    assertThat(pages(caller, 16, 1, 5)).isEqualTo(JamResult.HUH);
    assertThat(pages(caller, 16, 1, -1)).isEqualTo(JamResult.HUH);
    assertThat(pages(caller, (1 << 20) - 2, 1, 2)).isEqualTo(JamResult.OK);
    assertThat(pages(caller, (1 << 20) - 1, 1, 2)).isEqualTo(JamResult.HUH);
    assertThat(pages(caller, -1, 1, 2)).isEqualTo(JamResult.HUH);
  }
}
