package parallax.compiler.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.compiler.abi.ImportBindings.Rule;

/** The text of import bindings. */
final class ImportsReaderTest {
  @Test
  void every_kind_of_binding_has_a_line() throws ImportsFormatException {
    final ImportBindings bindings =
        ImportsReader.read(
            """
            # what this service's imports are
            env.abort = trap
            env.console.log=nop     # the name has a dot
              env.version = const -7
            env.wide = const 0xffffffffffffffff
            env.read = ecalli 3
            env.other = ecalli

            env.fd_write = wasi
            env.* = nop
            * = trap
            """);
    assertThat(bindings.rules())
        .containsExactly(
            new Rule("env", "abort", new ImportBinding.Trap()),
            new Rule("env", "console.log", new ImportBinding.Nop()),
            new Rule("env", "version", new ImportBinding.Const(-7)),
            new Rule("env", "wide", new ImportBinding.Const(-1)),
            new Rule("env", "read", new ImportBinding.HostCall(OptionalInt.of(3))),
            new Rule("env", "other", new ImportBinding.HostCall(OptionalInt.empty())),
            new Rule("env", "fd_write", new ImportBinding.Wasi()),
            new Rule("env", "*", new ImportBinding.Nop()),
            new Rule("*", "*", new ImportBinding.Trap()));
  }

  @Test
  void names_with_signs_are_quoted() throws ImportsFormatException {
    assertThat(ImportsReader.read("\"a.b = #\".\"say \\\"\\\\\" = nop\r\nq.\"\" = trap").rules())
        .containsExactly(
            new Rule("a.b = #", "say \"\\", new ImportBinding.Nop()),
            new Rule("q", "", new ImportBinding.Trap()));
  }

  @Test
  void the_most_exact_rule_counts_and_the_last_is_for_the_rest() throws ImportsFormatException {
    final ImportBindings bindings = ImportsReader.read("* = trap\na.* = nop\na.b = const 1");
    assertThat(bindings.of("a", "b")).contains(new ImportBinding.Const(1));
    assertThat(bindings.of("a", "c")).contains(new ImportBinding.Nop());
    assertThat(bindings.of("b", "b")).isEmpty();
    assertThat(bindings.otherwise()).contains(new ImportBinding.Trap());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env|line 1: a dot between module and name is missing",
        "env.f nop|line 1: = behind the import is missing",
        "env.f =|line 1: a binding is trap, nop, const N, ecalli N or wasi, not nothing",
        "env.f = call 3|line 1: a binding is trap, nop, const N, ecalli N or wasi, not call",
        "env.f = const|line 1: not a number: nothing",
        "env.f = const 1x|line 1: not a number: 1x",
        "env.f = const 18446744073709551616|line 1: not a number: 18446744073709551616",
        "env.f = ecalli -1|line 1: a host call has a number from 0 to 2147483647, not -1",
        "env.f = nop nop|line 1: not expected: nop",
        ".f = nop|line 1: the name of a module is missing",
        "env. = nop|line 1: the name of an import is missing",
        "*.f = nop|line 1: * stands for all modules and then for all names: *.f",
        "\"env.f = nop|line 1: a quote is not closed"
      })
  void what_cannot_be_read_is_named_with_its_line(final String text, final String message) {
    assertThatThrownBy(() -> ImportsReader.read(text))
        .isInstanceOf(ImportsFormatException.class)
        .hasMessage(message);
  }

  @Test
  void an_import_has_one_line() {
    assertThatThrownBy(() -> ImportsReader.read("a.b = nop\n\na.b = trap"))
        .isInstanceOfSatisfying(
            ImportsFormatException.class, e -> assertThat(e.line()).isEqualTo(3))
        .hasMessage("line 3: a.b is bound in line 1 already");
  }
}
