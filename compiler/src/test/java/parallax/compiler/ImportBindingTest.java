package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.compiler.abi.ImportsFormatException;
import parallax.compiler.abi.ImportsReader;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;

/** What imported functions are that no instance provides. */
final class ImportBindingTest {
  private static final Rungs.Host NO_HOST =
      (name, args) -> {
        throw new AssertionError("host call " + name);
      };

  private static CompilerOptions bound(final String imports) {
    try {
      return CompilerOptions.DEFAULT.withImports(ImportsReader.read(imports));
    } catch (final ImportsFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static CompilerOptions strict(final String imports) {
    final CompilerOptions options = bound(imports);
    return options.withImports(options.imports().strict());
  }

  private static CompileException refused(final String wat, final CompilerOptions options) {
    final CompileException[] caught = new CompileException[1];
    assertThatThrownBy(
            () -> WasmCompiler.compile(List.of(InstanceSpec.of(Wat.parse(wat))), options))
        .isInstanceOfSatisfying(CompileException.class, e -> caught[0] = e);
    return caught[0];
  }

  private static List<HostCall> manifest(final String wat, final CompilerOptions options)
      throws CompileException {
    return WasmCompiler.compile(List.of(InstanceSpec.of(Wat.parse(wat))), options)
        .hostCalls()
        .calls();
  }

  private static final String CALLER =
      """
      (module
        (import "env" "f" (func $f (param i32) (result i32 i64)))
        (import "env" "g" (func $g (result externref)))
        (table funcref (elem $f))
        (func (export "direct") (result i32 i64) (call $f (i32.const 1)))
        (func (export "null") (result i32) (ref.is_null (call $g)))
        (func (export "indirect") (result i32 i64)
          (call_indirect (param i32) (result i32 i64) (i32.const 1) (i32.const 0))))
      """;

  @Test
  void trap_traps_with_a_kind_of_its_own() throws CompileException {
    final Rungs rungs = Rungs.of(CALLER, bound("env.f = trap\nenv.g = nop"), NO_HOST);
    assertThat(rungs.call("direct")).isEqualTo("call of an import that is bound to a trap");
    assertThat(rungs.call("indirect")).isEqualTo("call of an import that is bound to a trap");
  }

  @Test
  void nop_returns_zeros_and_null() throws CompileException {
    final Rungs rungs = Rungs.of(CALLER, bound("env.* = nop"), NO_HOST);
    assertThat(rungs.call("direct")).isEqualTo("0 0");
    assertThat(rungs.call("indirect")).isEqualTo("0 0");
    assertThat(rungs.call("null")).isEqualTo("1");
  }

  @Test
  void const_returns_its_number_in_every_result() throws CompileException {
    final Rungs rungs = Rungs.of(CALLER, bound("env.f = const -3\nenv.g = nop"), NO_HOST);
    assertThat(rungs.call("direct")).isEqualTo("-3 -3");
    assertThat(rungs.call("indirect")).isEqualTo("-3 -3");
  }

  @Test
  void const_must_be_a_result_of_the_type() {
    assertThat(refused(CALLER, bound("env.f = const 0x100000000")).text())
        .isEqualTo(
            "import \"env\" \"f\" (func (param i32) (result i32 i64)): const 4294967296 is no"
                + " result of its type");
    assertThat(refused(CALLER, bound("env.g = const 0")).text()).contains("no result of its type");
  }

  @Test
  void ecalli_gives_the_number_and_the_rest_gets_numbers_that_are_free() throws CompileException {
    final String wat =
        "(module (import \"a\" \"x\" (func)) (import \"a\" \"y\" (func (param i64)))"
            + " (import \"a\" \"z\" (func)))";
    assertThat(manifest(wat, bound("a.y = ecalli 1024")))
        .containsExactly(
            new HostCall(1_025, "a", "x", List.of(), List.of()),
            new HostCall(1_024, "a", "y", List.of("i64"), List.of()),
            new HostCall(1_026, "a", "z", List.of(), List.of()));
  }

  @Test
  void one_number_is_one_function_of_the_host() throws CompileException {
    final String twice =
        "(module (import \"a\" \"x\" (func)) (import \"a\" \"x\" (func)) (import \"a\" \"y\""
            + " (func)))";
    assertThat(manifest(twice, bound("a.x = ecalli 5\na.y = nop"))).hasSize(1);
    assertThat(refused(twice, bound("a.* = ecalli 5")).text())
        .isEqualTo("host call 5 cannot be both a.x[] -> [] and a.y[] -> []");
  }

  @Test
  void wasi_is_the_function_of_that_name_in_wasi() throws CompileException {
    final String wat =
        "(module (import \"env\" \"sched_yield\" (func (result i32)))"
            + " (import \"wasi_snapshot_preview1\" \"proc_exit\" (func (param i32))))";
    assertThat(manifest(wat, strict("env.sched_yield = wasi\n")))
        .extracting(call -> call.module() + "." + call.name())
        .containsExactly("wasi_snapshot_preview1.sched_yield", "wasi_snapshot_preview1.proc_exit");
  }

  @Test
  void an_import_without_a_binding_is_named_with_its_type_and_what_would_bind_it() {
    final CompileException e = refused(CALLER, strict("env.g = nop"));
    assertThat(e.stage()).isEqualTo("link");
    assertThat(e.offset()).isPositive();
    assertThat(e.text())
        .isEqualTo(
            "import \"env\" \"f\" (func (param i32) (result i32 i64)): nothing is bound to it; a"
                + " line \"env.f = trap | nop | const N | ecalli N | wasi\" of the imports file"
                + " would, or an adapter that exports f");
  }

  @Test
  void the_rule_for_everything_is_not_for_imports_with_a_meaning() throws CompileException {
    final String wat =
        "(module (import \"jam\" \"gas\" (func (result i64))) (import \"b\" \"c\" (func)))";
    assertThat(manifest(wat, bound("* = trap")))
        .containsExactly(new HostCall(0, "jam", "gas", List.of(), List.of("i64")));
    assertThat(manifest(wat, bound("* = trap\njam.* = nop"))).isEmpty();
  }

  // Calls by number.

  private static final String BY_NUMBER =
      """
      (module
        (import "pvm" "host_call_2" (func $two (param i32 i64 i64) (result i64)))
        (import "pvm" "host_call_0_r8" (func $pair (param i32) (result i64 i64)))
        (func (export "two") (param i64) (result i64)
          (call $two (i32.const 77) (local.get 0) (i64.const -1)))
        (func (export "again") (result i64)
          (call $two (i32.const 77) (i64.const 5) (i64.const 6)))
        (func (export "pair") (result i64 i64) (call $pair (i32.const 78))))
      """;

  @Test
  void a_host_call_by_number_passes_registers_and_gives_one_or_two() throws CompileException {
    final List<String> calls = new ArrayList<>();
    final Rungs rungs =
        Rungs.of(
            BY_NUMBER,
            strict(""),
            (name, args) -> {
              calls.add(name + List.of(args.length));
              return args.length == 0 ? new long[] {8, 9} : new long[] {args[0] - args[1]};
            });
    assertThat(rungs.call("two", 41)).isEqualTo("42");
    assertThat(rungs.call("again")).isEqualTo("-1");
    assertThat(rungs.call("pair")).isEqualTo("8 9");
    assertThat(calls).contains("host_call_2(77)[2]", "host_call_0_r8(78)[0]");
    assertThat(rungs.compiled().program().hostCalls().calls())
        .containsExactly(
            new HostCall(77, "pvm", "host_call_2(77)", List.of("i64", "i64"), List.of("i64")),
            new HostCall(78, "pvm", "host_call_0_r8(78)", List.of(), List.of("i64", "i64")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(func $h (param i32) (result i64))|(call $h (local.get 0))|frontend: function 1: offset"
            + " 0x3f: the number of host_call_0 is no constant of the code just before it",
        "(func $h (param i32) (result i64))|(call $h (i32.const -1))|frontend: function 1: offset"
            + " 0x3f: host call -1 does not exist"
      })
  void the_number_is_a_constant(final String type, final String call, final String message) {
    final String wat =
        "(module (import \"pvm\" \"host_call_0\" "
            + type
            + ") (func (export \"f\") (param i32) (result i64) "
            + call
            + "))";
    assertThat(refused(wat, strict("")).getMessage().replaceAll("0x[0-9a-f]+", "0x3f"))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pvm|host_call_7|(func)|there are host_call_0 to host_call_6",
        "pvm|host_call_1|(func (param i32) (result i64))|it is a (func (param i32 i64) (result i64))",
        "pvm|pvm_ptr|(func (param i32) (result i64))|it is a (func (param i32 i32) (result i64))",
        "pvm|pvm_ptr|(func (param i32 i32) (result i64))|its addresses need a memory",
        "jam|grow_heap|(func)|this profile's are assign, bless,",
        "jam|read|(func)|it is a (func (param i64 i32 i64 i32 i64 i64) (result i64)) or takes i32"
            + " numbers",
        "jam|read|(func (param i64 i32 i64 i32 i64 i64) (result i64))|its addresses need a memory"
      })
  void imports_with_a_meaning_have_a_type(
      final String module, final String name, final String type, final String reason) {
    assertThat(
            refused("(module (import \"" + module + "\" \"" + name + "\" " + type + "))", bound(""))
                .text())
        .startsWith("import \"" + module + "\" \"" + name + "\" " + type + ": " + reason);
  }

  @Test
  void nothing_may_refer_to_a_host_call_by_number() {
    final String wat =
        "(module (import \"pvm\" \"host_call_0\" (func $h (param i32) (result i64)))"
            + " (export \"h\" (func $h)))";
    assertThat(refused(wat, bound("")).text())
        .isEqualTo("host_call_0 can only be called: nothing may refer to it or export it");
  }

  // Addresses.

  @Test
  void pvm_ptr_is_the_machine_address_of_a_range_in_memory() throws CompileException {
    final Rungs rungs =
        Rungs.of(
            """
            (module
              (import "pvm" "pvm_ptr" (func $ptr (param i32 i32) (result i64)))
              (memory 1 2)
              (func (export "ptr") (param i32 i32) (result i64)
                (call $ptr (local.get 0) (local.get 1)))
              (func (export "grow") (result i32) (memory.grow (i32.const 1))))
            """,
            strict(""),
            NO_HOST);
    final long base = rungs.compiled().program().layout().memories().get(0).base();
    final String outside = "out of bounds memory access";
    assertThat(rungs.call("ptr", 5, 10)).isEqualTo(Long.toString(base + 5));
    assertThat(rungs.call("ptr", 65_536, 0)).isEqualTo(Long.toString(base + 65_536));
    assertThat(rungs.call("ptr", 65_537, 0)).isEqualTo(outside);
    assertThat(rungs.call("ptr", 0, 65_537)).isEqualTo(outside);
    assertThat(rungs.call("ptr", -1, 2)).isEqualTo(outside);
    assertThat(rungs.call("ptr", 1, -1)).isEqualTo(outside);
    assertThat(rungs.call("grow")).isEqualTo("1");
    assertThat(rungs.call("ptr", 65_537, 65_535)).isEqualTo(Long.toString(base + 65_537));
  }

  private static final String READER =
      """
      (module
        (import "jam" "read" (func $read (param i64 i32 i32 i32 i64 i32) (result i64)))
        (import "jam" "bless" (func $bless (param i64 i32 i64 i64 i32 i64) (result i64)))
        (import "jam" "query" (func $query (param i32 i64) (result i64 i64)))
        (memory 1)
        (func (export "read") (param i32 i32 i32 i32) (result i64)
          (call $read (i64.const -1) (local.get 0) (local.get 1) (local.get 2) (i64.const 7)
            (local.get 3)))
        (func (export "bless") (param i32 i64) (result i64)
          (call $bless (i64.const 0) (i32.const 0) (i64.const 0) (i64.const 0) (local.get 0)
            (local.get 1)))
        (func (export "query") (param i32) (result i64 i64)
          (call $query (local.get 0) (i64.const 3))))
      """;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void host_functions_of_the_gray_paper_are_known_by_name(final Profile profile)
      throws CompileException {
    assertThat(manifest(READER, strict("").withProfile(profile)))
        .extracting(HostCall::index)
        .containsExactly(
            HostCallNumber.READ.number(profile),
            HostCallNumber.BLESS.number(profile),
            HostCallNumber.QUERY.number(profile));
  }

  @Test
  void their_addresses_are_checked_and_become_machine_addresses() throws CompileException {
    final List<List<Long>> calls = new ArrayList<>();
    final Rungs rungs =
        Rungs.of(
            READER,
            strict(""),
            (name, args) -> {
              final List<Long> call = new ArrayList<>();
              for (final long arg : args) {
                call.add(arg);
              }
              calls.add(call);
              return name.equals("query") ? new long[] {1, 2} : new long[] {40};
            });
    final long base = rungs.compiled().program().layout().memories().get(0).base();
    final String outside = "out of bounds memory access";
    assertThat(rungs.call("read", 16, 4, 32, 100)).isEqualTo("40");
    assertThat(calls).hasSize(3).containsOnly(List.of(-1L, base + 16, 4L, base + 32, 7L, 100L));
    assertThat(rungs.call("read", 65_533, 4, 32, 100)).isEqualTo(outside);
    assertThat(rungs.call("read", 16, 4, 32, -1)).isEqualTo(outside);
    assertThat(rungs.call("read", 16, 4, 65_536, 0)).isEqualTo("40");
    assertThat(rungs.call("bless", 65_536 - 24, 2)).isEqualTo("40");
    assertThat(rungs.call("bless", 65_536 - 23, 2)).isEqualTo(outside);
    assertThat(rungs.call("bless", 0, 1L << 62)).isEqualTo(outside);
    assertThat(rungs.call("query", 65_536 - 32)).isEqualTo("1 2");
    assertThat(rungs.call("query", 65_536 - 31)).isEqualTo(outside);
  }
}
