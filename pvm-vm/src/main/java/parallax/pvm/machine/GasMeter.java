package parallax.pvm.machine;

/** The gas that a machine has left; never negative. */
public final class GasMeter {

  private long remaining;

  public GasMeter(long remaining) {
    set(remaining);
  }

  public long remaining() {
    return remaining;
  }

  /**
   * Sets what is left.
   *
   * @throws IllegalArgumentException if negative
   */
  public void set(long gas) {
    if (gas < 0) {
      throw new IllegalArgumentException("gas cannot be " + gas);
    }
    remaining = gas;
  }

  /**
   * Takes an amount.
   *
   * @return false if there was less than that; then nothing is left
   */
  public boolean charge(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("cannot charge " + amount);
    }
    boolean enough = amount <= remaining;
    remaining = enough ? remaining - amount : 0;
    return enough;
  }
}
