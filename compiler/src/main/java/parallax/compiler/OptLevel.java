package parallax.compiler;

/** How much the compiler does. A level never changes what a program does. */
public enum OptLevel {
  /** No passes, every value in a stack slot: the fallback, and the partner to compare with. */
  O0
}
