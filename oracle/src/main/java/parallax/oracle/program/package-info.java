/**
 * Carries out the corpus's programs: sequences of calls, memory writes and expectations.
 *
 * <p>Input: a module and a program; output: whether every engine did what the program expects and
 * what the reference did. Knows nothing of engines but what {@code compare} shows. Begin with
 * {@link parallax.oracle.program.ProgramRunner}.
 */
package parallax.oracle.program;
