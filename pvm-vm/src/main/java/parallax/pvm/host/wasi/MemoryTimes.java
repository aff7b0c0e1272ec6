package parallax.pvm.host.wasi;

/** The times of a file in memory. Reading it does not change them. */
final class MemoryTimes {
  private final MemoryVolume volume;
  private long accessed;
  private long modified;
  private long changed;

  MemoryTimes(MemoryVolume volume) {
    this.volume = volume;
    accessed = volume.time();
    modified = volume.time();
    changed = volume.time();
  }

  /** Its contents are others. */
  void modify() {
    modified = volume.time();
    changed = volume.time();
  }

  void set(FileTimes times) {
    accessed = times.accessed().orElse(accessed);
    modified = times.modified().orElse(modified);
    changed = volume.time();
  }

  FileStat stat(Object key, FileType type, long links, long size) {
    return new FileStat(key, type, links, size, accessed, modified, changed);
  }
}
