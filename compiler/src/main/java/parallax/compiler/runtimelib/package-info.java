/**
 * The routines behind {@link parallax.compiler.abi.RuntimeFunction}: float arithmetic done with
 * integers.
 *
 * <p>Input: a legal program with calls of routines that it does not have, and which these are.
 * Output: the program with their bodies, and those of what they call, in legal IR; nothing that is
 * not called.
 *
 * <p>The bodies are WebAssembly without floats, memories or tables, written as text. Beside each
 * text in the resources lies the module made from it, which is all that is read here, through
 * {@link parallax.compiler.binary} and {@link parallax.compiler.frontend} like any module; a test
 * makes it again and compares. What the machine has and WebAssembly has not is an import, which
 * {@link parallax.compiler.runtimelib.Intrinsics} turns into an operation. The package knows no
 * opcodes of the PVM.
 *
 * <p>Begin with {@link parallax.compiler.runtimelib.RuntimeLibrary}; why the routines are what they
 * are is in {@code RATIONALE.md} beside the texts.
 */
package parallax.compiler.runtimelib;
