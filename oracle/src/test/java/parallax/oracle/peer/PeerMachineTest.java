package parallax.oracle.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;

/** The peer keeps what a machine promises, run after run. */
final class PeerMachineTest {
  private static final long PAGE = PagedMemory.PAGE_SIZE;
  private static Peer peer;

  @BeforeAll
  static void load() throws IOException {
    peer = PresentPeer.load("what the peer promises as a machine");
  }

  private static ProgramBlob program(final String text) throws AssemblyException {
    return Assembler.assemble(text, Profile.GP_0_7_2);
  }

  private static Machine machine(final MachineFactory factory, final String text)
      throws AssemblyException {
    final PagedMemory memory = new PagedMemory();
    memory.setAccess(0x20000, 2 * PAGE, PageAccess.WRITE);
    memory.setAccess(0x30000, PAGE, PageAccess.READ);
    memory.write(0x30000, new byte[] {1, 2, 3, 4});
    final Machine machine =
        factory.create(
            Profile.GP_0_7_2,
            program(text),
            InitialState.withHeap(
                memory, new long[Register.COUNT], 0x20000 + 2 * PAGE, 0x20000 + 4 * PAGE));
    machine.gas().set(100);
    return machine;
  }

  @Test
  void a_run_gives_exit_registers_gas_and_memory() throws AssemblyException {
    final Machine machine =
        machine(
            peer, "load_u32 t0, [0x30000]\nadd_imm_64 t1, t0, -1\nstore_u64 t1, [0x20ff8]\ntrap");
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(machine.pc(), ExitReason.NO_PREVIOUS));
    assertThat(machine.register(Register.T1.index())).isEqualTo(0x04030200);
    assertThat(machine.gas().remaining()).isEqualTo(96);
    assertThat(machine.memory().loadU64(0x20ff8)).isEqualTo(0x04030200);
  }

  @Test
  void a_host_call_is_answered_and_the_run_goes_on() throws AssemblyException {
    final Machine machine =
        machine(peer, "ecalli -7\nadd_imm_64 t0, a0, 1\nload_u8 t1, [0x20005]\ntrap");
    final ExitReason call = machine.run();
    assertThat(call).isEqualTo(new ExitReason.HostCall(0, ExitReason.NO_PREVIOUS, -7));
    machine.setRegister(Register.A0.index(), 41);
    machine.memory().store8(0x20005, 9);
    machine.gas().set(50);
    assertThat(machine.run().kind()).isEqualTo(ExitReason.Kind.PANIC);
    assertThat(machine.register(Register.T0.index())).isEqualTo(42);
    assertThat(machine.register(Register.T1.index())).isEqualTo(9);
    assertThat(machine.gas().remaining()).isEqualTo(47);
  }

  @Test
  void a_page_that_is_mapped_after_a_fault_lets_the_run_go_on() throws AssemblyException {
    final Machine machine = machine(peer, "load_imm t0, 5\nstore_u8 t0, [0x40001]\necalli 1\ntrap");
    final ExitReason fault = machine.run();
    assertThat(fault).isInstanceOf(ExitReason.PageFault.class);
    assertThat(((ExitReason.PageFault) fault).address()).isEqualTo(0x40000);
    machine.memory().setAccess(0x40000, PAGE, PageAccess.WRITE);
    assertThat(machine.run().kind()).isEqualTo(ExitReason.Kind.HOST_CALL);
    assertThat(machine.memory().loadU8(0x40001)).isEqualTo(5);
  }

  @Test
  void a_run_without_gas_goes_on_with_more() throws AssemblyException {
    final Machine machine = machine(peer, "load_imm t0, 1\nload_imm t1, 2\nload_imm t2, 3\ntrap");
    machine.gas().set(2);
    final ExitReason stop = machine.run();
    assertThat(stop.kind()).isEqualTo(ExitReason.Kind.OUT_OF_GAS);
    assertThat(machine.gas().remaining()).isZero();
    assertThat(machine.register(Register.T2.index())).isZero();
    machine.gas().set(2);
    assertThat(machine.run().kind()).isEqualTo(ExitReason.Kind.PANIC);
    assertThat(machine.registers()).contains(1L, 2L, 3L);
  }

  @Test
  void the_heap_grows_as_on_our_machine() throws AssemblyException {
    final String text =
        """
          load_imm t0, 0
          sbrk a0, t0
          load_imm t0, 5000
          sbrk a1, t0
          store_u8 t0, [0x23000]
          sbrk a2, t0
          load_imm t0, 0
          sbrk a3, t0
          ecalli 0
        """;
    final Machine ours = machine(Interpreter::of, text);
    final Machine theirs = machine(peer, text);
    assertThat(ours.run().kind()).isEqualTo(ExitReason.Kind.HOST_CALL);
    assertThat(theirs.run().kind()).isEqualTo(ExitReason.Kind.HOST_CALL);
    assertThat(theirs.registers()).isEqualTo(ours.registers());
    assertThat(theirs.heapEnd()).isEqualTo(ours.heapEnd());
    assertThat(theirs.gas().remaining()).isEqualTo(ours.gas().remaining());
    assertThat(theirs.memory().loadU8(0x23000)).isEqualTo(5000 & 0xFF);
  }

  @Test
  void machines_take_turns() throws AssemblyException {
    final String text = "ecalli 3\nadd_imm_64 t0, t0, 1\ntrap";
    final List<Machine> machines = List.of(machine(peer, text), machine(peer, text));
    machines.forEach(
        machine -> assertThat(machine.run().kind()).isEqualTo(ExitReason.Kind.HOST_CALL));
    machines.get(0).setRegister(Register.T0.index(), 10);
    machines.forEach(machine -> assertThat(machine.run().kind()).isEqualTo(ExitReason.Kind.PANIC));
    assertThat(machines.get(0).register(Register.T0.index())).isEqualTo(11);
    assertThat(machines.get(1).register(Register.T0.index())).isEqualTo(1);
  }

  @Test
  void code_of_no_bytes_is_a_trap() throws AssemblyException {
    final Machine machine = machine(peer, "");
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(0, ExitReason.NO_PREVIOUS));
    assertThat(machine.gas().remaining()).isEqualTo(99);
  }

  @Test
  void a_peer_that_broke_can_be_used_again() throws AssemblyException {
    assertThatThrownBy(() -> peer.module().reset(new byte[] {1}, new byte[0], new byte[0], 0, 0))
        .isInstanceOf(PeerFailure.class);
    assertThat(machine(peer, "trap").run().kind()).isEqualTo(ExitReason.Kind.PANIC);
  }

  @Test
  void other_profiles_are_refused() throws AssemblyException {
    final ProgramBlob blob = program("trap");
    final InitialState state = InitialState.raw(new PagedMemory(), new long[Register.COUNT]);
    assertThatThrownBy(() -> peer.create(Profile.GP_0_8_0, blob, state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gp-0.8.0");
  }
}
