package parallax.pvm.host.wasi;

/**
 * One call: its arguments by position, and the memory that they point into.
 *
 * @param function the row of the table
 * @param args of an i32 the low 32 bits count
 */
record WasiCall(WasiFunction function, long[] args, GuestRange memory) {

  /** A descriptor's number or flags. */
  int i32(int index) {
    return (int) args[index];
  }

  /** A pointer or a length. */
  long u32(int index) {
    return args[index] & 0xFFFF_FFFFL;
  }

  long i64(int index) {
    return args[index];
  }

  /** A path whose address and length are two arguments. */
  String text(int index) {
    memory.require(u32(index), u32(index + 1));
    WasiFailure.unless(u32(index + 1) <= PathResolver.MAX_PATH, Errno.NAMETOOLONG);
    return memory.text(u32(index), u32(index + 1));
  }
}
