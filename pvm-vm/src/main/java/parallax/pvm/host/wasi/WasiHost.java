package parallax.pvm.host.wasi;

/**
 * Answers the calls of one guest. A call that fails has done nothing, or as much as its result
 * says; a pointer is checked before anything is done. Where a call has several faults: the
 * descriptor is looked at first, then what kind of file it is, then rights, then arguments.
 *
 * <p>Not thread-safe.
 */
public final class WasiHost implements AutoCloseable {
  private final DescriptorTable descriptors = new DescriptorTable();
  private final ProcessCalls process;
  private final StreamCalls streams;
  private final DescriptorCalls files;
  private final PathCalls paths;
  private final Polling polling;

  /** A guest that has just begun. */
  public WasiHost(WasiContext context) {
    descriptors.add(Descriptor.input(context.input(), context.terminal()));
    descriptors.add(Descriptor.output(context.output(), context.terminal()));
    descriptors.add(Descriptor.output(context.errors(), context.terminal()));
    context.folders().forEach(folder -> descriptors.add(Descriptor.preopen(folder)));
    FileStats stats = new FileStats(context.clock());
    process = new ProcessCalls(context);
    streams = new StreamCalls(descriptors);
    files = new DescriptorCalls(descriptors, stats);
    paths = new PathCalls(descriptors, stats);
    polling = new Polling(descriptors, context.clock());
  }

  /**
   * Performs a call.
   *
   * @param args as many as the function has parameters; of an i32 the low 32 bits count
   */
  public WasiResult call(WasiFunction function, long[] args, GuestMemory memory) {
    if (args.length != function.params().size()) {
      throw new IllegalArgumentException(function + " with " + args.length + " arguments");
    }
    if (function == WasiFunction.PROC_EXIT) {
      return new WasiResult.Exited((int) args[0]);
    }
    try {
      perform(new WasiCall(function, args, new GuestRange(memory)));
      return new WasiResult.Returned(Errno.SUCCESS);
    } catch (WasiFailure failure) {
      return new WasiResult.Returned(failure.errno());
    }
  }

  private void perform(WasiCall call) {
    switch (call.function()) {
      case ARGS_GET -> process.argsGet(call);
      case ARGS_SIZES_GET -> process.argsSizesGet(call);
      case ENVIRON_GET -> process.environGet(call);
      case ENVIRON_SIZES_GET -> process.environSizesGet(call);
      case CLOCK_RES_GET -> process.clockResGet(call);
      case CLOCK_TIME_GET -> process.clockTimeGet(call);
      case RANDOM_GET -> process.randomGet(call);
      case PROC_RAISE -> process.procRaise(call);
      case PROC_EXIT, SCHED_YIELD -> {
        // The one has been done; of the other nothing can be seen.
      }
      case FD_READ -> streams.read(call);
      case FD_PREAD -> streams.pread(call);
      case FD_WRITE -> streams.write(call);
      case FD_PWRITE -> streams.pwrite(call);
      case FD_ADVISE -> files.advise(call);
      case FD_ALLOCATE -> files.allocate(call);
      case FD_CLOSE -> descriptors.close(call.i32(0));
      case FD_DATASYNC, FD_SYNC -> files.sync(call);
      case FD_FDSTAT_GET -> files.fdstatGet(call);
      case FD_FDSTAT_SET_FLAGS -> files.fdstatSetFlags(call);
      case FD_FDSTAT_SET_RIGHTS -> files.fdstatSetRights(call);
      case FD_FILESTAT_GET -> files.filestatGet(call);
      case FD_FILESTAT_SET_SIZE -> files.filestatSetSize(call);
      case FD_FILESTAT_SET_TIMES -> files.filestatSetTimes(call);
      case FD_PRESTAT_GET -> files.prestatGet(call);
      case FD_PRESTAT_DIR_NAME -> files.prestatDirName(call);
      case FD_READDIR -> files.readdir(call);
      case FD_RENUMBER -> descriptors.renumber(call.i32(0), call.i32(1));
      case FD_SEEK -> files.seek(call);
      case FD_TELL -> files.tell(call);
      case PATH_CREATE_DIRECTORY -> paths.createDirectory(call);
      case PATH_FILESTAT_GET -> paths.filestatGet(call);
      case PATH_FILESTAT_SET_TIMES -> paths.filestatSetTimes(call);
      case PATH_LINK -> paths.link(call);
      case PATH_OPEN -> paths.open(call);
      case PATH_READLINK -> paths.readlink(call);
      case PATH_REMOVE_DIRECTORY -> paths.removeDirectory(call);
      case PATH_RENAME -> paths.rename(call);
      case PATH_SYMLINK -> paths.symlink(call);
      case PATH_UNLINK_FILE -> paths.unlinkFile(call);
      case POLL_ONEOFF -> polling.pollOneoff(call);
      case SOCK_ACCEPT, SOCK_RECV, SOCK_SEND, SOCK_SHUTDOWN -> {
        descriptors.get(call.i32(0));
        throw new WasiFailure(Errno.NOTSOCK);
      }
    }
  }

  /** Closes what the guest left open. */
  @Override
  public void close() {
    descriptors.closeAll();
  }
}
