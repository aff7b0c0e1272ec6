package parallax.compiler.serialize;

/**
 * Initial state that the program's header cannot hold: the init thunk copies it before anything
 * else runs.
 *
 * @param roAddress where the bytes are in read-only data; a multiple of 8
 * @param rwAddress where they go; a multiple of 8
 * @param length number of bytes; a multiple of 8, never 0
 */
public record InitCopy(long roAddress, long rwAddress, int length) {}
