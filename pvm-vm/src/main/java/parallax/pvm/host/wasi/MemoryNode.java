package parallax.pvm.host.wasi;

/** What a name in a {@link MemoryFolder} stands for. */
sealed interface MemoryNode permits MemoryFolder, MemoryFile, MemoryLink {

  FileStat stat();

  void setTimes(FileTimes times);

  /** It has one name less; without any it is gone. */
  void loseName();
}
