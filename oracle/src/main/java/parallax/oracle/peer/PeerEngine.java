package parallax.oracle.peer;

import java.util.Objects;
import parallax.compiler.CompilerOptions;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.pvm.isa.Profile;

/**
 * Compiles and runs on the peer: the same programs through the same thunks as {@link PvmEngine}, a
 * machine of other hands. Memory is kept from call to call.
 */
public final class PeerEngine implements Engine {
  private final PvmEngine engine;

  /**
   * @param options of the compiler, for gp-0.7.2
   */
  public PeerEngine(final CompilerOptions options, final Peer peer) {
    if (options.profile() != Profile.GP_0_7_2) {
      throw new IllegalArgumentException("the peer does not support " + options.profile().label());
    }
    this.engine = new PvmEngine(options, PvmEngine.Loader.of(Objects.requireNonNull(peer)));
  }

  @Override
  public String name() {
    return "peer";
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    return engine.instantiate(wasm, host, budget);
  }
}
