package parallax.pvm.host.jam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code fetch} gives (GP 0.7.2 B.6): kinds 0 to 15, some with one or two indices. */
final class FetchItems {

  private static final int CONSTANTS = 0;

  private final SortedMap<String, byte[]> items = new TreeMap<>();

  FetchItems() {
    put(CONSTANTS, 0, 0, constants());
  }

  void put(long kind, long first, long second, byte[] item) {
    items.put(name(kind, first, second), item);
  }

  Optional<byte[]> get(long kind, long first, long second) {
    return Optional.ofNullable(items.get(name(kind, first, second)));
  }

  private static String name(long kind, long first, long second) {
    int indices =
        kind == 3 || kind == 5
            ? 2
            : kind == 4 || kind == 6 || kind == 12 || kind == 13 || kind == 15 ? 1 : 0;
    return kind + (indices > 0 ? " " + first : "") + (indices > 1 ? " " + second : "");
  }

  /** The constants of the full chain (0.7.2 I.4.4), in the order of their letters. */
  private static byte[] constants() {
    return ByteBuffer.allocate(134)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(10) // B_I
        .putLong(1) // B_L
        .putLong(100) // B_S
        .putShort((short) Privileges.CORES)
        .putInt(PreimageCalls.EXPUNGE_PERIOD)
        .putInt(600) // E
        .putLong(10_000_000) // G_A
        .putLong(50_000_000) // G_I
        .putLong(5_000_000_000L) // G_R
        .putLong(3_500_000_000L) // G_T
        .putShort((short) 8) // H
        .putShort((short) 16) // I
        .putShort((short) 8) // J
        .putShort((short) 16) // K
        .putInt(14_400) // L
        .putShort((short) 2) // N
        .putShort((short) 8) // O
        .putShort((short) 6) // P
        .putShort((short) 80) // Q
        .putShort((short) 10) // R
        .putShort((short) 128) // T
        .putShort((short) 5) // U
        .putShort((short) 1_023) // V
        .putInt(64_000) // W_A
        .putInt(13_791_360) // W_B
        .putInt(4_000_000) // W_C
        .putInt(684) // W_E
        .putInt(3_072) // W_M
        .putInt(6) // W_P
        .putInt(49_152) // W_R
        .putInt(128) // W_T
        .putInt(3_072) // W_X
        .putInt(500) // Y
        .array();
  }
}
