package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What makes {@link IrRun} fast enough to be used on every program. */
final class IrRunTest {
  /** HotSpot never compiles a longer method. */
  private static final int LONGEST = 8_000;

  @Test
  void noMethodIsTooLongToBeCompiled() throws IOException {
    assertThat(longestMethod(IrRun.class)).isBetween(500, LONGEST);
    assertThat(longestMethod(IrStateSteps.class)).isBetween(50, LONGEST);
    assertThat(longestMethod(IrCodeTranslator.class)).isBetween(50, LONGEST);
  }

  @Test
  void executesManyMillionInstructionsInASecond() {
    final IrInstance instance =
        Modules.instance(
            Modules.functions(
                """
                function 0 "mix" (i32) -> (i64) {
                b0(v0: i32):
                  v1 = const.i64 1
                  jump b1(v0, v1)
                b1(v2: i32, v3: i64):
                  v4 = const.i64 6364136223846793005
                  v5 = mul.i64 v3, v4
                  v6 = const.i64 33
                  v7 = shr_u.i64 v5, v6
                  v8 = xor.i64 v7, v5
                  v9 = wrap v8
                  v10 = extend_i32_u v9
                  v11 = add.i64 v8, v10
                  v12 = const.i32 1
                  v13 = sub.i32 v2, v12
                  br_if v13, b1(v13, v11), b2()
                b2():
                  return (v11)
                }
                """),
            IrHost.NONE);
    Modules.returned(instance.invoke(0, new long[] {500_000}));
    final long before = instance.executed();
    final long start = cpuTime();
    Modules.returned(instance.invoke(0, new long[] {1_000_000}));
    final double seconds = (cpuTime() - start) / 1e9;
    final double rate = (instance.executed() - before) / seconds;
    System.out.printf("IR interpreter: %.1f million instructions a second%n", rate / 1e6);
    // Far below what it does on a machine of its own: this one may be busy or slow.
    assertThat(rate).isGreaterThan(5e6);
  }

  /** Of this thread: other work on the machine does not count. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The longest code of a class, from its class file (JVM specification, chapter 4). */
  private static int longestMethod(final Class<?> type) throws IOException {
    try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".class");
        DataInputStream in = new DataInputStream(file)) {
      in.skipNBytes(8);
      final boolean[] isCode = constants(in);
      in.skipNBytes(6);
      in.skipNBytes(2L * in.readUnsignedShort());
      int longest = 0;
      for (int kind = 0; kind < 2; kind++) {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
          in.skipNBytes(6);
          for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            final boolean code = isCode[in.readUnsignedShort()];
            int length = in.readInt();
            if (code) {
              in.skipNBytes(4);
              longest = Math.max(longest, in.readInt());
              length -= 8;
            }
            in.skipNBytes(length);
          }
        }
      }
      return longest;
    }
  }

  /** Reads the constant pool; true for the entries that are the text "Code". */
  private static boolean[] constants(final DataInputStream in) throws IOException {
    final int count = in.readUnsignedShort();
    final boolean[] isCode = new boolean[count];
    for (int i = 1; i < count; i++) {
      final int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> isCode[i] = in.readUTF().equals("Code");
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("constant of kind " + tag);
      }
    }
    return isCode;
  }
}
