package parallax.oracle.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.corpus.wat.WatParser;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.Engine;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.oracle.wasi.WasiInput.GuestFolder;
import parallax.pvm.host.wasi.Errno;
import parallax.pvm.host.wasi.FolderImage;
import parallax.pvm.host.wasi.WasiFunction;

/**
 * Every function of WASI, called through a module on Chicory, the IR and the machines of both
 * profiles, each with a host of ours of its own, with pointers and lengths at the edges of memory
 * and of 32 bits: errno and the whole memory are the same after every call, and nothing traps.
 */
final class WasiBoundaryTest {
  private static final int CALLS = 1_500;
  private static final int CALLS_OF_AN_INSTANCE = 100;
  private static final long FUEL = 1_000_000;
  private static final int SIZE = 2 << 16;
  private static final int PATHS = 0x4000;
  private static final int BUFFERS = 0x5000;
  private static final List<String> NAMES = List.of("a", "d", "d/a", "..", "/a", "", "d/../x", "l");

  private static final int[] EDGES = {
    0,
    1,
    8,
    64,
    SIZE - 64,
    SIZE - 63,
    SIZE - 8,
    SIZE - 7,
    SIZE - 4,
    SIZE - 3,
    SIZE - 1,
    SIZE,
    SIZE + 1,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    -8,
    -4,
    -1
  };

  private static final long[] WIDE = {0, 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1};

  private static List<WasiFunction> functions() {
    final List<WasiFunction> functions = new ArrayList<>(List.of(WasiFunction.values()));
    functions.remove(WasiFunction.PROC_EXIT);
    return functions;
  }

  /** A module with a memory, paths and lists of buffers in it, and an export for each import. */
  private static byte[] module() throws Exception {
    final StringBuilder imports = new StringBuilder("(module ");
    final StringBuilder rest = new StringBuilder("(memory (export \"memory\") 2 2) ");
    for (final WasiFunction function : functions()) {
      final String name = function.label();
      final String params = "(param " + String.join(" ", function.params()) + ") (result i32)";
      imports.append(
          "(import \"%s\" \"%s\" (func $%s %s)) "
              .formatted(WasiFunction.MODULE, name, name, params));
      rest.append("(func (export \"%s\") %s ".formatted(name, params));
      for (int i = 0; i < function.params().size(); i++) {
        rest.append("(local.get ").append(i).append(") ");
      }
      rest.append("(call $").append(name).append(")) ");
    }
    for (int i = 0; i < NAMES.size(); i++) {
      rest.append("(data (i32.const %d) \"%s\") ".formatted(PATHS + 16 * i, NAMES.get(i)));
    }
    return WatParser.parse(imports.append(rest).append(")").toString());
  }

  private final Random random = new Random(1);

  private int pick(final int... values) {
    return values[random.nextInt(values.length)];
  }

  private WasmValue narrow(final boolean sensible) {
    if (!sensible) {
      return WasmValue.i32(pick(EDGES));
    }
    return WasmValue.i32(
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(6);
          case 1 -> PATHS + 16 * random.nextInt(NAMES.size());
          case 2 -> BUFFERS + 8 * random.nextInt(16);
          default -> 0x8000 + random.nextInt(0x1000);
        });
  }

  private List<WasmValue> arguments(final WasiFunction function) {
    final boolean sensible = random.nextInt(3) > 0;
    final List<WasmValue> args = new ArrayList<>();
    for (final String type : function.params()) {
      args.add(
          type.equals("i32")
              ? narrow(sensible && random.nextInt(8) > 0)
              : WasmValue.i64(WIDE[random.nextInt(WIDE.length)]));
    }
    if (sensible && !args.isEmpty() && function.label().matches("(fd|path|sock)_.*")) {
      args.set(0, WasmValue.i32(random.nextInt(6)));
    }
    return args;
  }

  private static WasiInput input() {
    final FolderImage image =
        FolderImage.empty()
            .with("a", new FolderImage.FileEntry("text".getBytes(StandardCharsets.UTF_8)))
            .with("d", new FolderImage.FolderEntry())
            .with("l", new FolderImage.LinkEntry("../outside"));
    return WasiInput.of("guest").withFolders(new GuestFolder("/f", image));
  }

  /** Lists of buffers: some lie in memory, some begin or end outside. */
  private void writeBuffers(final Differential run) {
    final byte[] bytes = new byte[8 * 20];
    for (int i = 0; i < bytes.length; i += 4) {
      final boolean isLength = (i & 7) == 4;
      final int value =
          random.nextInt(4) == 0
              ? pick(EDGES)
              : isLength ? random.nextInt(32) : 0x9000 + random.nextInt(0x1000);
      for (int j = 0; j < 4; j++) {
        bytes[i + j] = (byte) (value >> (8 * j));
      }
    }
    run.writeMemory(BUFFERS, bytes);
  }

  @Test
  void every_engine_gives_the_same_errno_and_memory() throws Exception {
    final byte[] wasm = module();
    final Map<Errno, Integer> errnos = new TreeMap<>();
    final Set<WasiFunction> called = new TreeSet<>();
    for (int i = 0; i < CALLS / CALLS_OF_AN_INSTANCE; i++) {
      final List<OwnSession> sessions = new ArrayList<>();
      final List<Engine> others = Differential.profiles(CompilerOptions.DEFAULT);
      final Differential run =
          Differential.start(
              wasm,
              new ChicoryEngine(),
              others,
              engine -> {
                final OwnSession session = new OwnSession(engine.name(), input());
                sessions.add(session);
                return session.host();
              },
              FUEL);
      writeBuffers(run);
      for (int j = 0; j < CALLS_OF_AN_INSTANCE; j++) {
        final List<WasiFunction> all = functions();
        final WasiFunction function = all.get(random.nextInt(all.size()));
        final List<WasmValue> args = arguments(function);
        final Verdict verdict = run.call(function.label(), args, FUEL);
        assertThat(verdict).as("%s%s", function, args).isInstanceOf(Verdict.Agree.class);
        final Outcome outcome = ((Verdict.Agree) verdict).outcome();
        final int number = (int) ((Outcome.Returned) outcome).values().get(0).bits();
        errnos.merge(Errno.values()[number], 1, Integer::sum);
        called.add(function);
      }
      sessions.forEach(OwnSession::close);
    }
    assertThat(called).hasSize(WasiFunction.values().length - 1);
    assertThat(errnos.get(Errno.FAULT)).isGreaterThan(CALLS / 40);
    assertThat(errnos).containsKeys(Errno.SUCCESS, Errno.BADF, Errno.INVAL, Errno.NOTDIR);
  }
}
