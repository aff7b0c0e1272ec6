package parallax.oracle.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.pvm.host.tape.RecordedCall;
import parallax.pvm.host.tape.RecordedCall.MemoryWrite;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.HostFunction.Action;

/** Tapes as text. */
final class TapeFileTest {
  private static final TapeFile TAPE =
      new TapeFile(
          Profile.GP_0_8_0,
          List.of(
              new RecordedCall(
                  4,
                  List.of(-1L, 0x20000L),
                  List.of(5L, -2L),
                  10,
                  List.of(new MemoryWrite(0x20010, "00ff")),
                  Action.CONTINUE),
              new RecordedCall(2_000, List.of(), List.of(), 0, List.of(), Action.PANIC)));

  @Test
  void a_tape_reads_as_it_was_written() throws TapeFormatException {
    final String text = TAPE.write();
    assertThat(text)
        .isEqualTo(
            """
            {"profile": "gp-0.8.0", "calls": [
              {"index":4,"name":"read","arguments":["0xffffffffffffffff","0x20000"],\
            "results":["0x5","0xfffffffffffffffe"],"gas":10,"action":"continue",\
            "writes":[{"address":"0x20010","bytes":"00ff"}]},
              {"index":2000,"arguments":[],"results":[],"gas":0,"action":"panic","writes":[]}
            ]}
            """);
    assertThat(TapeFile.read(text)).isEqualTo(TAPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{|no JSON",
        "[]|no profile: \"\"",
        "{\"profile\":\"gp-1\"}|no profile: \"gp-1\"",
        "{\"profile\":\"gp-0.7.2\"}|no list of calls",
        "{\"profile\":\"gp-0.7.2\",\"calls\":[{}]}|call 0: index is no number",
        "{\"profile\":\"gp-0.7.2\",\"calls\":[{\"index\":1}]}|call 0: no list of arguments",
        "{\"profile\":\"gp-0.7.2\",\"calls\":[{\"index\":1,\"arguments\":[\"7\"]}]}|call 0: \"7\" is"
            + " not hexadecimal",
        "{\"profile\":\"gp-0.7.2\",\"calls\":[{\"index\":1,\"arguments\":[],\"results\":[],\"gas\":1,"
            + "\"writes\":[],\"action\":\"go\"}]}|call 0: no action: \"go\"",
        "{\"profile\":\"gp-0.7.2\",\"calls\":[{\"index\":1,\"arguments\":[],\"results\":[],\"gas\":1,"
            + "\"writes\":[{\"address\":\"0x1\",\"bytes\":\"1\"}]}]}|call 0: \"1\" are no bytes"
      })
  void what_is_no_tape_is_said_with_its_call(final String text, final String message) {
    assertThatThrownBy(() -> TapeFile.read(text))
        .isInstanceOf(TapeFormatException.class)
        .hasMessageStartingWith(message);
  }
}
