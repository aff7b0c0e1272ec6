package parallax.compiler.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.CallingConvention;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.VReg;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.Location;
import parallax.compiler.regalloc.Move;
import parallax.compiler.regalloc.RegisterAllocator;
import parallax.compiler.regalloc.StackSlotAllocator;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.compiler.sourcemap.FunctionAddresses;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;

/** With the product's simplest allocator, and with one that shares no code with it. */
@ParameterizedClass
@MethodSource("allocators")
final class FunctionEmitterTest {
  private final RegisterAllocator allocator;

  FunctionEmitterTest(final RegisterAllocator allocator) {
    this.allocator = allocator;
  }

  static List<RegisterAllocator> allocators() {
    return List.of(new SlotPerValueAllocator(), new StackSlotAllocator());
  }

  private TestProgram newProgram(final int functions) throws CompileException {
    return new TestProgram(functions).allocateWith(allocator);
  }

  @Test
  void everyComputingInstructionGetsItsOperandsInTheirOrder() throws Exception {
    final SplittableRandom random = new SplittableRandom(1);
    for (final Opcode opcode : Opcode.values()) {
      if (!opcode.isAlu() || !opcode.existsIn(Profile.GP_0_7_2)) {
        continue;
      }
      final boolean readsOld = opcode.has(Opcode.Flag.READS_DESTINATION);
      final long imm = random.nextInt();
      final TestProgram program = newProgram(1);
      final MachineCode code = new MachineCode(0, "f", 3);
      final List<VReg> uses = new ArrayList<>();
      uses.add(code.param(0));
      if (opcode.format() == OperandFormat.REG_REG_REG) {
        uses.add(code.param(1));
      }
      if (readsOld) {
        uses.add(code.param(2));
      }
      final boolean hasImm = opcode.format() == OperandFormat.REG_REG_IMM;
      code.ret(code.op(opcode, hasImm ? imm : 0, uses.toArray(new VReg[0])));
      final int thunk = program.add(code.function).addThunk(0, 3, 1);
      for (int i = 0; i < 20; i++) {
        final long a = i % 4 == 0 ? 0 : random.nextLong();
        final long b = i % 5 == 0 ? 0 : random.nextLong();
        final long old = random.nextLong();
        final long second = opcode.format() == OperandFormat.REG_REG_REG ? b : imm;
        assertThat(program.run(thunk, a, b, old))
            .as("%s %x %x %x", opcode, a, second, old)
            .containsExactly(opcode.evaluate(a, second, old));
      }
    }
  }

  @Test
  void aLoopPassesValuesThroughBlockParameters() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "sum", 1);
    final MachineBlock head = code.newBlock(2);
    final MachineBlock body = code.newBlock(0);
    final MachineBlock exit = code.newBlock(0);
    code.jump(head, code.param(0), code.constant(0));
    code.in(head);
    final VReg n = head.params().get(0);
    final VReg sum = head.params().get(1);
    code.branch(Opcode.BRANCH_EQ_IMM, 0, exit, body, n);
    code.in(body);
    code.jump(head, code.op(Opcode.ADD_IMM_64, -1, n), code.op(Opcode.ADD_64, 0, sum, n));
    code.in(exit);
    code.ret(sum);
    final int thunk = program.add(code.function).addThunk(0, 1, 1);
    assertThat(program.run(thunk, 1_000)).containsExactly(500_500);
    assertThat(program.run(thunk, 0)).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6, 7, 8, 9, 10})
  void callsCarryAnyNumberOfArgumentsAndResults(final int count) throws Exception {
    final TestProgram program = newProgram(2);
    // f0 negates and reverses; f1 calls it on its own arguments and reverses back.
    final MachineCode callee = new MachineCode(0, "callee", count);
    final VReg[] negated = new VReg[count];
    for (int i = 0; i < count; i++) {
      negated[count - 1 - i] = callee.op(Opcode.NEG_ADD_IMM_64, 0, callee.param(i));
    }
    callee.ret(negated);
    final MachineCode caller = new MachineCode(1, "caller", count);
    final VReg[] args = new VReg[count];
    for (int i = 0; i < count; i++) {
      args[i] = caller.op(Opcode.ADD_IMM_64, 1, caller.param(i));
    }
    final List<VReg> reversed = caller.call(0, count, args);
    final VReg[] results = new VReg[count];
    for (int i = 0; i < count; i++) {
      results[i] = reversed.get(count - 1 - i);
    }
    caller.ret(results);
    final int thunk = program.add(callee.function).add(caller.function).addThunk(1, count, count);
    final long[] values = LongStream.range(0, count).map(i -> i * 0x1_0000_0001L).toArray();
    assertThat(program.run(thunk, values))
        .containsExactly(LongStream.of(values).map(v -> -(v + 1)).toArray());
  }

  @Test
  void recursionReturnsThroughItsFrames() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "fib", 1);
    final MachineBlock base = code.newBlock(0);
    final MachineBlock step = code.newBlock(0);
    final VReg n = code.param(0);
    code.branch(Opcode.BRANCH_LT_U_IMM, 2, base, step, n);
    code.in(base);
    code.ret(n);
    code.in(step);
    final VReg first = code.call(0, 1, code.op(Opcode.ADD_IMM_64, -1, n)).get(0);
    final VReg second = code.call(0, 1, code.op(Opcode.ADD_IMM_64, -2, n)).get(0);
    code.ret(code.op(Opcode.ADD_64, 0, first, second));
    final int thunk = program.add(code.function).addThunk(0, 1, 1);
    assertThat(program.run(thunk, 15)).containsExactly(610);
  }

  /** A function that calls itself for ever, in a frame of at least so many bytes. */
  private TestProgram endless(final int frame) throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "endless", 1);
    code.ret(code.call(0, 1, code.param(0)).get(0));
    program.add(code.function, new SlotPerValueAllocator(frame / 8, Set.of()));
    program.addThunk(0, 1, 1);
    return program;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, 32_000, 32_760, 40_000, 65_000, 200_000, 5_000_000, 900_000_000})
  void anExhaustedStackIsToldAsSuchAndNothingBelowItIsTouched(final int frame) throws Exception {
    final TestProgram program = endless(frame);
    final TrapEntry entry = program.trap(0, 7);
    assertThat(entry.kind()).isEqualTo(TrapKind.CALL_STACK_EXHAUSTED);
    assertThat(entry.function()).isZero();
    final long low = program.data().layout().stackLow();
    for (long at = low - 65_536; at < low; at += 4_096) {
      assertThat(program.machine().memory().isReadable(at, 1)).isFalse();
    }
    // The same program works on after the trap.
    assertThat(program.trap(0, 7).kind()).isEqualTo(TrapKind.CALL_STACK_EXHAUSTED);
  }

  @Test
  void aSmallFrameFaultsExactlyAtItsFirstStore() throws Exception {
    final TestProgram program = endless(1_000);
    final ExitReason reason = program.enter(0, (i, m) -> HostFunction.Action.PANIC, 1);
    assertThat(reason).isInstanceOf(ExitReason.PageFault.class);
    final long address = ((ExitReason.PageFault) reason).address();
    assertThat(address)
        .isBetween(program.data().layout().hole(), program.data().layout().stackLow() - 1);
  }

  @Test
  void aLargeFrameThatFitsWorks() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "large", 8);
    final VReg sum = code.op(Opcode.ADD_64, 0, code.param(0), code.param(7));
    code.ret(code.op(Opcode.ADD_64, 0, sum, code.param(5)));
    program.add(code.function, new SlotPerValueAllocator(50_000 / 8, Set.of()));
    final int thunk = program.addThunk(0, 8, 1);
    assertThat(program.run(thunk, 1, 2, 3, 4, 5, 6, 7, 8)).containsExactly(1 + 8 + 6);
  }

  @Test
  void aLargeFrameStopsExactlyAtTheEndOfTheStack() throws Exception {
    // The thunk has a frame of its own of 8 * (1 + 1 value for the parameter, the result, and two
    // for halt) bytes.
    int fits = 0;
    int exhausts = 0;
    for (int slots = (TestProgram.STACK - 128) / 8; slots <= TestProgram.STACK / 8; slots++) {
      final TestProgram program = newProgram(1);
      final MachineCode code = new MachineCode(0, "large", 1);
      code.ret(code.param(0));
      program.add(code.function, new SlotPerValueAllocator(slots, Set.of()));
      final int thunk = program.addThunk(0, 1, 1);
      final ExitReason reason = program.enter(thunk, (i, m) -> HostFunction.Action.PANIC, 3);
      final long frame = 8L * (1 + 1 + slots);
      final long thunkFrame = 8L * (1 + 4);
      if (frame + thunkFrame <= TestProgram.STACK) {
        assertThat(reason).isInstanceOf(ExitReason.Halt.class);
        fits++;
      } else {
        assertThat(reason).isInstanceOf(ExitReason.Panic.class);
        assertThat(program.trap(thunk, 3).kind()).isEqualTo(TrapKind.CALL_STACK_EXHAUSTED);
        exhausts++;
      }
    }
    assertThat(fits).isPositive();
    assertThat(exhausts).isPositive();
  }

  @Test
  void aFrameLargerThanImmediatesIsRefused() throws Exception {
    final MachineCode code = new MachineCode(3, "huge", 0);
    code.ret();
    final TestProgram program = newProgram(1);
    assertThatThrownBy(
            () -> program.add(code.function, new SlotPerValueAllocator(1 << 28, Set.of())))
        .hasMessageContaining("too large");
  }

  @Test
  void aLeafWithoutSlotsHasNoFrame() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "leaf", 2);
    final VReg sum = code.op(Opcode.ADD_64, 0, code.param(0), code.param(1));
    code.ret(sum);
    final Location a0 = Location.of(Register.A0);
    final Location a1 = Location.of(Register.A1);
    final Allocation inRegisters =
        new Allocation(
            List.of(List.of(a0, a1), List.of(a0, a0, a1), List.of(a0)),
            List.of(List.of(), List.of(), List.of()),
            0,
            Set.of());
    final EmittedFunction emitted =
        FunctionEmitter.emit(
            code.function, inRegisters, program.data().layout(), PadSharing.PER_CHECK);
    assertThat(emitted.code().stream().map(i -> i.instruction().opcode()))
        .containsExactly(Opcode.ADD_64, Opcode.JUMP_IND);
    assertThat(emitted.traps()).isEmpty();
  }

  @Test
  void calleeSavedRegistersComeBack() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "keeper", 1);
    code.ret(code.copy(code.param(0)));
    final Location a0 = Location.of(Register.A0);
    final Location s0 = Location.of(Register.S0);
    final Location s1 = Location.of(Register.S1);
    final Allocation allocation =
        new Allocation(
            List.of(List.of(a0), List.of(s0, a0), List.of(a0)),
            List.of(List.of(), List.of(new Move(a0, s1)), List.of(new Move(s0, a0))),
            0,
            Set.of(Register.S1, Register.S0));
    program.add(code.function, allocation);
    final int thunk = program.addThunk(0, 1, 1);
    assertThat(program.run(thunk, 42)).containsExactly(42);
    assertThat(program.machine().register(Register.S0.index())).isEqualTo(0x5555_0000_0005L);
    assertThat(program.machine().register(Register.S1.index())).isEqualTo(0x5555_0000_0006L);
  }

  @Test
  void aSwitchGoesToEachOfItsCases() throws Exception {
    final int cases = 300;
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "switch", 1);
    final MachineBlock[] targets = new MachineBlock[cases + 2];
    for (int i = 0; i < cases; i++) {
      targets[i] = code.newBlock(0);
    }
    // Two cases share a block.
    targets[cases] = targets[3];
    targets[cases + 1] = targets[0];
    code.switchOn(code.op(Opcode.SHLO_L_IMM_64, 1, code.param(0)), targets);
    for (int i = 0; i < cases; i++) {
      code.in(targets[i]);
      code.ret(code.constant(1_000 + i));
    }
    final int thunk = program.add(code.function).addThunk(0, 1, 1);
    for (int i = 0; i < cases; i++) {
      assertThat(program.run(thunk, i)).containsExactly(1_000 + i);
    }
    assertThat(program.run(thunk, cases)).containsExactly(1_003);
    assertThat(program.run(thunk, cases + 1)).containsExactly(1_000);
  }

  /** Divides; checks for zero twice, with another kind in between. */
  private TestProgram checked(final PadSharing pads) throws Exception {
    return checked(pads, Profile.GP_0_7_2);
  }

  private TestProgram checked(final PadSharing pads, final Profile profile) throws Exception {
    final TestProgram program =
        new TestProgram(TestProgram.moduleOf(1), profile, pads).allocateWith(allocator);
    final MachineCode code = new MachineCode(0, "checked", 3);
    code.trapIf(TrapKind.INTEGER_DIVIDE_BY_ZERO, Opcode.BRANCH_EQ_IMM, 0, code.param(0));
    code.trapIf(TrapKind.INTEGER_OVERFLOW, Opcode.BRANCH_EQ, 0, code.param(0), code.param(1));
    code.trapIf(TrapKind.INTEGER_DIVIDE_BY_ZERO, Opcode.BRANCH_EQ_IMM, 0, code.param(2));
    code.ret(code.param(0));
    program.add(code.function).addThunk(0, 3, 1);
    return program;
  }

  @Test
  void everyCheckHasItsOwnPad() throws Exception {
    final TestProgram program = checked(PadSharing.PER_CHECK);
    assertThat(program.run(0, 5, 6, 7)).containsExactly(5);
    final TrapEntry first = program.trap(0, 0, 6, 7);
    final TrapEntry second = program.trap(0, 5, 5, 7);
    final TrapEntry third = program.trap(0, 5, 6, 0);
    assertThat(first.kind()).isEqualTo(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    assertThat(second.kind()).isEqualTo(TrapKind.INTEGER_OVERFLOW);
    assertThat(third.kind()).isEqualTo(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    assertThat(first.sourceOffsets()).containsExactly(1_001);
    assertThat(second.sourceOffsets()).containsExactly(1_002);
    assertThat(third.sourceOffsets()).containsExactly(1_003);
  }

  @Test
  void sharedPadsStandForOneKindOnlyAndThePcBeforeTellsTheCheck() throws Exception {
    final TestProgram program = checked(PadSharing.PER_KIND);
    assertThat(program.run(0, 5, 6, 7)).containsExactly(5);
    final TrapEntry first = program.trap(0, 0, 6, 7);
    assertThat(first.kind()).isEqualTo(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    assertThat(first.sourceOffsets()).containsExactly(1_001, 1_003);
    assertThat(program.trap(0, 5, 6, 0)).isEqualTo(first);
    assertThat(program.trap(0, 5, 5, 7).sourceOffsets()).containsExactly(1_002);
    final ExitReason reason = program.enter(0, (i, m) -> HostFunction.Action.PANIC, 5, 6, 0);
    assertThat(program.linked().codeMap().sourceOffsetAt(reason.previousPc())).isEqualTo(3);
  }

  @Test
  void trapsAndFaultingAccessesAreInTheCodeMap() throws Exception {
    final TestProgram program = newProgram(2);
    final MachineCode code = new MachineCode(0, "unreachable", 0);
    code.trap(TrapKind.UNREACHABLE);
    final MachineCode access = new MachineCode(1, "access", 1);
    access.effect(Opcode.STORE_IMM_IND_U8, 4, 9, TrapKind.OUT_OF_BOUNDS_MEMORY, access.param(0));
    access.ret();
    program.add(code.function).add(access.function);
    final int first = program.addThunk(0, 0, 0);
    final int second = program.addThunk(1, 1, 0);
    assertThat(program.trap(first).kind()).isEqualTo(TrapKind.UNREACHABLE);
    final TrapEntry fault = program.trap(second, 0x9000_0000L);
    assertThat(fault.kind()).isEqualTo(TrapKind.OUT_OF_BOUNDS_MEMORY);
    assertThat(fault.function()).isEqualTo(1);
    assertThat(program.linked().codeMap().functionAt(fault.pc()).orElseThrow().name())
        .isEqualTo("access");
  }

  @Test
  void hostCallsKeepRaAndPassStackSlots() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "host", 8);
    final VReg[] args = new VReg[8];
    for (int i = 0; i < 8; i++) {
      args[i] = code.param(i);
    }
    final List<VReg> results = code.hostCall(1_024, 7, args);
    code.ret(results.get(0), results.get(6));
    final int thunk = program.add(code.function).addThunk(0, 8, 2);
    final HostFunction host =
        (index, machine) -> {
          assertThat(index).isEqualTo(1_024);
          final long sp = machine.register(Register.SP.index());
          assertThat(machine.register(CallingConvention.register(5).index())).isEqualTo(15);
          assertThat(machine.memory().loadU64(sp + 8)).isEqualTo(16);
          assertThat(machine.memory().loadU64(sp + 16)).isEqualTo(17);
          machine.setRegister(CallingConvention.register(0).index(), 100);
          machine.memory().store64(sp + 8, 106);
          return HostFunction.Action.CONTINUE;
        };
    assertThat(program.run(thunk, host, 10, 11, 12, 13, 14, 15, 16, 17)).containsExactly(100, 106);
  }

  @Test
  void referencesHoldTypeAndCodeAddressAndCanBeCalled() throws Exception {
    final TestProgram program = newProgram(3);
    final MachineCode twice = new MachineCode(0, "twice", 7);
    twice.ret(twice.op(Opcode.ADD_64, 0, twice.param(0), twice.param(6)));
    final MachineCode reference = new MachineCode(1, "reference", 0);
    reference.ret(reference.functionAddress(0, 1));
    final MachineCode caller = new MachineCode(2, "caller", 1);
    final VReg callee = caller.call(1, 1).get(0);
    final VReg[] args = new VReg[7];
    Arrays.fill(args, caller.param(0));
    caller.ret(caller.callIndirect(callee, 1, args).get(0));
    program.add(twice.function).add(reference.function).add(caller.function);
    final int get = program.addThunk(1, 0, 1);
    final int call = program.addThunk(2, 1, 1);
    final long value = program.run(get)[0];
    assertThat(value >>> 32).isEqualTo(1);
    final FunctionAddresses addresses =
        FunctionAddresses.of(program.linked().program().blob(), program.linked().codeMap());
    assertThat(addresses.functionOf(value)).hasValue(0);
    assertThat(addresses.addressOf(0)).hasValue((int) value);
    assertThat(addresses.addressOf(1)).isEmpty();
    assertThat(addresses.functionOf(0)).isEmpty();
    assertThat(program.run(call, 21)).containsExactly(42);
  }

  @ParameterizedTest
  @EnumSource(
      value = Opcode.class,
      names = {
        "BRANCH_EQ",
        "BRANCH_NE",
        "BRANCH_LT_U",
        "BRANCH_GE_U",
        "BRANCH_LT_S",
        "BRANCH_GE_S",
        "BRANCH_EQ_IMM",
        "BRANCH_NE_IMM",
        "BRANCH_LT_U_IMM",
        "BRANCH_GE_U_IMM",
        "BRANCH_LE_U_IMM",
        "BRANCH_GT_U_IMM",
        "BRANCH_LT_S_IMM",
        "BRANCH_GE_S_IMM",
        "BRANCH_LE_S_IMM",
        "BRANCH_GT_S_IMM"
      })
  void aBranchGoesTheSameWayWhereverItsTargetsLie(final Opcode opcode) throws Exception {
    final boolean immediate = opcode.format() == OperandFormat.REG_IMM_OFFSET;
    // Position of the taken and of the other block among the blocks that follow; 0 is next.
    final int[][] layouts = {{0, 1}, {1, 0}, {1, 2}, {2, 1}};
    for (final int[] layout : layouts) {
      final TestProgram program = newProgram(1);
      final MachineCode code = new MachineCode(0, "branch", 2);
      final MachineBlock[] blocks = {code.newBlock(0), code.newBlock(0), code.newBlock(0)};
      final VReg[] uses =
          immediate ? new VReg[] {code.param(0)} : new VReg[] {code.param(0), code.param(1)};
      code.branch(opcode, immediate ? -7 : 0, blocks[layout[0]], blocks[layout[1]], uses);
      for (int i = 0; i < blocks.length; i++) {
        code.in(blocks[i]);
        code.ret(code.constant(i));
      }
      final int thunk = program.add(code.function).addThunk(0, 2, 1);
      for (final long left : new long[] {-8, -7, -6, 0, 5, Long.MIN_VALUE, Long.MAX_VALUE}) {
        final long expected = layout[opcode.taken(left, -7) ? 0 : 1];
        assertThat(program.run(thunk, left, -7))
            .as("%s %d", opcode, left)
            .containsExactly(expected);
      }
    }
  }

  @Test
  void aBranchToOneBlockBothWaysIsAJump() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "both", 1);
    final MachineBlock next = code.newBlock(0);
    final MachineBlock last = code.newBlock(0);
    code.branch(Opcode.BRANCH_EQ_IMM, 0, last, last, code.param(0));
    code.in(next);
    code.ret(code.constant(1));
    code.in(last);
    code.branch(Opcode.BRANCH_EQ_IMM, 1, next, next, code.param(0));
    final int thunk = program.add(code.function).addThunk(0, 1, 1);
    assertThat(program.run(thunk, 0)).containsExactly(1);
    assertThat(program.run(thunk, 1)).containsExactly(1);
  }

  @Test
  void codeThatRunsIntoATargetEndsItsBlockFirst() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "join", 1);
    final MachineBlock left = code.newBlock(0);
    final MachineBlock right = code.newBlock(0);
    final MachineBlock join = code.newBlock(1);
    code.branch(Opcode.BRANCH_EQ_IMM, 0, left, right, code.param(0));
    code.in(left);
    code.jump(join, code.constant(10));
    code.in(right);
    code.jump(join, code.constant(20));
    code.in(join);
    code.ret(join.params().get(0));
    final int thunk = program.add(code.function).addThunk(0, 1, 1);
    assertThat(program.run(thunk, 0)).containsExactly(10);
    assertThat(program.run(thunk, 9)).containsExactly(20);
  }

  @Test
  void aBlockThatIsOnlyFallenIntoNeedsNoTerminatorBeforeIt() throws Exception {
    final MachineCode code = new MachineCode(0, "straight", 0);
    final MachineBlock next = code.newBlock(0);
    code.jump(next);
    code.in(next);
    code.ret();
    final EmittedFunction emitted =
        FunctionEmitter.emit(
            code.function,
            new SlotPerValueAllocator().allocate(code.function),
            new TestProgram(1).data().layout(),
            PadSharing.PER_CHECK);
    assertThat(emitted.code().stream().map(i -> i.instruction().opcode()))
        .containsExactly(Opcode.JUMP_IND);
  }

  @Test
  void branchesReachAcrossMoreThan64KiB() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "far", 2);
    final MachineBlock middle = code.newBlock(0);
    final MachineBlock near = code.newBlock(0);
    final MachineBlock far = code.newBlock(0);
    code.branch(Opcode.BRANCH_EQ_IMM, 0, far, middle, code.param(0));
    code.in(middle);
    final long place = program.data().layout().callBuffer() + 8;
    for (int i = 1; i <= 40_000; i++) {
      code.effect(Opcode.STORE_IMM_U64, place, 0x12_3456 + i, null);
    }
    code.jump(near);
    code.in(near);
    code.ret(code.op(Opcode.LOAD_U64, place));
    code.in(far);
    code.trapIf(TrapKind.UNREACHABLE, Opcode.BRANCH_EQ_IMM, 77, code.param(1));
    code.branch(Opcode.BRANCH_EQ_IMM, 78, middle, near, code.param(1));
    final int thunk = program.add(code.function).addThunk(0, 2, 1);
    assertThat(program.run(thunk, 1, 5)).containsExactly(0x12_3456 + 40_000);
    assertThat(program.run(thunk, 0, 5)).containsExactly(5);
    assertThat(program.run(thunk, 0, 78)).containsExactly(0x12_3456 + 40_000);
    assertThat(program.trap(thunk, 0, 77).kind()).isEqualTo(TrapKind.UNREACHABLE);
    assertThat(program.linked().program().blob().code().length).isGreaterThan(300_000);
  }

  @Test
  void wrongOperandsAreABugOfTheCompiler() throws Exception {
    final TestProgram program = newProgram(1);
    final MachineCode code = new MachineCode(0, "wrong", 1);
    code.ret(code.op(Opcode.ADD_64, 0, code.param(0)));
    assertThatThrownBy(() -> program.add(code.function, new SlotPerValueAllocator()))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining("add_64 needs 3 operands");
    final MachineCode wide = new MachineCode(0, "wide", 1);
    wide.ret(wide.op(Opcode.ADD_IMM_64, 1L << 40, wide.param(0)));
    assertThatThrownBy(() -> program.add(wide.function, new SlotPerValueAllocator()))
        .isInstanceOf(CompilerBug.class);
    final MachineCode missing = new MachineCode(0, "missing", 0);
    missing.call(5, 0);
    missing.ret();
    program.add(missing.function);
    assertThatThrownBy(program::link)
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining("function 5");
  }

  @Test
  void theSameInputGivesTheSameProgram() throws Exception {
    final TestProgram one = checked(PadSharing.PER_KIND);
    final TestProgram two = checked(PadSharing.PER_KIND);
    assertThat(one.link().program()).isEqualTo(two.link().program());
    assertThat(one.linked().codeMap()).isEqualTo(two.linked().codeMap());
  }

  @Test
  void anotherProfileChangesNothingButNumbers() throws Exception {
    final LinkedProgram old = checked(PadSharing.PER_CHECK).link();
    final LinkedProgram now = checked(PadSharing.PER_CHECK, Profile.GP_0_8_0).link();
    assertThat(now.codeMap()).isEqualTo(old.codeMap());
    assertThat(now.program().blob().bitmask()).isEqualTo(old.program().blob().bitmask());
    for (int pc = 0; pc < old.program().blob().code().length; pc++) {
      assertThat(now.program().blob().reader(Profile.GP_0_8_0).read(pc))
          .isEqualTo(old.program().blob().reader(Profile.GP_0_7_2).read(pc));
    }
  }

  @Test
  void pcZeroJumpsToTheEntryInFiveBytesAndPcFiveTraps() throws Exception {
    final TestProgram program = checked(PadSharing.PER_CHECK);
    final LinkedProgram linked = program.link();
    final byte[] code = linked.program().blob().code();
    assertThat(code[0] & 0xFF).isEqualTo(Opcode.JUMP.code(Profile.GP_0_7_2));
    assertThat(linked.program().blob().reader(Profile.GP_0_7_2).next(0)).isEqualTo(5);
    assertThat(linked.program().blob().reader(Profile.GP_0_7_2).read(0).offset())
        .isEqualTo(linked.starts().get(1));
    assertThat(code[5]).isZero();
    assertThat(linked.starts().get(0)).isEqualTo(6);
  }
}
