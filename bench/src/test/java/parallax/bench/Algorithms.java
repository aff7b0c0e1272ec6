package parallax.bench;

import java.util.zip.CRC32;

/** What the workloads compute, in Java. */
final class Algorithms {
  private Algorithms() {}

  static long result(final Workload workload, final long argument) {
    final int n = (int) argument;
    return switch (workload) {
      case FIB -> fib(n);
      case SIEVE -> primes(n + 1);
      case MATMUL -> matmul(n);
      case CRC32 -> crc(n);
      case ALU_LOOP -> alu(n);
      case MEMORY_LOOP -> sums(n);
      case SIEVE_IN_REGISTERS -> primes(n);
      case HASH_IN_REGISTERS -> hash(n);
    };
  }

  private static long fib(final int n) {
    long a = 0;
    long b = 1;
    for (int i = 0; i < n; i++) {
      final long next = a + b;
      a = b;
      b = next;
    }
    return a;
  }

  private static long primes(final int below) {
    long count = 0;
    final boolean[] composite = new boolean[below];
    for (int i = 2; i < below; i++) {
      if (!composite[i]) {
        count++;
        for (long j = (long) i * i; j < below; j += i) {
          composite[(int) j] = true;
        }
      }
    }
    return count;
  }

  private static long matmul(final int n) {
    int hash = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        int sum = 0;
        for (int k = 0; k < n; k++) {
          sum += (i * 3 + k * 7 + 1) * (k * 5 - j * 11 + 2);
        }
        hash = hash * 31 + sum;
      }
    }
    return Integer.toUnsignedLong(hash);
  }

  /** The checksum of so many passes over the same bytes, each beginning with the last one's. */
  private static long crc(final int passes) {
    final CRC32 crc = new CRC32();
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < 65_536; i++) {
        crc.update(i * 31 + (i >> 8));
      }
    }
    return crc.getValue();
  }

  private static long alu(final int rounds) {
    long state = 88_172_645_463_325_252L;
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      sum += state * 1_664_525;
    }
    return sum;
  }

  private static long sums(final int passes) {
    final long[] words = new long[4_096];
    long sum = 1;
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < words.length; i++) {
        sum += words[i];
        words[i] = sum;
      }
    }
    return sum;
  }

  private static long hash(final int rounds) {
    long a = 0x6a09e667f3bcc908L;
    long b = 0x510e527fade682d1L;
    long c = 0x1f83d9abfb41bd6bL;
    long d = 0x5be0cd19137e2179L;
    final long[] words = new long[128];
    for (int i = 0; i < rounds; i++) {
      a += words[i % words.length] + b;
      d = Long.rotateRight(d ^ a, 32);
      c += d;
      b = Long.rotateRight(b ^ c, 24);
      words[i % words.length] = b;
    }
    return a ^ b ^ c ^ d;
  }
}
