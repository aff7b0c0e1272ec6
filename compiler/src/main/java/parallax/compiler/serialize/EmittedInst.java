package parallax.compiler.serialize;

import parallax.pvm.codec.Instruction;

/**
 * One PVM instruction whose addresses of code are still names.
 *
 * @param instruction the instruction; fields that {@code link} fills are 0 (for {@link
 *     Link#REFERENCE}, the immediate is the type id)
 * @param link what is to be filled in
 * @param target what it refers to
 * @param sourceOffset byte of the module it stands for, -1 for none
 */
record EmittedInst(Instruction instruction, Link link, int target, int sourceOffset) {
  /** What a target number means. */
  enum Link {
    /** Nothing to fill in. */
    NONE,
    /** The offset leads to the instruction at this position of the same function. */
    LOCAL,
    /**
     * The offset leads to the function with this index; the immediate is the dynamic address of the
     * next instruction.
     */
    CALL,
    /** The immediate is the dynamic address of the next instruction. */
    RETURN_POINT,
    /** The immediate is the dynamic address of the first entry of the switch with this number. */
    SWITCH,
    /** The immediate is a reference to the function with this index. */
    REFERENCE
  }

  EmittedInst withTarget(final int newTarget) {
    return new EmittedInst(instruction, link, newTarget, sourceOffset);
  }
}
