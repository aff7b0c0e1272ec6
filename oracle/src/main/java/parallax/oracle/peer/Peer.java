package parallax.oracle.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.program.ProgramBlob;

/**
 * anan-as 1.2.0, a PVM of other hands for gp-0.7.2, as a maker of machines. Its machines are of one
 * family: they take turns in one instance of the peer, and none may run in two threads at a time.
 */
public final class Peer implements MachineFactory {
  private static final String CACHE = "parallax.cache";
  private static final String FILE = "anan-as-1.2.0/dist/build/release.wasm";

  private final PeerModule module;
  private PeerMachine loaded;

  private Peer(final PeerModule module) {
    this.module = module;
  }

  /**
   * Where the build keeps it: below the folder of the system property {@code parallax.cache}, by
   * default {@code .cache/parallax} in the user's home.
   */
  public static Path file() {
    final String home = System.getProperty("user.home");
    return Path.of(System.getProperty(CACHE, home + "/.cache/parallax")).resolve(FILE);
  }

  /** Whether it is there. */
  public static boolean isPresent() {
    return Files.isRegularFile(file());
  }

  /**
   * What to say when it is not there.
   *
   * @param leftOut what is not done without it
   */
  public static String absent(final String leftOut) {
    return "NOT FOUND: the peer machine, %s; LEFT OUT: %s; the build gets it with npm"
        .formatted(file(), leftOut);
  }

  /**
   * Loads and compiles it, which takes about a second.
   *
   * @throws IOException when it is not there
   */
  public static Peer load() throws IOException {
    return new Peer(PeerModule.load(file()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Its machines do not know the previous position ({@code ExitReason.NO_PREVIOUS}), and a run
   * throws {@link PeerFailure} when the peer breaks.
   */
  @Override
  public Machine create(final Profile profile, final ProgramBlob blob, final InitialState state) {
    if (profile != Profile.GP_0_7_2) {
      throw new IllegalArgumentException("the peer does not support " + profile.label());
    }
    return new PeerMachine(this, blob, state);
  }

  PeerModule module() {
    return module;
  }

  boolean holds(final PeerMachine machine) {
    return loaded == machine;
  }

  /** From now on the instance has the state of this machine. */
  void hold(final PeerMachine machine) {
    loaded = machine;
  }
}
