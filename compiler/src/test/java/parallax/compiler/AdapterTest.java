package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Modules whose exports satisfy imports by name. */
final class AdapterTest {
  private static List<InstanceSpec> adapted(final String main, final String... adapters) {
    return InstanceSpec.withAdapters(
        Wat.parse(main), Arrays.stream(adapters).map(Wat::parse).toList());
  }

  private static LinkedRungs running(final String main, final String... adapters)
      throws CompileException {
    final LinkedRungs rungs = LinkedRungs.of(adapted(main, adapters));
    for (int i = 0; i <= adapters.length; i++) {
      assertThat(rungs.init(i)).isEmpty();
    }
    return rungs;
  }

  @Test
  void functions_memories_tables_and_globals_are_satisfied_whatever_their_module()
      throws CompileException {
    final LinkedRungs rungs =
        running(
            """
            (module
              (import "env" "add" (func $add (param i32 i32) (result i32)))
              (import "sys" "memory" (memory 1))
              (import "js" "table" (table 1 funcref))
              (import "a" "seven" (global $seven i32))
              (func (export "run") (result i32)
                (call $add (global.get $seven)
                  (call_indirect (result i32) (i32.load8_u (i32.const 3))))))
            """,
            """
            (module
              (memory (export "memory") 1)
              (table (export "table") 2 funcref)
              (elem (i32.const 1) $thirty)
              (data (i32.const 3) "\\01")
              (global (export "seven") i32 (i32.const 7))
              (func $thirty (result i32) (i32.const 30))
              (func (export "add") (param i32 i32) (result i32)
                (i32.add (local.get 0) (local.get 1))))
            """);
    assertThat(rungs.call(1, "run")).isEqualTo("37");
  }

  @Test
  void an_adapter_may_import_from_the_module_in_turn() throws CompileException {
    final LinkedRungs rungs =
        running(
            """
            (module
              (import "env" "double" (func $double (param i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "base") (result i32) (i32.load (i32.const 0)))
              (func (export "run") (param i32) (result i32) (call $double (local.get 0)))
              (data (i32.const 0) "\\05"))
            """,
            """
            (module
              (import "main" "base" (func $base (result i32)))
              (import "main" "memory" (memory 1))
              (func (export "double") (param i32) (result i32)
                (i32.store (i32.const 4) (local.get 0))
                (i32.add (call $base) (i32.mul (i32.load (i32.const 4)) (i32.const 2)))))
            """);
    assertThat(rungs.call(1, "run", 10)).isEqualTo("25");
  }

  @Test
  void an_adapter_wraps_a_function_of_one_before_it_and_the_first_serves_the_module()
      throws CompileException {
    final String main =
        "(module (import \"env\" \"f\" (func $f (result i32))) (func (export \"run\") (result i32)"
            + " (call $f)))";
    final String wrapping =
        "(module (import \"x\" \"f\" (func $f (result i32))) (func (export \"f\") (result i32)"
            + " (i32.add (call $f) (i32.const 1))))";
    final String plain = "(module (func (export \"f\") (result i32) (i32.const 40)))";
    assertThat(running(main, plain, wrapping).call(2, "run")).isEqualTo("40");
  }

  @Test
  void what_no_adapter_exports_keeps_its_binding() throws CompileException {
    final CompiledProgram program =
        WasmCompiler.compile(
            adapted(
                "(module (import \"env\" \"f\" (func)) (import \"env\" \"g\" (func)))",
                "(module (import \"env\" \"f\" (func $f)) (func (export \"f\") (call $f))"
                    + " (memory (export \"g\") 1))"),
            CompilerOptions.DEFAULT);
    assertThat(program.hostCalls().calls())
        .extracting(call -> call.name() + "@" + call.index())
        .containsExactly("f@1024", "g@1025");
    assertThat(program.mainInstance()).isEqualTo(1);
  }
}
