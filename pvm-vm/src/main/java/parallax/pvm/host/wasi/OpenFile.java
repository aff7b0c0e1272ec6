package parallax.pvm.host.wasi;

/** An open regular file. Has no position of its own; every failure is a {@link WasiFailure}. */
interface OpenFile {

  /**
   * Reads at a position.
   *
   * @return how many bytes, 0 at the end
   */
  int read(long position, byte[] into);

  /** Writes all bytes at a position; what lies between the end and there becomes zeros. */
  void write(long position, byte[] bytes);

  long size();

  /** Cuts it, or appends zeros. */
  void setSize(long size);

  FileStat stat();

  void setTimes(FileTimes times);

  /** Makes sure that what was written stays. */
  void sync();

  void close();
}
