/**
 * The reference interpreter, for both profiles. Input: a program blob and an initial state. Output:
 * a {@link parallax.pvm.machine.Machine}.
 *
 * <p>Code is decoded once, completely, into one small object per instruction ({@link
 * parallax.pvm.interpreter.Op}) that is linked to its successors; executing is following links.
 * What computing instructions mean is not said here but in {@code isa.Semantics}. This package must
 * not know the compiler or any host.
 *
 * <p>Begin reading at {@link parallax.pvm.interpreter.Interpreter}.
 */
package parallax.pvm.interpreter;
