package parallax.pvm.host.wasi;

/** A symbolic link in memory. */
final class MemoryLink implements MemoryNode {
  private final Long key;
  private final String target;
  private final long size;
  private final MemoryTimes times;
  private long names = 1;

  MemoryLink(MemoryVolume volume, String target, long size) {
    this.key = volume.nextKey();
    this.target = target;
    this.size = size;
    this.times = new MemoryTimes(volume);
  }

  String target() {
    return target;
  }

  void addName() {
    names++;
  }

  @Override
  public FileStat stat() {
    return times.stat(key, FileType.SYMBOLIC_LINK, names, size);
  }

  @Override
  public void setTimes(FileTimes newTimes) {
    times.set(newTimes);
  }

  @Override
  public void loseName() {
    names--;
  }
}
