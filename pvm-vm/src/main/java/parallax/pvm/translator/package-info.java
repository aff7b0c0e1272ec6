/**
 * The fast engine: PVM code translated to JVM bytecode while it runs. Input: a program blob and an
 * initial state. Output: a {@link parallax.pvm.machine.Machine} that does exactly what the
 * interpreter does, in both profiles.
 *
 * <p>Only what is regular is translated: computing, accesses that succeed, jumps inside the
 * program, and paying for it. Whatever ends a run (traps, faults, host calls, halting, lack of gas)
 * translated code leaves to the interpreter, by stopping in front of that instruction. So there is
 * one place that decides how things end.
 *
 * <p>This package must not know hosts or the compiler. It alone sees ASM.
 *
 * <p>Begin reading at {@link parallax.pvm.translator.TranslatedMachine}, then {@code Units} and
 * {@code RegionWriter}.
 */
package parallax.pvm.translator;
