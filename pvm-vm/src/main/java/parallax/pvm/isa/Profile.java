package parallax.pvm.isa;

import java.util.Optional;

/**
 * A version of the machine definition, with everything that differs between the versions as data.
 * Code that depends on the version asks for the property, never for the constant.
 */
public enum Profile {
  /** Gray Paper 0.7.2 (2025-09-15), with faulting accesses charged as on its main branch (#497). */
  GP_0_7_2("gp-0.7.2", GasModel.FLAT, false, false, true),
  /** Gray Paper 0.8.0 (2026-06-03). */
  GP_0_8_0("gp-0.8.0", GasModel.BLOCK_PIPELINE, true, true, false);

  private final String label;
  private final GasModel gasModel;
  private final boolean validatesBlob;
  private final boolean checksBothBranchSides;
  private final boolean hasSbrk;

  Profile(
      String label,
      GasModel gasModel,
      boolean validatesBlob,
      boolean checksBothBranchSides,
      boolean hasSbrk) {
    this.label = label;
    this.gasModel = gasModel;
    this.validatesBlob = validatesBlob;
    this.checksBothBranchSides = checksBothBranchSides;
    this.hasSbrk = hasSbrk;
  }

  /** The name used on command lines and in reports, such as {@code gp-0.7.2}. */
  public String label() {
    return label;
  }

  /** The profile with this {@link #label}. */
  public static Optional<Profile> byLabel(String label) {
    for (Profile profile : values()) {
      if (profile.label.equals(label)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  public GasModel gasModel() {
    return gasModel;
  }

  /**
   * Whether the whole code must be well formed before anything runs; otherwise bad bytes trap when
   * reached.
   */
  public boolean validatesBlob() {
    return validatesBlob;
  }

  /**
   * Whether a branch needs target and fall-through to start blocks, taken or not; otherwise only a
   * taken target.
   */
  public boolean checksBothBranchSides() {
    return checksBothBranchSides;
  }

  /** Whether the heap grows by the sbrk instruction; otherwise by the host call grow_heap. */
  public boolean hasSbrk() {
    return hasSbrk;
  }
}
