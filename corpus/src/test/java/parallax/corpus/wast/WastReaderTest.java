package parallax.corpus.wast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.corpus.wast.ScriptModule.Form;
import parallax.corpus.wat.WatException;

final class WastReaderTest {
  private static final byte[] EMPTY = {0, 'a', 's', 'm', 1, 0, 0, 0};

  private static WastCommand only(final String script) throws WastException {
    final List<WastCommand> commands = WastReader.read(script);
    assertThat(commands).hasSize(1);
    return commands.get(0);
  }

  private static ScriptModule module(final String script) throws WastException {
    return only(script).module().orElseThrow();
  }

  @Test
  void a_module_in_place_is_its_own_text() throws WastException, WatException {
    final ScriptModule module = module(";; first\n(module $m (memory 1)) ;; last");
    assertThat(module.form()).isEqualTo(Form.TEXT);
    assertThat(module.name()).contains("$m");
    assertThat(module.text()).isEqualTo("(module $m (memory 1))");
    assertThat(module.wasm()).startsWith(EMPTY);
  }

  @Test
  void strings_of_a_binary_module_are_joined() throws WastException, WatException {
    final ScriptModule module = module("(module $m binary \"\\00asm\" \"\\01\\00\\00\\00\")");
    assertThat(module.form()).isEqualTo(Form.BINARY);
    assertThat(module.name()).contains("$m");
    assertThat(module.wasm()).isEqualTo(EMPTY);
  }

  @Test
  void a_quoted_module_may_leave_out_the_module_around_its_fields() throws WastException {
    assertThat(module("(module quote \"(module\" \" (func))\")").text())
        .isEqualTo("(module (func))");
    assertThat(module("(module quote \"(; (module) ;) (func)\" \"(memory 1)\")").text())
        .isEqualTo("(module (; (module) ;) (func)(memory 1)\n)");
    assertThat(module("(module quote)").text()).isEqualTo("(module \n)");
    assertThat(module("(module quote \"(func\")").text()).isEqualTo("(func");
  }

  @Test
  void a_definition_is_a_module_without_an_instance() throws WastException, WatException {
    final ScriptModule text = module("(module definition $m (func))");
    assertThat(text.definition()).isTrue();
    assertThat(text.name()).contains("$m");
    assertThat(text.text()).isEqualTo("(module  $m (func))");
    final ScriptModule binary = module("(module definition binary \"\\00asm\\01\\00\\00\\00\")");
    assertThat(binary.definition()).isTrue();
    assertThat(binary.wasm()).isEqualTo(EMPTY);
    assertThat(module("(module (func))").definition()).isFalse();
  }

  @Test
  void an_instance_is_a_command_of_its_own() throws WastException {
    final WastCommand command = only("(module instance $i $m)");
    assertThat(command.keyword()).isEqualTo("instance");
    assertThat(command.module()).isEmpty();
    assertThat(command.operands())
        .extracting(item -> ((SExpression.Atom) item).text())
        .containsExactly("$i", "$m");
  }

  @Test
  void an_assertion_has_a_module_or_an_action_and_a_text() throws WastException {
    final WastCommand invalid =
        only("(assert_invalid\n (module (func (result i32)))\n \"type mismatch\")");
    assertThat(invalid.keyword()).isEqualTo("assert_invalid");
    assertThat(invalid.module().orElseThrow().text()).isEqualTo("(module (func (result i32)))");
    assertThat(invalid.expectedText()).isEqualTo("type mismatch");
    final WastCommand trap = only("(assert_trap (invoke $m \"f\" (i32.const 1)) \"unreachable\")");
    assertThat(trap.module()).isEmpty();
    assertThat(trap.operands()).hasSize(2);
    assertThat(trap.expectedText()).isEqualTo("unreachable");
    assertThat(only("(invoke \"f\" (i32.const 1))").expectedText()).isEmpty();
  }

  @Test
  void fields_alone_are_one_module() throws WastException {
    final WastCommand command = only(";; inline\n(func) (memory 1)");
    assertThat(command.keyword()).isEqualTo("module");
    assertThat(command.line()).isEqualTo(2);
    assertThat(command.module().orElseThrow().text()).contains("(func) (memory 1)");
  }

  @Test
  void annotations_may_stand_before_the_keyword() throws WastException {
    assertThat(module("((@a) module (@b \")\") (func))").text())
        .isEqualTo("((@a) module (@b \")\") (func))");
  }

  @Test
  void anything_but_a_command_is_an_error() {
    assertThatThrownBy(() -> WastReader.read("\nmodule")).hasMessage("line 2: not a command");
    assertThatThrownBy(() -> WastReader.read("(\"module\")")).hasMessage("line 1: not a command");
    assertThatThrownBy(() -> WastReader.read("(module binary (func))"))
        .hasMessage("line 1: string expected");
  }
}
