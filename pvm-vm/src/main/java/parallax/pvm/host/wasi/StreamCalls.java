package parallax.pvm.host.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reading and writing, with lists of buffers. */
final class StreamCalls {
  /** As many buffers as a call may have; wasi-libc's IOV_MAX. */
  static final int MAX_BUFFERS = 1_024;

  private static final int BUFFER_SIZE = 8;
  private static final int CHUNK = 1 << 16;

  /** A part of the guest's memory. */
  private record Span(long address, int length) {}

  /** Takes or gives bytes at a place that goes on by itself. */
  private interface Reader {
    int read(byte[] into) throws IOException;
  }

  private interface Writer {
    void write(byte[] bytes) throws IOException;
  }

  private final DescriptorTable descriptors;

  StreamCalls(DescriptorTable descriptors) {
    this.descriptors = descriptors;
  }

  void read(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    if (descriptor.resource() instanceof Descriptor.Input input) {
      descriptor.require(call.function().rights());
      InputReader reader = new InputReader(input.stream());
      store(call, 3, read(call, spans(call), reader));
      return;
    }
    OpenFile file = descriptor.asFile(Errno.BADF);
    descriptor.require(call.function().rights());
    long length = read(call, spans(call), new FileReader(file, descriptor.position()));
    descriptor.setPosition(descriptor.position() + length);
    store(call, 3, length);
  }

  void pread(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    OpenFile file = descriptor.asFile(streamWithoutPlaces(descriptor, true));
    descriptor.require(call.function().rights());
    WasiFailure.unless(call.i64(3) >= 0, Errno.INVAL);
    call.memory().require(call.u32(4), 4);
    store(call, 4, read(call, spans(call), new FileReader(file, call.i64(3))));
  }

  void write(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    if (descriptor.resource() instanceof Descriptor.Output output) {
      descriptor.require(call.function().rights());
      store(call, 3, write(call, spans(call), output.stream()::write));
      output(output);
      return;
    }
    OpenFile file = descriptor.asFile(Errno.BADF);
    descriptor.require(call.function().rights());
    long start = descriptor.isAppending() ? file.size() : descriptor.position();
    long length = write(call, spans(call), new FileWriter(file, start));
    descriptor.setPosition(start + length);
    sync(descriptor, file);
    store(call, 3, length);
  }

  /** What a guest has written is to be seen at once. */
  private static void output(Descriptor.Output output) {
    try {
      output.stream().flush();
    } catch (IOException broken) {
      throw new WasiFailure(HostFailures.errno(broken));
    }
  }

  /** In append mode, too, the place is the one that is asked for. */
  void pwrite(WasiCall call) {
    Descriptor descriptor = descriptors.get(call.i32(0));
    OpenFile file = descriptor.asFile(streamWithoutPlaces(descriptor, false));
    descriptor.require(call.function().rights());
    WasiFailure.unless(call.i64(3) >= 0, Errno.INVAL);
    call.memory().require(call.u32(4), 4);
    long length = write(call, spans(call), new FileWriter(file, call.i64(3)));
    sync(descriptor, file);
    store(call, 4, length);
  }

  private static Errno streamWithoutPlaces(Descriptor descriptor, boolean reads) {
    boolean isInput = descriptor.resource() instanceof Descriptor.Input;
    return isInput == reads ? Errno.SPIPE : Errno.BADF;
  }

  private static void sync(Descriptor descriptor, OpenFile file) {
    if ((descriptor.flags() & (Descriptor.SYNC | Descriptor.DSYNC)) != 0) {
      file.sync();
    }
  }

  private static void store(WasiCall call, int result, long length) {
    call.memory().store32(call.u32(result), length);
  }

  /** The buffers of arguments 1 and 2, all inside memory; for fd_read and fd_write the result. */
  private static List<Span> spans(WasiCall call) {
    long count = call.u32(2);
    WasiFailure.unless(count <= MAX_BUFFERS, Errno.INVAL);
    if (call.args().length == 4) {
      call.memory().require(call.u32(3), 4);
    }
    ByteBuffer array = call.memory().buffer(call.u32(1), count * BUFFER_SIZE);
    List<Span> spans = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < count; i++) {
      long address = array.getInt() & 0xFFFF_FFFFL;
      long length = array.getInt() & 0xFFFF_FFFFL;
      call.memory().require(address, length);
      total += length;
      spans.add(new Span(address, (int) length));
    }
    WasiFailure.unless(total <= Integer.MAX_VALUE, Errno.INVAL);
    return spans;
  }

  /** Fills buffers one after the other, until less comes than was asked for. */
  private static long read(WasiCall call, List<Span> spans, Reader reader) {
    long total = 0;
    for (Span span : spans) {
      for (int done = 0; done < span.length(); done += CHUNK) {
        byte[] chunk = new byte[Math.min(CHUNK, span.length() - done)];
        int length = readChunk(reader, chunk, total);
        byte[] bytes = length == chunk.length ? chunk : Arrays.copyOf(chunk, length);
        call.memory().write(span.address() + done, bytes);
        total += length;
        if (length < chunk.length) {
          return total;
        }
      }
    }
    return total;
  }

  /** A failure after something was read is for the next call. */
  private static int readChunk(Reader reader, byte[] chunk, long before) {
    try {
      return Math.max(0, reader.read(chunk));
    } catch (IOException broken) {
      WasiFailure.unless(before > 0, HostFailures.errno(broken));
      return 0;
    } catch (WasiFailure failure) {
      WasiFailure.unless(before > 0, failure.errno());
      return 0;
    }
  }

  private static long write(WasiCall call, List<Span> spans, Writer writer) {
    long total = 0;
    for (Span span : spans) {
      for (int done = 0; done < span.length(); done += CHUNK) {
        int length = Math.min(CHUNK, span.length() - done);
        try {
          writer.write(call.memory().read(span.address() + done, length));
        } catch (IOException broken) {
          WasiFailure.unless(total > 0, HostFailures.errno(broken));
          return total;
        } catch (WasiFailure failure) {
          WasiFailure.unless(total > 0, failure.errno());
          return total;
        }
        total += length;
      }
    }
    return total;
  }

  /** Standard input: waits for the first byte only. */
  private static final class InputReader implements Reader {
    private final GuestInput input;
    private boolean begun;

    InputReader(GuestInput input) {
      this.input = input;
    }

    @Override
    public int read(byte[] into) throws IOException {
      if (begun && input.available() <= 0) {
        return 0;
      }
      begun = true;
      return input.read(into);
    }
  }

  /** A file from a position on. */
  private static final class FileReader implements Reader {
    private final OpenFile file;
    private long position;

    FileReader(OpenFile file, long position) {
      this.file = file;
      this.position = position;
    }

    @Override
    public int read(byte[] into) {
      int length = file.read(position, into);
      position += length;
      return length;
    }
  }

  private static final class FileWriter implements Writer {
    private final OpenFile file;
    private long position;

    FileWriter(OpenFile file, long position) {
      this.file = file;
      this.position = position;
    }

    @Override
    public void write(byte[] bytes) {
      file.write(position, bytes);
      position += bytes.length;
    }
  }
}
