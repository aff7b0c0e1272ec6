package parallax.fuzz.pvm;

/**
 * A machine that did something else than the interpreter.
 *
 * @param machine its name
 * @param rule what differed: {@code exit}, {@code registers}, {@code gas}, {@code position}, {@code
 *     heap}, {@code memory} or {@code crash}
 * @param run in which run, from 0
 * @param detail both sides
 */
public record MachineDifference(String machine, String rule, int run, String detail) {}
