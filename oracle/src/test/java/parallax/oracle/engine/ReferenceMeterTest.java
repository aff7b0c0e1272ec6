package parallax.oracle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.wat.WatParser;
import parallax.oracle.host.HostFunctions;

final class ReferenceMeterTest {
  @Test
  void instructions_are_counted_under_the_names_of_the_compilers_table() throws Exception {
    final byte[] wasm =
        WatParser.parse(
            """
            (module
              (func (export "f") (result i32)
                (i32.add
                  (i32.extend8_s (i32.const 200))
                  (i32.add
                    (i32.trunc_sat_f32_s (f32.const 1))
                    (i31.get_s (ref.cast (ref i31) (ref.i31 (i32.const 1))))))))
            """);
    final EngineInstance instance =
        new ChicoryEngine().instantiate(wasm, HostFunctions.ZERO, 1_000);
    instance.call("f", List.of(), 1_000);
    final SortedMap<String, Long> executed = ((ReferenceInstance) instance).executed();
    assertThat(executed)
        .containsEntry(WasmOp.I32_ADD.name(), 2L)
        .containsEntry(WasmOp.I32_EXTEND8_S.name(), 1L)
        .containsEntry(WasmOp.I32_TRUNC_SAT_F32_S.name(), 1L)
        .containsEntry(WasmOp.REF_CAST.name(), 1L);
  }
}
