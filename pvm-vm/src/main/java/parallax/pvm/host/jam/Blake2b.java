package parallax.pvm.host.jam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BLAKE2b without key, with digests of 32 bytes (RFC 7693): the hash of the Gray Paper. */
final class Blake2b {

  private static final int DIGEST = 32;
  private static final int BLOCK = 128;
  private static final int ROUNDS = 12;

  private static final long[] IV = {
    0x6A09E667F3BCC908L, 0xBB67AE8584CAA73BL, 0x3C6EF372FE94F82BL, 0xA54FF53A5F1D36F1L,
    0x510E527FADE682D1L, 0x9B05688C2B3E6C1FL, 0x1F83D9ABFB41BD6BL, 0x5BE0CD19137E2179L
  };

  /** Which words of a block a round takes, one hexadecimal digit each. */
  private static final String[] SIGMA = {
    "0123456789abcdef",
    "ea489fd61c02b753",
    "b8c052fdae367194",
    "7931dcbe265a40f8",
    "905724afe1bc683d",
    "2c6a0b834d75fe19",
    "c51fed4a0763928b",
    "db7ec13950f4862a",
    "6fe9b308c2d714a5",
    "a2847615fb9e3cd0"
  };

  private Blake2b() {}

  static byte[] hash(byte[] data) {
    long[] state = IV.clone();
    state[0] ^= 0x01010000L ^ DIGEST;
    int at = 0;
    while (data.length - at > BLOCK) {
      compress(state, data, at, BLOCK, false);
      at += BLOCK;
    }
    compress(state, data, at, data.length - at, true);
    ByteBuffer out = ByteBuffer.allocate(DIGEST).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < DIGEST / Long.BYTES; i++) {
      out.putLong(state[i]);
    }
    return out.array();
  }

  private static void compress(long[] state, byte[] data, int at, int length, boolean isLast) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    block.put(data, at, length);
    long[] v = new long[16];
    System.arraycopy(state, 0, v, 0, 8);
    System.arraycopy(IV, 0, v, 8, 8);
    v[12] ^= at + length;
    v[14] ^= isLast ? -1 : 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] m = new long[16];
      for (int i = 0; i < m.length; i++) {
        int word = Character.digit(SIGMA[round % SIGMA.length].charAt(i), 16);
        m[i] = block.getLong(word * Long.BYTES);
      }
      for (int i = 0; i < 4; i++) {
        mix(v, i, 4 + i, 8 + i, 12 + i, m[2 * i], m[2 * i + 1]);
      }
      for (int i = 0; i < 4; i++) {
        mix(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[8 + 2 * i], m[9 + 2 * i]);
      }
    }
    for (int i = 0; i < state.length; i++) {
      state[i] ^= v[i] ^ v[i + 8];
    }
  }

  private static void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    v[a] += v[b] + x;
    v[d] = Long.rotateRight(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = Long.rotateRight(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 63);
  }
}
