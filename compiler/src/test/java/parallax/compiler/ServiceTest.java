package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.EntryPoints.Service;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.sourcemap.CodeMap.TrapEntry;
import parallax.pvm.host.HostCalls;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.machine.ArgumentInvocation.Result;
import parallax.pvm.machine.ArgumentInvocation.Status;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.CodeValidator;

/** Programs whose entries take bytes and give bytes. */
final class ServiceTest {
  private static final long GAS = 10_000_000;

  /** Gives its arguments back, with a byte of where they lay in front of them. */
  private static final String ECHO =
      """
      (func $echo (export "echo") (param $at i32) (param $n i32) (result i64)
        (i64.or (i64.extend_i32_u (local.get $at))
          (i64.shl (i64.extend_i32_u (local.get $n)) (i64.const 32))))
      """;

  private static Service service(final String start, final String accumulate) {
    return new Service(
        Optional.ofNullable(start), Optional.ofNullable(accumulate), Optional.empty());
  }

  private static CompiledProgram compile(
      final String fields, final EntryPoints entry, final Profile profile) throws CompileException {
    final CompiledProgram program =
        WasmCompiler.compile(
            List.of(InstanceSpec.of(Wat.parse("(module " + fields + ")"))),
            CompilerOptions.DEFAULT.withEntry(entry).withProfile(profile));
    assertThat(CodeValidator.firstProblem(program.program().blob(), profile)).isEmpty();
    return program;
  }

  private static Result run(final CompiledProgram program, final int pc, final byte[] arguments) {
    return new ArgumentInvocation(Interpreter::of, program.profile())
        .invoke(program.program(), pc, arguments, GAS, HostCalls.basic(program.profile()));
  }

  private static byte[] bytes(final int length) {
    final byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + 1);
    }
    return bytes;
  }

  private static void traps(
      final String fields, final EntryPoints entry, final int length, final TrapKind kind)
      throws CompileException {
    for (final Profile profile : Profile.values()) {
      final CompiledProgram program = compile(fields, entry, profile);
      final Result result = run(program, 0, bytes(length));
      assertThat(result.status()).isEqualTo(Status.PANIC);
      assertThat(
              program
                  .codeMap()
                  .trapAt(result.reason().map(ExitReason::pc).orElseThrow())
                  .map(TrapEntry::kind))
          .contains(kind);
    }
  }

  private static void echoes(final String fields, final EntryPoints entry, final int... lengths)
      throws CompileException {
    for (final Profile profile : Profile.values()) {
      final CompiledProgram program = compile(fields + ECHO, entry, profile);
      for (final int length : lengths) {
        final Result result = run(program, 0, bytes(length));
        assertThat(result.status()).as("%s, %d bytes", profile, length).isEqualTo(Status.HALT);
        assertThat(result.output()).isEqualTo(bytes(length));
      }
    }
  }

  @Test
  void without_an_allocator_memory_grows_for_the_arguments() throws CompileException {
    echoes("(memory 1)", service("echo", null), 0, 1, 7, 8, 9, 65_535, 65_536, 65_537, 200_000);
  }

  @Test
  void a_memory_that_cannot_grow_enough_has_no_room() throws CompileException {
    traps("(memory 1 2)" + ECHO, service("echo", null), 65_537, TrapKind.NO_ROOM_FOR_ARGUMENTS);
    echoes("(memory 1 2)", service("echo", null), 65_536);
    echoes("(memory 1 1)", service("echo", null), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(func (export \"__new\") (param i32 i32) (result i32)"
            + " (if (local.get 1) (then unreachable)) (i32.const 100))",
        "(func (export \"malloc\") (param i32) (result i32) (i32.const 100))",
        "(func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32)"
            + " (if (i32.or (local.get 0) (local.get 1)) (then unreachable))"
            + " (if (i32.ne (local.get 2) (i32.const 8)) (then unreachable)) (i32.const 100))",
        "(func (export \"malloc\") (param i32) (result i32) (unreachable))"
            + "(func (export \"__new\") (param i32 i32) (result i32) (i32.const 100))"
      })
  void the_exported_allocator_is_asked(final String allocator) throws CompileException {
    echoes("(memory 1 1)" + allocator, service("echo", null), 0, 5, 64, 65_436);
  }

  @Test
  void a_reactor_is_initialised_before_its_allocator_is_asked() throws CompileException {
    echoes(
        "(memory 1 1) (global $room (mut i32) (i32.const -1))"
            + "(func (export \"_initialize\") (global.set $room (i32.const 16)))"
            + "(func (export \"malloc\") (param i32) (result i32) (global.get $room))",
        service("echo", null),
        11);
    traps(
        "(memory 1) (func (export \"_initialize\") (unreachable))" + ECHO,
        service("echo", null),
        1,
        TrapKind.UNREACHABLE);
    echoes(
        "(memory 1) (func (export \"_initialize\") (param i32) (unreachable))",
        service("echo", null),
        1);
  }

  @Test
  void another_allocator_can_be_named() throws CompileException {
    final EntryPoints named =
        new Service(Optional.of("echo"), Optional.empty(), Optional.of("room"));
    echoes(
        "(memory 1 1) (func (export \"malloc\") (param i32) (result i32) (unreachable))"
            + "(func (export \"room\") (param i32) (result i32) (i32.const 8))",
        named,
        11);
  }

  @ParameterizedTest
  @CsvSource({"65530,7", "65537,0", "-1,1", "-8,8", "0x7fffffff,3"})
  void room_outside_of_memory_is_refused(final String room, final int length)
      throws CompileException {
    traps(
        "(memory 1 1) (func (export \"malloc\") (param i32) (result i32) (i32.const "
            + room
            + "))"
            + ECHO,
        service("echo", null),
        length,
        TrapKind.NO_ROOM_FOR_ARGUMENTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x0000000100010000", "0x0001000100000000", "0xffffffff00000001", "-1"})
  void a_result_outside_of_memory_is_refused(final String result) throws CompileException {
    traps(
        "(memory 1 1) (func (export \"f\") (param i32 i32) (result i64) (i64.const "
            + result
            + "))",
        service("f", null),
        0,
        TrapKind.BAD_RESULT);
  }

  @Test
  void the_result_may_be_all_of_memory_or_nothing_at_its_end() throws CompileException {
    for (final String value : List.of("0x0001000000000000", "0x0000000000010000")) {
      final CompiledProgram program =
          compile(
              "(memory 1 1) (func (export \"f\") (param i32 i32) (result i64) (i64.const "
                  + value
                  + "))",
              service("f", null),
              Profile.GP_0_7_2);
      final Result result = run(program, 0, new byte[0]);
      assertThat(result.status()).isEqualTo(Status.HALT);
      assertThat(result.output()).hasSize(value.startsWith("0x0001") ? 65_536 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(result i32)", "(result i64)"})
  void the_result_may_be_said_by_globals(final String results) throws CompileException {
    final String value =
        results.isEmpty() ? "" : "(" + results.substring(8, 11) + ".const 123456789)";
    final CompiledProgram program =
        compile(
            "(memory 1) (global $p (export \"result_ptr\") (mut i32) (i32.const 0))"
                + "(global $n (export \"result_len\") (mut i32) (i32.const 0))"
                + "(func (export \"main\") (param i32 i32) "
                + results
                + " (global.set $p (local.get 0))"
                + " (global.set $n (i32.sub (local.get 1) (i32.const 1))) "
                + value
                + ")",
            service("main", null),
            Profile.GP_0_7_2);
    assertThat(run(program, 0, bytes(10)).output()).isEqualTo(bytes(9));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void refine_begins_at_0_and_accumulate_at_5_and_what_is_absent_traps(final Profile profile)
      throws CompileException {
    final String two =
        "(memory 1) "
            + ECHO
            + "(func (export \"none\") (param i32 i32) (result i64) (i64.const 0))";
    final CompiledProgram both = compile(two, service("echo", "none"), profile);
    assertThat(run(both, 0, bytes(3)).output()).isEqualTo(bytes(3));
    assertThat(run(both, 5, bytes(3)).status()).isEqualTo(Status.HALT);
    assertThat(run(both, 5, bytes(3)).output()).isEmpty();
    final CompiledProgram refine = compile(two, service("echo", null), profile);
    assertThat(run(refine, 0, bytes(3)).output()).isEqualTo(bytes(3));
    assertThat(run(refine, 5, bytes(3)).status()).isEqualTo(Status.PANIC);
    final CompiledProgram accumulate = compile(two, service(null, "echo"), profile);
    assertThat(run(accumulate, 0, bytes(3)).status()).isEqualTo(Status.PANIC);
    assertThat(run(accumulate, 5, bytes(3)).output()).isEqualTo(bytes(3));
  }

  @Test
  void the_module_is_initialised_before_its_arguments_are_there() throws CompileException {
    final CompiledProgram program =
        compile(
            "(memory 1 3) (global $g (mut i32) (i32.const 0)) (start $s)"
                + "(func $s (global.set $g (memory.grow (i32.const 1))))"
                + "(func (export \"f\") (param i32 i32) (result i64)"
                + " (i32.store8 (i32.const 0) (i32.add (global.get $g)"
                + " (i32.shr_u (local.get 0) (i32.const 16)))) (i64.const 0x100000000))",
            service("f", null),
            Profile.GP_0_8_0);
    assertThat(run(program, 0, bytes(1)).output()).containsExactly(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(memory 1)|no exported function is called f",
        "(func (export \"f\"))|a service needs a memory for its arguments",
        "(memory 1) (func (export \"f\"))|f is a () -> (); a service is a (i32, i32) -> (i64), or",
        "(memory 1) (func (export \"malloc\")) (func (export \"f\") (param i32 i32) (result i64)"
            + " (i64.const 0))|the allocator is a () -> (); it takes size, or"
      })
  void what_cannot_be_a_service_is_named(final String fields, final String message) {
    assertThatThrownBy(() -> compile(fields, service("f", null), Profile.GP_0_7_2))
        .isInstanceOfSatisfying(
            CompileException.class, e -> assertThat(e.text()).startsWith(message));
  }

  @Test
  void metadata_says_name_and_version_in_front_of_the_program()
      throws CompileException, BlobException {
    final CompiledProgram program =
        WasmCompiler.compile(
            List.of(InstanceSpec.of(Wat.parse("(module (memory 1)" + ECHO + ")"))),
            CompilerOptions.DEFAULT
                .withEntry(service("echo", null))
                .withMetadata(new ProgramMetadata("echo", "1.2")));
    final byte[] metadata =
        BlobReader.readStandardWithMetadata(program.toBytes()).metadata().orElseThrow();
    assertThat(metadata).isEqualTo("\0\4echo\0031.2\0\0".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(program.toBytes()[0]).isEqualTo((byte) metadata.length);
  }
}
