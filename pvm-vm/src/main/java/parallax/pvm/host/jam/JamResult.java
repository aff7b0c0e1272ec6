package parallax.pvm.host.jam;

import parallax.pvm.host.HostCalls;

/** What host functions answer when they do not do what they were asked for (GP 0.7.2 B.1). */
public final class JamResult {

  /** Done. */
  public static final long OK = 0;

  /** No such thing. As a service: the one that runs. */
  public static final long NONE = -1;

  /** No such host function. */
  public static final long WHAT = HostCalls.WHAT;

  /** Memory of an inner machine that cannot be reached. */
  public static final long OOB = -3;

  /** No such index. */
  public static final long WHO = -4;

  /** No room, or taken. */
  public static final long FULL = -5;

  /** No such core. */
  public static final long CORE = -6;

  /** Not enough funds. */
  public static final long CASH = -7;

  /** Gas limit too low. */
  public static final long LOW = -8;

  /** Asked for already, not to be forgotten, or not allowed. */
  public static final long HUH = -9;

  private JamResult() {}
}
