package parallax.oracle.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.oracle.SmallModules;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.BigStack;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.isa.Profile;

/** Modules on the peer: state is kept from call to call, traps and host calls are what they are. */
final class PeerEngineTest {
  private static final long FUEL = 100_000;

  @Test
  void calls_traps_globals_memory_and_host_calls_agree_with_the_reference() throws IOException {
    final PeerEngine engine =
        new PeerEngine(CompilerOptions.DEFAULT, PresentPeer.load("modules on the peer"));
    final List<Verdict> verdicts =
        BigStack.call(
            () -> {
              final Differential run =
                  Differential.start(
                      SmallModules.stateful(), List.of(engine), HostFunctions.MIXING, FUEL);
              return List.of(
                  run.instantiation(),
                  run.call("work", List.of(WasmValue.i32(70_000)), FUEL),
                  run.call("trap", List.of(WasmValue.i32(65_535)), FUEL),
                  run.call("trap", List.of(WasmValue.i32(65_536)), FUEL),
                  run.call("work", List.of(WasmValue.i32(3)), FUEL));
            });
    assertThat(verdicts.get(0)).isInstanceOf(Verdict.Agree.class);
    assertThat(verdicts.get(1)).isInstanceOf(Verdict.Agree.class);
    assertThat(verdicts.get(2)).isInstanceOf(Verdict.AgreeTrap.class);
    assertThat(verdicts.get(3)).isInstanceOf(Verdict.AgreeTrap.class);
    assertThat(verdicts.get(4)).isInstanceOf(Verdict.Agree.class);
  }

  @Test
  void memory_that_grows_agrees_with_the_reference() throws IOException {
    final ModuleBuilder builder = SmallModules.withMemory(1);
    SmallModules.function(
        builder,
        "grow",
        SmallModules.I32,
        List.of(ValType.I32),
        c -> c.op(WasmOp.LOCAL_GET, 0).op(WasmOp.MEMORY_GROW, 0));
    final PeerEngine engine =
        new PeerEngine(CompilerOptions.DEFAULT, PresentPeer.load("modules on the peer"));
    final List<Verdict> verdicts =
        BigStack.call(
            () -> {
              final Differential run =
                  Differential.start(builder.build(), List.of(engine), HostFunctions.MIXING, FUEL);
              return List.of(
                  run.instantiation(),
                  run.call("grow", List.of(WasmValue.i32(1)), FUEL),
                  run.call("grow", List.of(WasmValue.i32(5)), FUEL),
                  run.call("grow", List.of(WasmValue.i32(1)), FUEL));
            });
    assertThat(verdicts).allSatisfy(each -> assertThat(each).isInstanceOf(Verdict.Agree.class));
  }

  @Test
  void the_peer_is_for_one_profile() throws IOException {
    final Peer peer = PresentPeer.load("modules on the peer");
    final CompilerOptions options = CompilerOptions.DEFAULT.withProfile(Profile.GP_0_8_0);
    assertThatThrownBy(() -> new PeerEngine(options, peer))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
