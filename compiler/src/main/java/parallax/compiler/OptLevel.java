package parallax.compiler;

/** How much the compiler does. A level never changes what a program does. */
public enum OptLevel {
  /** No passes, every value in a stack slot: the fallback, and the partner to compare with. */
  O0(AllocatorKind.STACK_SLOT);

  private final AllocatorKind allocator;

  OptLevel(final AllocatorKind allocator) {
    this.allocator = allocator;
  }

  /** The allocator of this level, unless another is asked for. */
  public AllocatorKind allocator() {
    return allocator;
  }
}
