package parallax.compiler.mir;

/** A virtual register: 64 bits, defined once. The number is dense within its function. */
public record VReg(int id) {
  @Override
  public String toString() {
    return "%" + id;
  }
}
